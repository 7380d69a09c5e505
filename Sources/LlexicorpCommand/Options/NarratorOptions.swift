import ArgumentParser
import Foundation
import Llexicorp

/// Who writes the texts, and how a language model is reached.
///
/// Keys are never given here: an argument can be read by everybody on the machine.
struct NarratorOptions: ParsableArguments {
    @Option(
        help: """
            Who writes the texts: offline, openai (any Chat Completions server), anthropic (Messages), \
            batch (files of requests and replies).
            """
    )
    var narrator: String?

    @Option(name: .customLong("base-url"), help: "The server's address, such as localhost:8080.")
    var baseURL: String?

    @Option(help: "The language model's name, such as gpt-4o.")
    var llm: String?

    @Option(
        name: .customLong("key-file"),
        help: """
            A file of mode 600 that holds the key; without it LLEXICORP_API_KEY, or the vendor's own: \
            OPENAI_API_KEY, AZURE_OPENAI_API_KEY, GEMINI_API_KEY, ANTHROPIC_API_KEY.
            """
    )
    var keyFile: String?

    @Option(name: .customLong("batch"), help: "The folder of batch files (default: batch).")
    var batchFolder: String?

    @Option(
        help: "What the run may cost, in US dollars; a request that could exceed it is not sent."
    )
    var budget: Double?

    @Option(
        help: "The price in US dollars for a million tokens, INPUT,OUTPUT, where it is not known."
    )
    var price: CommaList?

    @Flag(help: "Send without asking; the list of what goes where is printed all the same.")
    var yes = false

    @Flag(
        name: .customLong("dry-run"),
        help: "Print what would be sent, and the cost; send nothing."
    )
    var dryRun = false

    @Flag(help: "Ask again where a reply is at hand.")
    var refresh = false

    @Flag(help: "Answer from the transcript of the earlier run, without any network.")
    var replay = false

    @Flag(
        name: .customLong("verify-names"),
        help: "Test each name on photos that it was not made from; the score is its confidence."
    )
    var verifyNames = false

    func validate() throws {
        if let narrator, NarratorSettings.Kind(rawValue: narrator) == nil {
            let known = NarratorSettings.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("narrator \"\(narrator)\" is unknown; there are \(known)")
        }
        if let budget, !(budget.isFinite && budget >= 0) {
            throw ValidationError("--budget \(budget): an amount such as 0.50")
        }
        if price != nil, tokenPrice == nil {
            throw ValidationError("--price: two amounts, such as 2.5,10")
        }
        let asksServer = ["openai", "anthropic"].contains(narrator ?? "")
        let ofServers: [(String, Bool)] = [
            ("--base-url", baseURL != nil), ("--key-file", keyFile != nil),
            ("--budget", budget != nil), ("--dry-run", dryRun), ("--refresh", refresh),
        ]
        if !asksServer, let stray = ofServers.first(where: \.1) {
            throw ValidationError("\(stray.0) is for --narrator openai or anthropic")
        }
        if batchFolder != nil, narrator != "batch" {
            throw ValidationError("--batch is for --narrator batch")
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
        guard narrator != nil || replay else { return nil }
        var settings = NarratorSettings()
        settings.kind = narrator.flatMap(NarratorSettings.Kind.init(rawValue:)) ?? .offline
        settings.model = llm
        settings.baseURL = baseURL
        settings.keyFile = keyFile.map(URL.init(fileURLWithPath:))
        settings.price = tokenPrice
        settings.budget = budget
        settings.batchFolder = batchFolder.map(URL.init(fileURLWithPath:))
        settings.refreshes = refresh
        settings.replays = replay
        settings.verifiesNames = verifyNames
        let waiting = WaitingNotes()
        settings.notice = { waiting.tell($0) }
        let question = SendingQuestion(isAnswered: yes)
        settings.consent = { plan in await question.allows(plan) }
        return settings
    }

    private var tokenPrice: TokenPrice? {
        let amounts = price?.words.compactMap(Double.init).filter { $0.isFinite && $0 >= 0 } ?? []
        return amounts.count == 2 && price?.words.count == 2
            ? TokenPrice(input: amounts[0], output: amounts[1]) : nil
    }
}
