import ArgumentParser
import Foundation
import Llexicorp

/// The command line: its subcommands, and what every one of them does at the end.
@main
struct LlexicorpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "llexicorp",
        abstract:
            "Explains what a convolutional image classifier saw, on a sheet a person can print.",
        version: LlexicorpVersion.number,
        subcommands: [
            ExplainCommand.self, RenderCommand.self, GalleryCommand.self, CompareCommand.self,
            AttributeCommand.self, GraphCommand.self, IndexCommand.self,
            ConceptsCommand.self, ModelCommand.self, TemplateCommand.self, CreditsCommand.self,
            AtlasCommand.self, DoctorCommand.self,
        ]
    )

    /// Runs the command named on the command line and ends the program with its exit code: 0 done,
    /// 1 failed, 2 wrong usage, 3 partly done.
    static func main() async {
        StandardStreams.fillClosed()
        let task = Task { await run(CommandLine.arguments) }
        let listeners = Interruption.cancels(task)
        var status = await task.value
        if let reason = StandardStreams.flush() {
            Message.error("standard output cannot be written (\(reason)): results are lost")
            if status == .done { status = .failed }
        }
        withExtendedLifetime(listeners) { [status] in Foundation.exit(status.rawValue) }
    }

    private static func run(_ arguments: [String]) async -> ExitStatus {
        do {
            var command = try parseAsRoot(Array(arguments.dropFirst()))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return .done
        } catch let status as ExitStatus {
            return status
        } catch is CancellationError {
            Message.error("interrupted; what was not finished was not written")
            return .failed
        } catch {
            return report(error)
        }
    }

    /// Prints what the argument parser has to say, or an error as one line.
    private static func report(_ error: any Error) -> ExitStatus {
        let code = exitCode(for: error)
        if code == .success {
            // A request for help or the version.
            print(fullMessage(for: error))
            return .done
        }
        if code == .validationFailure {
            Message.error("\(message(for: error)); see the same command with --help")
            return .wrongUsage
        }
        Message.error(error)
        return .failed
    }
}
