/// One row of relevance to compute: an image, a start, and the channels relevance may pass.
public struct RelevanceRequest: Sendable, Hashable {
    /// Where relevance starts, and with what.
    public enum Start: Sendable, Hashable {
        /// At the classes' logits, with their values (signed, before softmax).
        case logits(Target)
        /// At a layer's output, with its own values (for a convolution: before the ReLU, signed).
        case activation(layer: String)
        /// At one place of one channel of a layer's output, by its flat row-major index in [h, w].
        case neuron(layer: String, channel: Int, place: Int)
    }

    /// The size of the relevance that is put in.
    public enum Amount: Sendable, Hashable {
        /// The values found at the start; 1 where a composite computes gradients.
        case value
        /// The same number for every class (negated where a difference counts the class against the
        /// other), or everywhere in the layer.
        case constant(Float)
    }

    /// The image's place in the batch, from 0.
    public var image: Int
    /// Where relevance starts.
    public var start: Start
    /// How much of it.
    public var amount: Amount
    /// The channels it may pass; every channel of layers not named.
    public var channels: [ChannelSelection]
    /// Whether relevance flows only through the named layers: branches around one are cut.
    ///
    /// Without branches it makes no difference.
    public var excludesParallel: Bool

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - image: The image's place in the batch.
    ///   - start: Where relevance starts.
    ///   - amount: How much of it.
    ///   - channels: The channels it may pass.
    ///   - excludesParallel: Whether branches around a named layer are cut.
    public init(
        image: Int = 0,
        start: Start,
        amount: Amount = .value,
        channels: [ChannelSelection] = [],
        excludesParallel: Bool = true
    ) {
        self.image = image
        self.start = start
        self.amount = amount
        self.channels = channels
        self.excludesParallel = excludesParallel
    }

    /// Makes the request of a condition.
    ///
    /// - Parameters:
    ///   - image: The image's place in the batch.
    ///   - condition: The classes and channels.
    public init(image: Int = 0, _ condition: Condition) {
        self.init(image: image, start: .logits(condition.target), channels: condition.channels)
    }

    /// All conditions for all images: every condition for image 0, then for image 1, and so on.
    ///
    /// - Parameters:
    ///   - conditions: The conditions.
    ///   - images: How many images the batch has.
    /// - Returns: images · conditions requests, image by image.
    public static func each(_ conditions: [Condition], images: Int) -> [RelevanceRequest] {
        (0..<images).flatMap { image in
            conditions.map { RelevanceRequest(image: image, $0) }
        }
    }
}
