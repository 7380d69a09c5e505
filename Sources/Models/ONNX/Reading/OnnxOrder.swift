import Tensors

/// Puts nodes into an order in which they can run.
struct OnnxOrder {
    let file: String
    let nodes: [OnnxNode]
    /// The names that are there before the first node runs.
    let given: Set<String>

    /// The nodes in order; those of a file that is in order already stay where they are.
    ///
    /// - Returns: As many nodes.
    /// - Throws: `ModelsError` if two nodes make one name, a node needs a name that nothing makes,
    ///   or nodes need each other.
    func sorted() throws(ModelsError) -> [OnnxNode] {
        let makers = try makers()
        var users = [[Int]](repeating: [], count: nodes.count)
        var missing = [Int](repeating: 0, count: nodes.count)
        var isInOrder = true
        for (index, node) in nodes.enumerated() {
            for input in Set(node.inputs) where !input.isEmpty && !given.contains(input) {
                guard let maker = makers[input] else {
                    throw ModelsError(
                        "\(file): \(node.title) needs \"\(Printable.excerpt(input))\", which "
                            + "nothing makes",
                        hint: "export the model again"
                    )
                }
                users[maker].append(index)
                missing[index] += 1
                if maker >= index { isInOrder = false }
            }
        }
        if isInOrder { return nodes }
        var ready = nodes.indices.filter { missing[$0] == 0 }
        var next = 0
        while next < ready.count {
            for user in users[ready[next]] {
                missing[user] -= 1
                if missing[user] == 0 { ready.append(user) }
            }
            next += 1
        }
        if let stuck = nodes.indices.first(where: { missing[$0] > 0 }) {
            throw ModelsError(
                "\(file): its nodes run in a circle, at \(nodes[stuck].title)",
                hint: "export the model again; loops are not supported"
            )
        }
        return ready.map { nodes[$0] }
    }

    private func makers() throws(ModelsError) -> [String: Int] {
        var makers: [String: Int] = [:]
        for (index, node) in nodes.enumerated() {
            for output in node.outputs where !output.isEmpty {
                guard !given.contains(output), makers.updateValue(index, forKey: output) == nil
                else {
                    throw ModelsError(
                        "\(file): \(node.title) makes \"\(Printable.excerpt(output))\", which is "
                            + "there already",
                        hint: "export the model again"
                    )
                }
            }
        }
        return makers
    }
}
