import ArgumentParser
import Foundation
import Llexicorp
import Synchronization

/// `llexicorp index`: the reference index.
struct IndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Build the index of reference photos for a layer.",
        subcommands: [Build.self, Show.self]
    )

    struct Build: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Score every channel of a layer on many photos; continues where it stopped."
        )

        @Argument(help: "A folder of photos, or a list such as Examples/photos.tsv.")
        var photos: String

        @OptionGroup var modelOptions: ModelOptions

        @Option(help: "The index file; without it the cache's one of this model and layer.")
        var output: String?

        func run() async throws {
            let bar = Mutex(ProgressBar("index"))
            let summary = try await IndexPress.build(
                IndexPress.Job(
                    photos: URL(fileURLWithPath: photos),
                    model: modelOptions.model,
                    weights: modelOptions.weightsURL,
                    layer: modelOptions.layer,
                    composite: modelOptions.composite,
                    output: output.map(URL.init(fileURLWithPath:))
                ),
                note: Message.note
            ) { progress in
                bar.withLock {
                    $0.show(
                        done: progress.done,
                        total: progress.total,
                        rate: progress.rate,
                        secondsLeft: progress.secondsLeft
                    )
                }
            }
            print(summary)
        }
    }
}
