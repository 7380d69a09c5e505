import Attribution
import Tensors

/// Heatmaps of one channel for itself: relevance is put in at the channel's activation and followed to the
/// input, whatever the model answers.
struct ConditionalHeatmaps: Sendable {
    let attributor: Attributor
    let layer: String

    /// The heatmaps of a channel in some photos, computed as one batch.
    ///
    /// - Parameters:
    ///   - channel: The channel of the layer.
    ///   - inputs: The network's inputs, [1, 3, H, W] each.
    /// - Returns: [inputs.count, H, W].
    func heatmaps(of channel: Int, inputs: [Tensor]) throws -> Tensor {
        let tape = try attributor.forward(Tensor.stacked(inputs.map { $0.slice(0) }))
        let relevances = try attributor.propagate(
            tape,
            inputs.indices.map { image in
                RelevanceRequest(
                    image: image,
                    start: .activation(layer: layer),
                    channels: [(layer, [channel])]
                )
            },
            recording: [],
            toInput: true,
            ledger: false
        )
        guard let heatmaps = relevances.heatmaps else {
            preconditionFailure("a pass to the input gave no heatmaps")
        }
        return heatmaps
    }
}
