/// A network with its weights, and what is known about using it.
public struct Model: Sendable {
    /// The registry's name, such as `squeezenet1_1`.
    public let name: String
    /// The name for people, such as `SqueezeNet 1.1`.
    public let title: String
    /// The network.
    public let graph: LayerGraph
    /// What is done to a photo before the network sees it.
    public let preprocessing: Preprocessing
    /// The names of the classes; numbers where no names are known.
    public let classNames: ClassNames
    /// The SHA-256 of the weights file, in hexadecimal.
    public let weightsSHA256: String
    /// The layer whose channels make good concepts, such as `features.12`.
    public let conceptLayer: String

    /// Makes a model of its parts.
    public init(
        name: String,
        title: String,
        graph: LayerGraph,
        preprocessing: Preprocessing,
        classNames: ClassNames,
        weightsSHA256: String,
        conceptLayer: String
    ) {
        self.name = name
        self.title = title
        self.graph = graph
        self.preprocessing = preprocessing
        self.classNames = classNames
        self.weightsSHA256 = weightsSHA256
        self.conceptLayer = conceptLayer
    }
}
