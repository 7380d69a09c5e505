/// A network as named layers, in an order in which they can run.
///
/// Names are torchvision's module names (`features.28`). The order is the modules' registration
/// order, which is an execution order too; the last layer's output are the logits, `[N, K]`.
public struct LayerGraph: Sendable {
    /// Where a layer's input comes from.
    public enum Source: Sendable, Hashable {
        /// The network's input.
        case input
        /// The output of the layer with this index.
        case node(Int)
    }

    /// One layer.
    public struct Node: Sendable {
        /// The layer's name, unique in its graph.
        public let name: String
        /// What it computes.
        public let operation: LayerOperation
        /// Where its inputs come from; one, except for a concatenation or an addition.
        public let inputs: [Source]

        /// Makes a layer of its parts.
        ///
        /// - Parameters:
        ///   - name: The layer's name, unique in its graph.
        ///   - operation: What it computes.
        ///   - inputs: Where its inputs come from, at least one.
        public init(name: String, operation: LayerOperation, inputs: [Source]) {
            precondition(!inputs.isEmpty, "\(name) has no input")
            self.name = name
            self.operation = operation
            self.inputs = inputs
        }
    }

    /// How many channels the input has.
    public let inputChannels: Int
    /// The layers; each takes its inputs from layers before it.
    public let nodes: [Node]
    /// For each layer, the layers that take its output, in order.
    public let consumers: [[Int]]
    private let indices: [String: Int]

    /// Makes a graph.
    ///
    /// - Parameters:
    ///   - inputChannels: How many channels the input has.
    ///   - nodes: At least one layer; names are unique, inputs come before their consumers.
    public init(inputChannels: Int, nodes: [Node]) {
        precondition(!nodes.isEmpty, "a graph without layers")
        var indices: [String: Int] = [:]
        var consumers = [[Int]](repeating: [], count: nodes.count)
        for (index, node) in nodes.enumerated() {
            precondition(indices.updateValue(index, forKey: node.name) == nil, "two \(node.name)")
            for case .node(let source) in node.inputs {
                precondition(source < index, "\(node.name) comes before its input")
                consumers[source].append(index)
            }
        }
        self.inputChannels = inputChannels
        self.nodes = nodes
        self.consumers = consumers
        self.indices = indices
    }

    /// The index of the layer that makes the logits available: the last.
    public var output: Int { nodes.count - 1 }

    /// The names of all layers, in order.
    public var names: [String] { nodes.map(\.name) }

    /// The index of a layer.
    ///
    /// - Parameter name: The layer's name.
    /// - Returns: The layer's place in `nodes`.
    /// - Throws: `ModelsError` naming near matches where there is no such layer.
    public func index(of name: String) throws(ModelsError) -> Int {
        guard let index = indices[name] else {
            throw ModelsError("there is no layer \"\(name)\"", hint: suggestion(for: name))
        }
        return index
    }

    /// Whether a layer's output cannot lie below zero, whatever the input.
    ///
    /// - Parameter source: The layer, or the input (which can).
    /// - Returns: False where it may lie below zero, or nothing is known.
    public func isNonNegative(_ source: Source) -> Bool {
        guard case .node(let index) = source else { return false }
        let node = nodes[index]
        switch node.operation {
        case .activation(let activation):
            return activation.isNonNegative
                || activation.keepsNonNegative && isNonNegative(node.inputs[0])
        case .maxPool, .averagePool, .adaptiveAveragePool, .flatten, .flattenChannelsLast,
            .reshape, .identity, .concatenation, .addition, .gate, .upsample, .channels:
            return node.inputs.allSatisfy(isNonNegative)
        case .pad(let border):
            return border.value >= 0 && isNonNegative(node.inputs[0])
        case .convolution, .linear, .batchNorm:
            return false
        }
    }

    /// How many channels each layer's output has, where that does not depend on the input's size.
    ///
    /// - Parameter index: The layer's index.
    /// - Returns: The channels, or nil behind a flattening.
    public func channelCount(_ index: Int) -> Int? {
        let node = nodes[index]
        switch node.operation {
        case .convolution(let convolution, _): return convolution.outputChannels
        case .linear(let linear, _): return linear.weight.shape[0]
        case .batchNorm(let norm): return norm.weight.count
        case .channels(let choice): return choice.channels.count
        case .flatten, .flattenChannelsLast: return nil
        case .reshape(let shape): return shape.count > 1 ? shape[0] : nil
        default:
            var sum = 0
            // Only a concatenation has more than its first input.
            for input in node.operation.isConcatenation ? node.inputs[...] : node.inputs.prefix(1) {
                guard case .node(let source) = input else {
                    sum += inputChannels
                    continue
                }
                guard let count = channelCount(source) else { return nil }
                sum += count
            }
            return sum
        }
    }

    private func suggestion(for name: String) -> String {
        let stem = name.split(separator: ".").first.map(String.init) ?? name
        let near = names.filter { $0.hasPrefix(stem + ".") }
        let shown = near.isEmpty ? names : near
        let listed = shown.prefix(8).joined(separator: ", ")
        let rest = shown.count > 8 ? ", ... \(shown[shown.count - 1])" : ""
        return "layers are \(listed)\(rest)"
    }
}
