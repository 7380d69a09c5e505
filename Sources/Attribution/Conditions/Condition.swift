/// The classes whose logits relevance starts from.
public enum Target: Sendable, Hashable {
    /// The image's own most probable class.
    case top
    /// These classes, by number from 0; each starts with its own logit.
    case classes([Int])
    /// What speaks for one class rather than another: the first starts with its logit, the second
    /// with its negated logit.
    case difference(Int, over: Int)
}

/// The channels and places of one layer that relevance may pass; all others of that layer lose theirs.
public struct ChannelSelection: Sendable, Hashable {
    /// The layer's name.
    public var layer: String
    /// The channels by number from 0 (units, for a linear layer); none blocks the layer.
    public var channels: [Int]
    /// For some of those channels, the only place relevance may pass, as its flat row-major index in
    /// `[h, w]`; other channels pass it everywhere.
    public var places: [Int: Int]

    /// Makes a selection.
    ///
    /// - Parameters:
    ///   - layer: The layer's name.
    ///   - channels: The channels that relevance may pass.
    ///   - places: For some of them the only place it may pass.
    public init(layer: String, channels: [Int], places: [Int: Int] = [:]) {
        self.layer = layer
        self.channels = channels
        self.places = places
    }
}

/// One question to a network: how the input brought about some classes, by way of some channels.
///
/// Several selections act together: relevance flows only through the chosen channels of every
/// named layer.
public struct Condition: Sendable, Hashable {
    /// The classes relevance starts from.
    public var target: Target
    /// The channels it may pass, layer by layer.
    public var channels: [ChannelSelection]

    /// Makes a condition.
    ///
    /// - Parameters:
    ///   - target: The classes relevance starts from.
    ///   - channels: The channels it may pass; every channel of layers not named.
    public init(target: Target, channels: [ChannelSelection] = []) {
        self.target = target
        self.channels = channels
    }
}
