public import Foundation

/// The models the tool knows by name.
public enum ModelRegistry {
    /// How many classes ImageNet's networks tell apart; such networks get ImageNet's class names.
    private static let imageNetClasses = 1000

    /// The models' names, such as `squeezenet1_1`.
    public static var names: [String] { Architecture.all.map(\.name) }

    /// Loads a model.
    ///
    /// - Parameters:
    ///   - name: One of `names`.
    ///   - weights: A file of weights under torchvision's names (or, for SqueezeNet, Caffe's); nil
    ///     for those that were pulled into the cache.
    ///   - cache: The tool's cache folder; class names are looked for there too.
    /// - Returns: The model, ready to use.
    /// - Throws: `ModelsError` for an unknown name, missing weights, or weights that do not fit, with
    ///   the tensor and its shape.
    public static func model(named name: String, weights: URL?, cache: URL) throws -> Model {
        let architecture = try Architecture.named(name)
        guard let file = weights ?? ModelPackages.installed(name, cache)?.weights else {
            let hint =
                ModelPackages.names.contains(name)
                ? "run: llexicorp model pull \(name)"
                : "give a file with --weights FILE"
            throw ModelsError("the weights of \(name) are not installed", hint: hint)
        }
        var loaded = try Weights.load(from: file)
        if SqueezeNetCaffeNames.recognizes(loaded) {
            loaded = try SqueezeNetCaffeNames.converted(loaded)
        }
        return try model(architecture, loaded, cache: cache)
    }

    private static func model(
        _ architecture: Architecture,
        _ weights: Weights,
        cache: URL
    ) throws -> Model {
        let graph: LayerGraph
        do {
            graph = try architecture.graph(from: weights.tensors)
        } catch {
            throw ModelsError("\(weights.file): \(error.message)", hint: error.hint)
        }
        let preprocessing: Preprocessing =
            switch weights.inputConvention {
            case .torchvision: .torchvision
            case .caffe: .caffe
            }
        let side = preprocessing.cropSide
        let classes = try graph.shapes(for: [1, graph.inputChannels, side, side])[graph.output][1]
        return Model(
            name: architecture.name,
            title: architecture.title,
            graph: graph,
            preprocessing: preprocessing,
            classNames: try classNames(classes, cache: cache),
            weightsSHA256: weights.sha256,
            conceptLayer: architecture.conceptLayer
        )
    }

    /// ImageNet's names for a network with as many classes, where any installed model brought them;
    /// numbers otherwise.
    private static func classNames(_ count: Int, cache: URL) throws -> ClassNames {
        if count == imageNetClasses,
            let installed = names.lazy.compactMap({ ModelPackages.installed($0, cache) }).first
        {
            return try ClassNames(
                contentsOf: installed.classNames,
                wordNetIDs: installed.wordNetIDs
            )
        }
        return ClassNames(names: (0..<count).map { "class \($0)" })
    }
}
