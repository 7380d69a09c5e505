import Models

/// Which layers a pass visits: from its start down to the lowest layer anyone asked for.
struct PassPlan {
    /// How many bytes of relevance a pass may hold at a time: two rows of VGG16's first layers, which
    /// two threads share out evenly.
    static let memoryBudget = 128 << 20

    let graph: LayerGraph
    let recorded: Set<Int>
    let toInput: Bool
    let start: Int
    /// Whether anyone asked for this layer's relevance, or for that of a layer below it.
    private let wanted: [Bool]

    init(graph: LayerGraph, recorded: [Int], toInput: Bool, start: Int) {
        let recorded = Set(recorded)
        var wanted = [Bool](repeating: false, count: graph.nodes.count)
        for (index, node) in graph.nodes.enumerated() {
            wanted[index] =
                recorded.contains(index)
                || node.inputs.contains { source in
                    switch source {
                    case .input: toInput
                    case .node(let before): wanted[before]
                    }
                }
        }
        self.graph = graph
        self.recorded = recorded
        self.toInput = toInput
        self.start = start
        self.wanted = wanted
    }

    /// Whether a pass goes on to this source.
    func isWanted(_ source: LayerGraph.Source) -> Bool {
        switch source {
        case .input: toInput
        case .node(let index): wanted[index]
        }
    }

    /// Whether relevance is handed through this layer.
    func passes(_ index: Int) -> Bool {
        graph.nodes[index].inputs.contains(where: isWanted)
    }

    /// How many rows fit into the memory budget, at least one.
    func rowsPerPass(shapes: [[Int]], _ inputShape: [Int]) -> Int {
        var largest = 1
        for index in 0...start where passes(index) {
            var values = 2 * shapes[index].dropFirst().reduce(1, *)
            for source in graph.nodes[index].inputs {
                switch source {
                case .input: values += 2 * inputShape.dropFirst().reduce(1, *)
                case .node(let before): values += 2 * shapes[before].dropFirst().reduce(1, *)
                }
            }
            largest = max(largest, values)
        }
        return max(1, Self.memoryBudget / (largest * MemoryLayout<Float>.stride))
    }

    /// What a forward pass must keep for this plan.
    func needs(rules: [(any BoundRule)?]) -> KeptLayers {
        var kept = KeptLayers(outputs: recorded)
        kept.outputs.insert(graph.output)
        for index in 0...start where passes(index) {
            let node = graph.nodes[index]
            if case .maxPool = node.operation { kept.winners.insert(index) }
            if node.operation.isAddition {
                for case .node(let source) in node.inputs { kept.outputs.insert(source) }
                kept.outputs.insert(index)
            }
            guard let rule = rules[index] else { continue }
            for case .node(let source) in node.inputs { kept.outputs.insert(source) }
            if rule.usesOutput { kept.outputs.insert(index) }
        }
        return kept
    }
}
