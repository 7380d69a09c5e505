import ArgumentParser
import Foundation
import Llexicorp

/// Which index: a file, or the cache's one of a model and layer.
struct IndexOptions: ParsableArguments {
    @Option(help: "The reference index; without it the cache's one of --model and --layer.")
    var index: String?

    @Option(
        help: "The model, a name or a model.yaml; the index's own, or squeezenet1_1, without it."
    )
    var model: String?

    @Option(help: "The layer; the model's own default without it.")
    var layer: String?

    var choice: IndexChoice {
        var choice = IndexChoice()
        choice.file = index.map(URL.init(fileURLWithPath:))
        choice.model = model
        choice.layer = layer
        return choice
    }
}
