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

            A condition names the classes relevance starts from and the channels it may pass, \
            separated by semicolons: 'y=3;features.28=5,7;features.21=0'. y=3,4 starts from both \
            logits, y=top from the image's own answer, y=3-5 from what speaks for 3 over 5. \
            features.28=5@113 keeps channel 5 at its place 113 only (row-major in h x w), \
            features.28=none blocks the layer. Branches around a named layer are cut unless \
            --with-parallel is given. With --start LAYER relevance starts with that layer's output \
            (before its activation), and conditions name no y.

            gradient-x-input and integrated-gradients are no composites of relevance; they are there \
            to compare with.
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
            """
            How relevance is propagated; the model file's, or epsilon-plus-flat-head, without it. Also \
            gradient-x-input or integrated-gradients.
            """
    )
    var composite: String?

    @Option(help: "How many points integrated-gradients takes, 1 to 1000; 32 without it.")
    var steps: Int?

    @Option(help: "The lowest normalised value of each channel, F,F,F: for epsilon-gamma-box.")
    var low: CommaList?

    @Option(help: "The highest normalised value of each channel, F,F,F: for the same.")
    var high: CommaList?

    @Option(
        name: .customLong("condition"),
        help:
            """
            A condition such as 'y=3;features.28=5,7'; y=top, or all of --start's layer, without it. \
            Repeatable.
            """
    )
    var conditions: [String] = []

    @Option(help: "The layer relevance starts at, with its own output, in place of classes.")
    var start: String?

    @Flag(help: "Let relevance flow around the layers of a condition, by branches beside them.")
    var withParallel = false

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
                steps: steps,
                start: start,
                conditions: conditions.isEmpty ? [start == nil ? "y=top" : ""] : conditions,
                withParallel: withParallel,
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
