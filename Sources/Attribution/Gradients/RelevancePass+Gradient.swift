import Kernels
import Models
import Tensors

extension RelevancePass {
    /// Hands a gradient through a layer where that differs from what relevance does.
    ///
    /// - Parameters:
    ///   - gradient: The gradient at the layer's output, `[m, ...]`.
    ///   - index: The layer.
    /// - Returns: The gradient for each source, or nil where the layer's way of relevance is its gradient.
    /// - Throws: `AttributionError` where the tape does not hold the layer's input.
    func differentiated(
        _ gradient: Tensor,
        through index: Int
    ) throws -> [(source: LayerGraph.Source, relevance: Tensor)]? {
        let node = plan.graph.nodes[index]
        let source = node.inputs[0]
        switch node.operation {
        case .addition:
            return node.inputs.map { ($0, gradient) }
        case .activation(let activation):
            guard let input = tape.forward.output(of: source) else { throw notKept(node) }
            let slopes = tape.denominators(of: index) { [activation.derivative(at: input)] }
            return [(source, RowBroadcast.product(gradient, slopes[0], rows: rows))]
        case .gate:
            guard let features = tape.forward.output(of: source),
                let gate = tape.forward.output(of: node.inputs[1])
            else { throw notKept(node) }
            let factors = tape.denominators(of: index) {
                [GateGradient.factors(gate, for: features.shape)]
            }
            let products = RowBroadcast.product(gradient, features, rows: rows)
            return [
                (source, RowBroadcast.product(gradient, factors[0], rows: rows)),
                (node.inputs[1], GateGradient.summed(products, to: gate.shape)),
            ]
        default:
            return nil
        }
    }
}
