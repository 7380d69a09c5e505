import ArgumentParser

/// The command line.
@main
struct LlexicorpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "llexicorp")
}
