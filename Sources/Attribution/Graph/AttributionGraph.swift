/// How a concept is made of the concepts below it, level by level: a tree of channels.
///
/// Each node's children are the channels of the layers before it that take most of the relevance
/// which passes through the node (Achtibat et al. 2023, as in zennit-crp's `AttributionGraph`).
public struct AttributionGraph: Sendable, Equatable {
    /// One channel of one layer.
    public struct Channel: Sendable, Hashable {
        /// The layer's name.
        public let layer: String
        /// The channel, from 0; a unit for a linear layer.
        public let channel: Int

        /// Names a channel.
        ///
        /// - Parameters:
        ///   - layer: The layer's name.
        ///   - channel: The channel, from 0.
        public init(layer: String, channel: Int) {
            self.layer = layer
            self.channel = channel
        }
    }

    /// One concept in the tree.
    public struct Node: Sendable, Equatable {
        /// The channel.
        public let channel: Channel
        /// The place in `nodes` of the concept it is a part of; nil for the root.
        public let parent: Int?
        /// How far below the root it lies; 0 for the root.
        public let level: Int
        /// The channel's relevance under its parent's condition, summed over space; nil for the root.
        ///
        /// Divided by Σ|R_c| of its layer where shares were asked for.
        public let relevance: Double?
    }

    /// The concepts, level by level; the children of one node stand together, per layer descending
    /// by relevance (signed; equal ones by channel number).
    public let nodes: [Node]
}
