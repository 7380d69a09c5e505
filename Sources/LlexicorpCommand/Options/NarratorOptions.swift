import ArgumentParser
import Foundation
import Llexicorp

/// Who writes an explanation's texts.
struct NarratorOptions: ParsableArguments {
    @OptionGroup var languageModel: LanguageModelOptions

    @Flag(help: "Ask again where a reply is at hand.")
    var refresh = false

    @Flag(help: "Answer from the transcript of the earlier run, without any network.")
    var replay = false

    @Flag(
        name: .customLong("verify-names"),
        help: "Test each name on photos that it was not made from; the score is its confidence."
    )
    var verifyNames = false

    /// Whether only what would be sent is printed.
    var dryRun: Bool { languageModel.dryRun }

    func validate() throws {
        let narrator = languageModel.narrator
        if refresh, !languageModel.asksServer {
            throw ValidationError("--refresh is for --narrator openai or anthropic")
        }
        if verifyNames, narrator ?? "offline" == "offline", !replay {
            throw ValidationError(
                "--verify-names needs a narrator that sees pictures: openai, anthropic or batch"
            )
        }
        if replay, refresh || dryRun {
            throw ValidationError("--replay sends nothing: leave --refresh and --dry-run away")
        }
    }

    /// The settings, or nil where none of the options asks for a narrator.
    var settings: NarratorSettings? {
        guard languageModel.narrator != nil || replay else { return nil }
        var settings = languageModel.settings
        settings.refreshes = refresh
        settings.replays = replay
        settings.verifiesNames = verifyNames
        return settings
    }
}
