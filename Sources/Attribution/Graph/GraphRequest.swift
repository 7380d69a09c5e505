/// What an attribution graph is to show.
public struct GraphRequest: Sendable, Hashable {
    /// The concept the tree begins with.
    public var root: AttributionGraph.Channel
    /// The class whose logit relevance starts from; nil to start at the root's layer with its own
    /// values.
    public var target: Int?
    /// The layers whose channels may be nodes, beside the root's.
    public var layers: [String]
    /// How many channels are kept per node and layer, level by level below the root.
    public var width: [Int]
    /// Whether relevance is given as a share of the layer's Σ|R_c|.
    public var isShare: Bool
    /// Whether relevance must pass the whole path from the root to a node.
    ///
    /// Otherwise it must pass the root and the node only, so that from the third level on it comes by
    /// all channels between.
    public var wholePath: Bool
    /// The concept in whose context the root is taken apart; nil where there is none.
    ///
    /// It then takes the root's place as the condition of all nodes.
    public var context: AttributionGraph.Channel?

    /// The width used where nothing else is said.
    public static let defaultWidth = [4, 2]

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - root: The concept the tree begins with.
    ///   - target: The class relevance starts from; nil for the root's layer.
    ///   - layers: The layers whose channels may be nodes.
    ///   - width: How many channels are kept per node and layer, level by level.
    ///   - isShare: Whether relevance is given as a share of the layer's Σ|R_c|.
    ///   - wholePath: Whether relevance must pass the whole path to a node.
    ///   - context: The concept in whose context the root is taken apart.
    public init(
        root: AttributionGraph.Channel,
        target: Int?,
        layers: [String],
        width: [Int] = defaultWidth,
        isShare: Bool = true,
        wholePath: Bool = false,
        context: AttributionGraph.Channel? = nil
    ) {
        self.root = root
        self.target = target
        self.layers = layers
        self.width = width
        self.isShare = isShare
        self.wholePath = wholePath
        self.context = context
    }
}
