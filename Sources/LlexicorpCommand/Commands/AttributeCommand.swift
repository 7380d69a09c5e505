import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp attribute`: heatmaps and relevance for tensors and conditions, file to file.
struct AttributeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attribute",
        abstract: "Attribute a model's answers on normalised input tensors, file to file.",
        discussion: """
            IN holds `input` [N, C, H, W]. OUT gets `logits` [N, K] and, with m conditions and \
            image-major, `heatmap` [N*m, H, W]; per recorded layer `relevance.LAYER` \
            [N*m, C, h, w], `activation.LAYER` [N, C, h, w], `channel_relevance.LAYER` [N*m, C].
            """
    )

    @Argument(help: "The model's name, or a model.yaml.")
    var model: String

    @Option(help: "The weights file; without it the pulled one.")
    var weights: String?

    @Option(help: "The .safetensors or .npz file with `input`, or a .npy file.")
    var input: String

    @Option(help: "The .safetensors or .npz file to write.")
    var output: String

    @Option(
        help:
            "How relevance is propagated; the model file's, or epsilon-plus-flat-head, without it."
    )
    var composite: String?

    @Option(help: "The lowest normalised value of each channel, F,F,F: for epsilon-gamma-box.")
    var low: CommaList?

    @Option(help: "The highest normalised value of each channel, F,F,F: for the same.")
    var high: CommaList?

    @Option(
        name: .customLong("condition"),
        help:
            """
            A condition such as 'y=3;features.28=5,7'; y=top is the image's own answer, y=3-5 what \
            speaks for 3 over 5. Repeatable.
            """
    )
    var conditions: [String] = []

    @Option(
        name: .customLong("record"),
        help: "A layer whose relevance and activation to write. Repeatable."
    )
    var record: [String] = []

    @Flag(help: "Print where relevance was lost, per layer, as JSON on standard output.")
    var ledger = false

    func run() async throws {
        let ledgers = try AttributionFiles.attribute(
            AttributionFiles.Job(
                model: model,
                weights: weights.map(URL.init(fileURLWithPath:)),
                input: URL(fileURLWithPath: input),
                output: URL(fileURLWithPath: output),
                composite: composite,
                low: try low.map { try bounds($0, of: "--low") },
                high: try high.map { try bounds($0, of: "--high") },
                conditions: conditions.isEmpty ? ["y=top"] : conditions,
                recorded: record,
                withLedger: ledger
            )
        )
        if ledger { try JSONOutput.print(ledgers) }
    }

    private func bounds(_ list: CommaList, of option: String) throws -> [Float] {
        try list.words.map { word in
            guard let value = Float(word), value.isFinite else {
                throw ValidationError("\(option): \"\(word)\" is not a number")
            }
            return value
        }
    }
}
