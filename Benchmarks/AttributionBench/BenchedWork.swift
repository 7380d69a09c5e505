import Attribution
import Tensors

/// What is timed: a forward run, and a layer's five most relevant channels with their heatmaps.
struct BenchedWork {
    /// What an explanation gives.
    struct Answer {
        /// The network's answer, `[1, K]`.
        let logits: Tensor
        /// The five channels, the most relevant first, `[5]`.
        let channels: Tensor
        /// Their heatmaps, `[5, H, W]`.
        let heatmaps: Tensor
    }

    let attributor: Attributor
    /// One image, `[1, 3, H, W]`.
    let input: Tensor
    let layer: String
    let target: Int

    /// Runs the network only.
    ///
    /// - Returns: The tape.
    /// - Throws: Where the input does not fit.
    func forward() throws -> Tape { try attributor.forward(input) }

    /// Runs the network, ranks the layer's channels for the class, and draws the first five.
    ///
    /// - Returns: The five and their heatmaps.
    /// - Throws: Where layer or class do not exist.
    func explain() throws -> Answer {
        let tape = try attributor.forward(input)
        let start = RelevanceRequest.Start.logits(.classes([target]))
        let ranked = try attributor.propagate(
            tape,
            [RelevanceRequest(start: start)],
            recording: [layer],
            toInput: false
        )
        let channels = try ranked.ranking(of: layer).top(5).map(\.channel)
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
        return Answer(
            logits: tape.logits,
            channels: Tensor(shape: [channels.count], elements: channels.map(Float.init)),
            heatmaps: heatmaps
        )
    }
}
