extension LayerGraph {
    /// Puts a graph together layer by layer.
    struct Builder {
        private(set) var nodes: [Node] = []
        private(set) var last = Source.input

        /// Adds a layer behind the last one added.
        mutating func append(_ name: String, _ operation: LayerOperation) {
            append(name, operation, from: [last])
        }

        /// Adds a layer behind others.
        mutating func append(_ name: String, _ operation: LayerOperation, from inputs: [Source]) {
            nodes.append(Node(name: name, operation: operation, inputs: inputs))
            last = .node(nodes.count - 1)
        }

        /// The graph of all layers added.
        func build(inputChannels: Int) -> LayerGraph {
            LayerGraph(inputChannels: inputChannels, nodes: nodes)
        }
    }
}
