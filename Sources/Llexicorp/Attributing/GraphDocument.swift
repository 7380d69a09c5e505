import Attribution

/// An attribution graph as JSON: how it was made, and its nodes level by level.
///
/// `nodes[0]` is the root. Every other node names its `parent` by `id`, which is its place in the list,
/// and holds the `relevance` of its channel under its parent's condition.
public struct GraphDocument: Sendable, Encodable {
    /// One channel of one layer.
    public struct Concept: Sendable, Encodable {
        /// The layer's name.
        public let layer: String
        /// The channel, from 0.
        public let channel: Int

        init(_ channel: AttributionGraph.Channel) {
            layer = channel.layer
            self.channel = channel.channel
        }
    }

    /// One concept in the tree.
    public struct Node: Sendable, Encodable {
        /// The node's place in the list.
        public let id: Int
        /// The layer's name.
        public let layer: String
        /// The channel, from 0.
        public let channel: Int
        /// How far below the root it lies.
        public let level: Int
        /// The node it is a part of; left out for the root.
        public let parent: Int?
        /// Its relevance below that node: a share of the layer's Σ|R| unless `share` is false.
        public let relevance: Double?

        init(_ id: Int, _ node: AttributionGraph.Node) {
            self.id = id
            layer = node.channel.layer
            channel = node.channel.channel
            level = node.level
            parent = node.parent
            relevance = node.relevance
        }
    }

    /// The program and its version.
    public let producer: String
    /// The model as it was named.
    public let model: String
    /// The digest of its weights file.
    public let weightsSHA256: String
    /// The composite's name.
    public let composite: String
    /// The image's place in the input.
    public let image: Int
    /// The class relevance started from; left out where it started at the root's layer.
    public let target: Int?
    /// That class's logit.
    public let logit: Float?
    /// The layers whose channels may be nodes.
    public let layers: [String]
    /// How many channels were kept per node and layer, level by level.
    public let width: [Int]
    /// Whether relevance passed the whole path from the root to a node, or the root and the node alone.
    public let wholePath: Bool
    /// Whether relevance is a share of its layer's Σ|R|.
    public let share: Bool
    /// The concept in whose context the root was taken apart; left out where there was none.
    public let context: Concept?
    /// The concepts, level by level.
    public let nodes: [Node]
}
