import Attribution
import Tensors

/// What is timed of one network: a forward run, and the most relevant channels with their heatmaps.
struct BenchedNetwork {
    let attributor: Attributor

    /// Runs the network only.
    ///
    /// - Parameter input: Prepared images.
    /// - Returns: The tape.
    /// - Throws: Where the input does not fit.
    func forward(_ input: Tensor) throws -> Tape {
        try attributor.forward(input, downTo: [])
    }

    /// Runs the network, ranks the layer's channels for the class, and draws the first few.
    ///
    /// - Parameters:
    ///   - input: One prepared image.
    ///   - layer: Where the channels are.
    ///   - target: The class.
    ///   - count: How many channels get a heatmap.
    /// - Returns: `logits`, the channels as `channels`, the most relevant first, and their
    ///   `heatmaps`, `[count, H, W]`.
    /// - Throws: Where layer or class do not exist.
    func explain(
        _ input: Tensor,
        layer: String,
        target: Int,
        count: Int
    ) throws -> [(name: String, tensor: Tensor)] {
        let tape = try attributor.forward(input, downTo: [layer], toInput: true)
        let start = RelevanceRequest.Start.logits(.classes([target]))
        let ranked = try attributor.propagate(
            tape,
            [RelevanceRequest(start: start)],
            recording: [layer],
            toInput: false
        )
        let channels = try ranked.ranking(of: layer).top(count).map(\.channel)
        let requests = channels.map {
            RelevanceRequest(
                start: start,
                channels: [ChannelSelection(layer: layer, channels: [$0])]
            )
        }
        let maps = try attributor.propagate(tape, requests, recording: [], toInput: true)
        guard let heatmaps = maps.heatmaps else {
            throw AttributionError("the pass to the input gave no heatmaps")
        }
        return [
            ("logits", tape.logits),
            ("channels", Tensor(shape: [channels.count], elements: channels.map(Float.init))),
            ("heatmaps", heatmaps),
        ]
    }
}
