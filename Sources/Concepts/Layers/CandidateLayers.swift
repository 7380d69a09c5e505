public import Models

/// Which layers of a network are worth surveying: the outputs of the blocks of its second half.
///
/// A block is what lies between two places that everything passes: a fire module with its concatenation, a
/// residual block with its addition, a convolution with its batch norm and activation. Inside a block a
/// channel holds only a part of what the network knows there; other ways lead around it.
public enum CandidateLayers {
    /// How many blocks are surveyed at most: of deeper networks the last ones.
    public static let most = 8

    /// The layers, in order.
    ///
    /// Where a block's output may lie below zero (the linear bottlenecks of MobileNetV2) its channels mean
    /// two things each; then the activations inside it that everything passes are candidates too.
    ///
    /// - Parameter graph: A network whose logits come from one weighted layer.
    /// - Returns: The names for the last half of the blocks, rounded up, at most `most` blocks: for
    ///   SqueezeNet 1.1 `features.7`, `.9`, `.10`, `.11` and `.12`. Empty for a network without places, such
    ///   as one of linear layers.
    public static func names(in graph: LayerGraph) -> [String] {
        guard let last = LateLayer.name(in: graph), let end = try? graph.index(of: last) else {
            return []
        }
        let blocks = blocks(of: graph, upTo: end)
        let count = min((blocks.count + 1) / 2, most)
        return blocks.suffix(count).flatMap { block in
            let output = output(of: block, in: graph)
            let isSigned = !graph.isNonNegative(.node(output)) && !isActivated(output, in: graph)
            let inside = isSigned ? block.filter { isActivation($0, in: graph) } : []
            return (inside + [output]).map { graph.nodes[named(for: $0, in: graph)].name }
        }
    }

    // MARK: - Steps

    /// The layers of each block that everything passes, in order.
    ///
    /// A layer with weights or several inputs begins a block, unless it belongs to the same module as the
    /// beginning of the one before; activations and pools belong to the block they come behind.
    private static func blocks(of graph: LayerGraph, upTo end: Int) -> [[Int]] {
        var blocks: [[Int]] = []
        var current = ""
        for index in trunk(of: graph) where index <= end {
            let node = graph.nodes[index]
            let module = module(of: node.name)
            let isMaker = node.operation.isWeighted || node.inputs.count > 1
            if blocks.isEmpty || (isMaker && module != current) {
                blocks.append([])
                current = module
            }
            blocks[blocks.count - 1].append(index)
        }
        return blocks
    }

    /// A block's output: its last layer that computes something, before any pooling.
    ///
    /// Where the block is one convolution with layers of other names behind it, as in a VGG, the convolution
    /// is taken: relevance is the same at its activation, and its name is the one people know.
    private static func output(of block: [Int], in graph: LayerGraph) -> Int {
        let computing = block.filter { index in
            switch graph.nodes[index].operation {
            case .maxPool, .averagePool, .adaptiveAveragePool, .identity: false
            default: true
            }
        }
        let modules = Set(computing.map { module(of: graph.nodes[$0].name) })
        let makers = computing.filter {
            graph.nodes[$0].operation.isWeighted || graph.nodes[$0].inputs.count > 1
        }
        if makers.count == 1, modules.count > 1 { return makers[0] }
        return computing.last ?? block[0]
    }

    /// The layer that carries the module's name for another one's output, if there is one behind it.
    private static func named(for index: Int, in graph: LayerGraph) -> Int {
        var named = index
        while graph.consumers[named].count == 1, let next = graph.consumers[named].first,
            case .identity = graph.nodes[next].operation,
            graph.nodes[index].name.hasPrefix(graph.nodes[next].name + ".")
        {
            named = next
        }
        return named
    }

    /// Whether the layer is an activation, after which nothing lies below zero.
    private static func isActivation(_ index: Int, in graph: LayerGraph) -> Bool {
        graph.isNonNegative(.node(index))
            && !graph.nodes[index].inputs.contains(where: graph.isNonNegative)
    }

    /// Whether all that takes the layer's output is an activation, batch norms in between aside.
    private static func isActivated(_ index: Int, in graph: LayerGraph) -> Bool {
        let consumers = graph.consumers[index]
        return !consumers.isEmpty
            && consumers.allSatisfy { next in
                if case .batchNorm = graph.nodes[next].operation {
                    return isActivated(next, in: graph)
                }
                return isActivation(next, in: graph)
            }
    }

    /// The layers that everything passes on its way from the input to the logits.
    ///
    /// In an order of execution those are the layers that no connection leads around.
    private static func trunk(of graph: LayerGraph) -> [Int] {
        // Whether the layer leads to the logits, and the earliest layer it takes its input from.
        var leads = [Bool](repeating: false, count: graph.nodes.count)
        var earliest = [Int](repeating: 0, count: graph.nodes.count)
        leads[graph.output] = true
        for index in graph.nodes.indices.reversed() where leads[index] {
            let sources = graph.nodes[index].inputs.map { source in
                if case .node(let before) = source { before } else { -1 }
            }
            earliest[index] = sources.min() ?? -1
            for before in sources where before >= 0 { leads[before] = true }
        }
        var found: [Int] = []
        var reach = graph.nodes.count
        for index in graph.nodes.indices.reversed() where leads[index] {
            if reach >= index { found.append(index) }
            reach = min(reach, earliest[index])
        }
        return found.reversed()
    }

    /// The module a layer belongs to: the first two parts of its name, such as `features.12`.
    private static func module(of name: String) -> String {
        name.split(separator: ".", omittingEmptySubsequences: false).prefix(2)
            .joined(separator: ".")
    }
}
