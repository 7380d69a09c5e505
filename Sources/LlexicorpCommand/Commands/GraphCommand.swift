import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp graph`: what a concept is made of, level by level, as JSON.
struct GraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Take a class or concept apart into the concepts below it, as JSON.",
        discussion: """
            Each node's parts are the channels of the nearest listed layers before it with the most \
            relevance, of what passes through the root's channel and the node's (--whole-path: and \
            through all nodes between). The JSON holds `nodes`, level by level, each with `id`, \
            `layer`, `channel`, `level`, and but for the root `parent` (an id) and `relevance` (its \
            share of its layer's absolute relevance; --absolute: the relevance itself); further \
            `producer`, `model`, `weightsSHA256`, `composite`, `image`, `target` and `logit`, `layers`, \
            `width`, `wholePath`, `share` and `context`.
            """
    )

    @Argument(help: "The model's name, or a model.yaml.")
    var model: String

    @Option(help: "The weights file; without it the pulled one.")
    var weights: String?

    @Option(help: "The safetensors file with `input` [N, C, H, W], normalised.")
    var input: String

    @Option(help: "Which image of it, from 0.")
    var image = 0

    @Option(help: "The class relevance starts from: a number, top, or none to start at the root.")
    var target = "top"

    @Option(help: "The concept to take apart, LAYER=CHANNEL; the class itself without it.")
    var root: String?

    @Option(help: "A concept above it in whose context it is taken apart, LAYER=CHANNEL.")
    var context: String?

    @Option(help: "The layers whose channels may be nodes; all layers with weights without it.")
    var layers: CommaList?

    @Option(help: "How many channels to keep per node and layer, level by level.")
    var width = CommaList(GraphFiles.usualWidth.map { "\($0)" })

    @Flag(help: "Let relevance pass the whole path to a node, not the root and the node alone.")
    var wholePath = false

    @Flag(help: "Give relevance as it is, not as a share of its layer's.")
    var absolute = false

    @Option(
        help:
            "How relevance is propagated; the model file's, or epsilon-plus-flat-head, without it."
    )
    var composite: String?

    @Option(help: "The JSON file to write; standard output without it.")
    var output: String?

    func run() async throws {
        let widths = try width.words.map { word in
            guard let number = Int(word), number > 0 else {
                throw ValidationError("--width: \"\(word)\" is not a number above 0")
            }
            return number
        }
        let graph = try GraphFiles.graph(
            GraphFiles.Job(
                model: model,
                weights: weights.map(URL.init(fileURLWithPath:)),
                input: URL(fileURLWithPath: input),
                image: image,
                composite: composite,
                target: target,
                root: root,
                context: context,
                layers: layers?.words,
                width: widths,
                wholePath: wholePath,
                absolute: absolute
            )
        )
        guard let output else { return try JSONOutput.print(graph) }
        try JSONOutput.write(graph, to: URL(fileURLWithPath: output))
    }
}
