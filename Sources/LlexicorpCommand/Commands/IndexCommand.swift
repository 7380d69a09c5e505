import ArgumentParser

/// `llexicorp index`: the reference index.
struct IndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Build and look after the index of reference photos.",
        subcommands: [
            IndexBuildCommand.self, IndexMergeCommand.self, IndexStatusCommand.self,
            IndexShowCommand.self, IndexExportCommand.self,
        ]
    )
}
