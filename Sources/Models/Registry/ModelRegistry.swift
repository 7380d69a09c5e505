public import Foundation

/// The models the tool knows by name.
public enum ModelRegistry {
    /// How many classes ImageNet's networks tell apart; such networks get ImageNet's class names.
    private static let imageNetClasses = 1000

    /// The models' names, such as `squeezenet1_1`.
    public static var names: [String] { Architecture.all.map(\.name) }

    /// What to do about a name that is none: the nearest ones there are, or where they are listed.
    ///
    /// - Parameter name: What the person wrote.
    /// - Returns: Part of a message, such as `did you mean resnet50`.
    public static func advice(for name: String) -> String {
        let near = NearestNames.suggestions(for: name.lowercased(), among: names, count: 3)
        return near.isEmpty
            ? "llexicorp model list names them all" : "did you mean \(near.joined(separator: ", "))"
    }

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
        let loaded = try load(weights, for: architecture, cache: cache)
        let graph = try network(architecture, loaded)
        let preprocessing = loaded.preprocessing(for: architecture)
        return Model(
            name: architecture.name,
            title: architecture.title,
            graph: graph,
            preprocessing: preprocessing,
            classNames: try classNames(classCount(graph, preprocessing), cache: cache),
            weightsSHA256: loaded.sha256,
            conceptLayer: architecture.conceptLayer(in: graph)
        )
    }

    /// Loads a model that a file describes.
    ///
    /// - Parameters:
    ///   - file: The description.
    ///   - weights: Other weights than those it names; nil for its own.
    ///   - cache: The tool's cache folder, for weights and class names that were pulled.
    /// - Returns: The model, ready to use; its concept layer is the file's, where that names one.
    /// - Throws: `ModelsError` with the file and line of what is missing or does not fit.
    public static func model(_ file: ModelFile, weights: URL? = nil, cache: URL) throws -> Model {
        func at<Value>(_ key: ModelFile.Key, _ work: () throws -> Value) throws -> Value {
            do {
                return try work()
            } catch let error as ModelsError {
                throw ModelsError("\(file.place(of: key)): \(error.message)", hint: error.hint)
            }
        }
        let network = try at(.weights) {
            if weights == nil, let url = file.weights { try requireFile(url) }
            return try described(file, weights ?? file.weights, cache: cache)
        }
        let graph = network.graph
        let preprocessing = file.preprocessing ?? network.preprocessing
        let classes = try at(.preprocessing) { try classCount(graph, preprocessing) }
        let names = try at(.classes) {
            guard let url = file.classes else { return try classNames(classes, cache: cache) }
            try requireFile(url)
            let names = try ClassNames(contentsOf: url)
            guard names.count == classes else {
                throw ModelsError(
                    "\(url.lastPathComponent) names \(names.count) classes, the network tells "
                        + "\(classes) apart",
                    hint: "give one name for each output, in their order"
                )
            }
            return names
        }
        if let layer = file.layer { _ = try at(.layer) { try graph.index(of: layer) } }
        return Model(
            name: file.name,
            title: file.title ?? file.name,
            graph: graph,
            preprocessing: preprocessing,
            classNames: names,
            weightsSHA256: network.sha256,
            conceptLayer: file.layer ?? network.conceptLayer
        )
    }

    /// Loads the network that an ONNX file holds, with nothing said about it: photos are prepared as
    /// torchvision does for the file's input size, classes have numbers or, if there are 1000,
    /// ImageNet's names.
    ///
    /// - Parameters:
    ///   - url: The `.onnx` file.
    ///   - cache: The tool's cache folder, for class names that were pulled.
    /// - Returns: The model, called as the file.
    /// - Throws: `ModelsError` if the file cannot be read, with the node and what to do.
    public static func model(onnx url: URL, cache: URL) throws -> Model {
        let network = try OnnxNetwork(contentsOf: url, side: nil)
        let stem = url.deletingPathExtension().lastPathComponent
        let name = String(
            stem.drop { $0 == "." }.prefix(64)
                .map { ModelFile.isName("a\($0)") ? $0 : "_" }
        )
        let preprocessing = network.usualPreprocessing
        return Model(
            name: names.contains(name) || name.isEmpty ? "onnx-\(name)" : name,
            title: stem,
            graph: network.graph,
            preprocessing: preprocessing,
            classNames: try classNames(classCount(network.graph, preprocessing), cache: cache),
            weightsSHA256: network.sha256,
            conceptLayer: try network.conceptLayer()
        )
    }

    // MARK: Parts

    /// What a model file's weights make.
    private struct DescribedNetwork {
        let graph: LayerGraph
        let preprocessing: Preprocessing
        let sha256: String
        let conceptLayer: String
    }

    private static func described(
        _ file: ModelFile,
        _ weights: URL?,
        cache: URL
    ) throws -> DescribedNetwork {
        if let weights, OnnxNetwork.isNamed(weights) {
            let network = try OnnxNetwork(
                contentsOf: weights,
                side: file.preprocessing?.cropSide
            )
            return DescribedNetwork(
                graph: network.graph,
                preprocessing: network.usualPreprocessing,
                sha256: network.sha256,
                conceptLayer: try network.conceptLayer()
            )
        }
        guard let architecture = file.architecture else {
            throw ModelsError(
                "\(file.name) is described by an ONNX file; these are other weights",
                hint: "give an .onnx file"
            )
        }
        let loaded = try load(
            weights,
            for: architecture,
            cache: cache,
            way: "name a file in the model file: weights: FILE"
        )
        let graph = try network(architecture, loaded)
        return DescribedNetwork(
            graph: graph,
            preprocessing: loaded.preprocessing(for: architecture),
            sha256: loaded.sha256,
            conceptLayer: architecture.conceptLayer(in: graph)
        )
    }

    private static func load(
        _ weights: URL?,
        for architecture: Architecture,
        cache: URL,
        way: String = "give a file with --weights FILE"
    ) throws -> Weights {
        let name = architecture.name
        guard let file = weights ?? ModelPackages.installed(name, cache)?.weights else {
            let hint =
                ModelPackages.names.contains(name)
                ? "run: llexicorp model pull \(name)" : way
            throw ModelsError("the weights of \(name) are not installed", hint: hint)
        }
        let loaded = try Weights.load(from: file)
        return SqueezeNetCaffeNames.recognizes(loaded)
            ? try SqueezeNetCaffeNames.converted(loaded) : loaded
    }

    private static func network(
        _ architecture: Architecture,
        _ weights: Weights
    ) throws -> LayerGraph {
        do {
            return try architecture.graph(from: weights.tensors)
        } catch {
            throw ModelsError("\(weights.file): \(error.message)", hint: error.hint)
        }
    }

    /// How many classes a network tells apart; fails where it finds its input too small.
    private static func classCount(
        _ graph: LayerGraph,
        _ preprocessing: Preprocessing
    ) throws(ModelsError) -> Int {
        let side = preprocessing.cropSide
        return try graph.shapes(for: [1, graph.inputChannels, side, side])[graph.output][1]
    }

    private static func requireFile(_ url: URL) throws(ModelsError) {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw ModelsError(
                "\(url.standardizedFileURL.path) is not there",
                hint: "paths are relative to the model file; correct it or put the file there"
            )
        }
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

extension Weights {
    /// What the weights were trained with, so far as they or their architecture tell.
    fileprivate func preprocessing(for architecture: Architecture) -> Preprocessing {
        switch inputConvention {
        case .torchvision: architecture.preprocessing ?? .torchvision
        case .caffe: .caffe
        }
    }
}
