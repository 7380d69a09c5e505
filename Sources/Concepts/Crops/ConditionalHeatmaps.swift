package import Attribution
package import Tensors

/// Heatmaps of one channel for itself: relevance is put in at the channel's activation and followed to the
/// input, whatever the model answers.
package struct ConditionalHeatmaps: Sendable {
    let attributor: Attributor
    let layer: String

    package init(attributor: Attributor, layer: String) {
        self.attributor = attributor
        self.layer = layer
    }

    /// The heatmaps of a channel in some photos, computed as one batch.
    ///
    /// - Parameters:
    ///   - channel: The channel of the layer.
    ///   - inputs: The network's inputs, [1, 3, H, W] each.
    ///   - neurons: The place of the channel to begin at in each photo, so that a heatmap shows its receptive
    ///     field there; nil for all places.
    /// - Returns: [inputs.count, H, W].
    /// - Throws: What the model throws where the layer, the channel or an input does not fit it.
    package func heatmaps(
        of channel: Int,
        inputs: [Tensor],
        neurons: [Int]? = nil
    ) throws -> Tensor {
        let tape = try attributor.forward(
            Tensor.stacked(inputs.map { $0.slice(0) }),
            downTo: [layer],
            toInput: true
        )
        let relevances = try attributor.propagate(
            tape,
            inputs.indices.map { image in
                RelevanceRequest(
                    image: image,
                    start: neurons.map {
                        .neuron(layer: layer, channel: channel, place: $0[image])
                    } ?? .activation(layer: layer),
                    channels: [ChannelSelection(layer: layer, channels: [channel])]
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
