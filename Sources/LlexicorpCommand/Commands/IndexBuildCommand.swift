import ArgumentParser
import Foundation
import Llexicorp
import Synchronization

/// `llexicorp index build`.
struct IndexBuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Score every channel of a layer on many photos; continues where it stopped.",
        discussion: """
            Several layers, separated by commas, are done in one pass; --output says where they go. A part of \
            the photos (--shard) can be built on another machine and merged by `llexicorp index merge`.
            """
    )

    @Argument(
        help: """
            A folder of photos, or a list such as Examples/photos.tsv; the model file's photos \
            without it.
            """
    )
    var photos: String?

    @OptionGroup var modelOptions: ModelOptions

    @Option(help: "The index file; without it the cache's one of this model and layer.")
    var output: String?

    @Option(
        help: ArgumentHelp(
            "A ranking: \(IndexPress.modeNames.joined(separator: ", ")); several by commas.",
            discussion: "Without it \(IndexPress.usualModeNames.joined(separator: ", "))."
        )
    )
    var mode: [CommaList] = []

    @Option(
        help: "The class attributed per photo: \(IndexPress.targetNames.joined(separator: ", "))."
    )
    var target = "own-top-1"

    @Option(help: "Only a part of the photos: I/N, with I from 1 to N.")
    var shard: String?

    func run() async throws {
        let bar = Mutex(ProgressBar("index"))
        let summary = try await IndexPress.build(
            IndexPress.Job(
                photos: photos.map(URL.init(fileURLWithPath:)),
                model: modelOptions.model,
                weights: modelOptions.weightsURL,
                layer: modelOptions.layer,
                composite: modelOptions.composite,
                output: output.map(URL.init(fileURLWithPath:)),
                modes: mode.flatMap(\.words),
                target: target,
                shard: shard
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
