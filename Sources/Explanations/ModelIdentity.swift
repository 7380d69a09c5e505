/// The model that looked at the photo.
public struct ModelIdentity: Codable, Sendable, Equatable {
    /// The registry's name, such as `squeezenet1_1`.
    public var name: String
    /// The name for people, such as `SqueezeNet 1.1`.
    public var title: String
    /// The SHA-256 of the weights file, in hexadecimal.
    public var weightsSHA256: String
    /// The layer whose channels are the concepts, such as `features.12`.
    public var layer: String
    /// How many channels that layer has.
    public var layerChannels: Int
    /// How many classes the model tells apart.
    public var classCount: Int
    /// What was done to the photo before the model saw it, in one line.
    public var preprocessing: String
    /// The shape of what the model saw, [colours, height, width]; nil in older documents.
    public var inputShape: [Int]?

    /// Makes the value of its parts.
    public init(
        name: String,
        title: String,
        weightsSHA256: String,
        layer: String,
        layerChannels: Int,
        classCount: Int,
        preprocessing: String,
        inputShape: [Int]? = nil
    ) {
        self.name = name
        self.title = title
        self.weightsSHA256 = weightsSHA256
        self.layer = layer
        self.layerChannels = layerChannels
        self.classCount = classCount
        self.preprocessing = preprocessing
        self.inputShape = inputShape
    }
}
