import Attribution
public import Foundation
public import Models

/// A model, loaded, with the layer and composite to explain it by and where its photos and index are.
///
/// What the command line says wins over what a model file says, which wins over the defaults.
public struct ModelSetup: Sendable {
    /// The model.
    public let model: Model
    /// The layer whose channels are the concepts; the model has it.
    public let layer: String
    /// The composite's name; there is such a one.
    public let composite: String
    /// The reference photos its model file names: a folder or a list; they need not be there.
    public let photos: URL?
    /// The index its model file names, unless another layer than the file's is explained; it need not
    /// be there yet.
    public let index: URL?
    /// The model file, for a model of the person's own.
    public let file: URL?

    /// Where the index is that is used if none is named: the model file's, or the cache's one of this
    /// model and layer.
    public var usualIndex: URL { index ?? CacheDirectory.index(model: model.name, layer: layer) }

    /// Finds and loads a model.
    ///
    /// - Parameters:
    ///   - name: A built-in model's name, a registered one's, the path of a model file (it ends in
    ///     `.yaml` or `.yml`, or has a slash), or that of an ONNX file (it ends in `.onnx`), which a
    ///     model file beside it may describe.
    ///   - weights: A weights file in place of the model's own.
    ///   - layer: The layer to explain; nil for the model's own.
    ///   - composite: The composite's name; nil for the model file's or the standard one.
    ///   - cache: The tool's cache folder.
    ///   - own: The registered models.
    /// - Returns: The model, ready to use.
    /// - Throws: The error of what is missing or does not fit; for a model file with file and line.
    public static func resolve(
        model name: String,
        weights: URL? = nil,
        layer: String? = nil,
        composite: String? = nil,
        cache: URL = CacheDirectory.url,
        own: OwnModels = OwnModels()
    ) throws -> ModelSetup {
        let onnx = name.hasSuffix(".onnx") ? URL(fileURLWithPath: name) : nil
        if onnx != nil, weights != nil {
            throw LlexicorpError(
                "\(name) holds its own weights",
                hint: "leave --weights out, or describe the model in a model.yaml"
            )
        }
        let description =
            try onnx.map { try ModelFile.beside($0) }
            ?? modelFile(name, own: own).map { try ModelFile(contentsOf: $0) }
        if let description {
            return try resolve(
                description,
                weights: onnx ?? weights,
                layer: layer,
                composite: composite,
                cache: cache
            )
        }
        let model =
            try onnx.map { try ModelRegistry.model(onnx: $0, cache: cache) }
            ?? ModelRegistry.model(named: name, weights: weights, cache: cache)
        return ModelSetup(
            model: model,
            layer: try checked(layer, of: model) ?? model.conceptLayer,
            composite: try Composite.named(composite ?? Composite.standard.name).name,
            photos: nil,
            index: nil,
            file: nil
        )
    }

    /// Loads the model that a file describes.
    ///
    /// - Parameters:
    ///   - file: The description.
    ///   - weights: A weights file in place of the one it names.
    ///   - layer: The layer to explain in place of its own.
    ///   - composite: The composite's name in place of its own.
    ///   - cache: The tool's cache folder.
    /// - Returns: The model, ready to use.
    /// - Throws: The error of what is missing or does not fit, with file and line.
    public static func resolve(
        _ file: ModelFile,
        weights: URL? = nil,
        layer: String? = nil,
        composite: String? = nil,
        cache: URL = CacheDirectory.url
    ) throws -> ModelSetup {
        if let composite = file.composite {
            do {
                _ = try Composite.named(composite)
            } catch {
                throw LlexicorpError(
                    "\(file.place(of: .composite)): \(error.message)",
                    hint: error.hint
                )
            }
        }
        let model = try ModelRegistry.model(file, weights: weights, cache: cache)
        let chosen = try checked(layer, of: model) ?? model.conceptLayer
        let rules = composite ?? file.composite ?? Composite.standard.name
        return ModelSetup(
            model: model,
            layer: chosen,
            composite: try Composite.named(rules).name,
            photos: file.photos,
            index: chosen == model.conceptLayer ? file.index : nil,
            file: file.url
        )
    }

    /// The model file that a text means; nil for a built-in model's name.
    ///
    /// - Throws: `LlexicorpError` if it is neither, with the names there are.
    static func modelFile(_ text: String, own: OwnModels) throws -> URL? {
        if text.hasSuffix(".yaml") || text.hasSuffix(".yml") || text.contains("/") {
            return URL(fileURLWithPath: text)
        }
        if ModelRegistry.names.contains(text) { return nil }
        if own.names.contains(text) { return own.file(of: text) }
        let hint =
            FileManager.default.fileExists(atPath: text)
            ? "give a weights file with --weights, and its architecture with --model"
            : ModelRegistry.advice(for: text)
                + (own.names.isEmpty ? "" : "; yours are \(own.names.joined(separator: ", "))")
                + "; or give the path of a model.yaml or an .onnx file"
        throw LlexicorpError("there is no model \"\(text)\"", hint: hint)
    }

    private static func checked(_ layer: String?, of model: Model) throws -> String? {
        if let layer { _ = try model.graph.index(of: layer) }
        return layer
    }
}
