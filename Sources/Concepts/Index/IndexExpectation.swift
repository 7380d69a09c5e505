import Foundation
public import Models

/// What a reference index must have been made with to fit an explanation.
public struct IndexExpectation: Sendable, Equatable {
    /// The model's registry name.
    public var model: String
    /// The SHA-256 of the model's weights file, in hexadecimal.
    public var weightsSHA256: String
    /// The concept layer.
    public var layer: String
    /// The composite's name; nil where the index's own may differ.
    public var composite: String?

    /// Makes the value of its parts.
    public init(model: String, weightsSHA256: String, layer: String, composite: String?) {
        self.model = model
        self.weightsSHA256 = weightsSHA256
        self.layer = layer
        self.composite = composite
    }

    /// What an explanation by a model needs.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - layer: The concept layer.
    ///   - composite: The composite's name; nil where the index's own may differ.
    public init(model: Model, layer: String, composite: String?) {
        self.init(
            model: model.name,
            weightsSHA256: model.weightsSHA256,
            layer: layer,
            composite: composite
        )
    }

    /// Compares it with what an index was made with.
    ///
    /// - Parameters:
    ///   - run: The run of the expected layer, or another one if there is none.
    ///   - layers: All layers of the file.
    ///   - file: The file.
    /// - Throws: `ConceptsError` that names all differences.
    func check(_ run: IndexRun, layers: [String], file: URL) throws {
        var differences: [String] = []
        if run.model != model { differences.append("model \(run.model), not \(model)") }
        if run.weightsSHA256 != weightsSHA256 {
            differences.append(
                "weights \(run.weightsSHA256.prefix(12)), not \(weightsSHA256.prefix(12))"
            )
        }
        if run.layer != layer {
            let names = layers.joined(separator: ", ")
            differences.append("layer\(layers.count > 1 ? "s" : "") \(names), not \(layer)")
        }
        if let composite, run.composite != composite {
            differences.append("composite \(run.composite), not \(composite)")
        }
        guard differences.isEmpty else {
            throw ConceptsError(
                "\(file.path): is an index of something else: "
                    + differences.joined(separator: "; "),
                hint: "give another --index, or build one for this model and layer"
            )
        }
    }
}
