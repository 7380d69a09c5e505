import Tensors

/// Computes operators of ONNX files on values of any rank.
///
/// It is plain rather than fast: it folds constants and the arithmetic of shapes when a network is
/// imported, and is what the import is tested against. The standard's own node tests hold for it.
package enum OnnxEvaluation {
    /// The values that a node makes.
    ///
    /// - Parameters:
    ///   - node: The node; its outputs' names only tell how many are wanted.
    ///   - inputs: The values of its inputs; nil for one that is left out.
    ///   - opset: The version of the operators.
    /// - Returns: One value for each output; nil if the operator is not known here.
    /// - Throws: `ModelsError` naming the node if its inputs do not fit its operator, or it would
    ///   make far more values than it is given.
    package static func evaluate(
        _ node: OnnxNode,
        _ inputs: [OnnxTensor?],
        opset: Int
    ) throws -> [OnnxTensor]? {
        guard node.domain.isEmpty else { return nil }
        let call = OnnxCall(node: node, inputs: inputs, opset: opset)
        return try call.shapeOperator() ?? call.placeOperator() ?? call.pairOperator()
            ?? call.singleOperator() ?? call.reduction()
    }
}
