import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp index merge`.
struct IndexMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Put shards of an index together, in any order and grouping.",
        discussion: """
            All shards make the same content as one run; some of them make an unfinished part that can be \
            merged with the rest later.
            """
    )

    @Argument(help: "The files that `index build --shard` wrote, or parts merged before.")
    var shards: [String]

    @Option(help: "The index file to write; nothing may be there.")
    var output: String

    func run() throws {
        print(
            try IndexMerging.merge(
                shards.map(URL.init(fileURLWithPath:)),
                into: URL(fileURLWithPath: output)
            )
        )
    }
}
