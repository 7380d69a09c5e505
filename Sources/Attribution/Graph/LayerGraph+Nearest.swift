import Models

extension LayerGraph {
    /// The nearest layers of a list on all ways that relevance takes from a layer to the input.
    ///
    /// - Parameters:
    ///   - index: Where the ways begin; not itself among the results.
    ///   - listed: The layers to look for; a way ends at the first one.
    /// - Returns: Their places, in the graph's order.
    func nearest(before index: Int, among listed: Set<Int>) -> [Int] {
        var found: Set<Int> = []
        var open: Set<Int> = [index]
        // Inputs come before their consumers, so one walk downwards meets every way.
        for later in stride(from: index, through: 0, by: -1) where open.contains(later) {
            if later != index, listed.contains(later) {
                found.insert(later)
                continue
            }
            let node = nodes[later]
            // A gate takes no relevance.
            let inputs = node.operation.kind == "gate" ? node.inputs.prefix(1) : node.inputs[...]
            for case .node(let source) in inputs { open.insert(source) }
        }
        return found.sorted()
    }
}
