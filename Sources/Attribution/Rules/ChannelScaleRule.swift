import Kernels
import Tensors

/// The gradient of a layer that scales each channel: R_i = scale_c · R_j; for a batch norm that
/// could not be merged, where its gradient is asked for.
struct ChannelScaleRule: BoundRule {
    let scale: [Float]

    var name: String { "gradient" }

    func denominators(input: Tensor, output: Tensor?) -> [Tensor] { [] }

    func propagate(
        _ relevance: consuming Tensor,
        through passage: Passage,
        losses: inout RelevanceLosses?
    ) -> Tensor {
        ElementWise.affine(
            relevance,
            scale: scale,
            shift: [Float](repeating: 0, count: scale.count)
        )
    }
}
