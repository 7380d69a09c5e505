import ArgumentParser
import Foundation

/// Which model, with which weights, at which layer.
struct ModelOptions: ParsableArguments {
    @Option(help: "The model's name (`llexicorp model list` shows them), or a model.yaml.")
    var model = "squeezenet1_1"

    @Option(help: "The weights file (.safetensors, .pth, .pkl); without it the pulled one.")
    var weights: String?

    @Option(help: "The layer whose channels are the concepts; the model's own default without it.")
    var layer: String?

    @Option(
        help:
            "How relevance is propagated; the model file's, or epsilon-plus-flat-head, without it."
    )
    var composite: String?

    /// The weights file's place, if one was named.
    var weightsURL: URL? { weights.map(URL.init(fileURLWithPath:)) }
}
