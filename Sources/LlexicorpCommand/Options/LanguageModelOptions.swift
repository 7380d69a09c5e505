import ArgumentParser
import Foundation
import Llexicorp

/// Who writes, and how a language model is reached.
///
/// Keys are never given here: an argument can be read by everybody on the machine.
struct LanguageModelOptions: ParsableArguments {
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

    /// Whether a server is asked.
    var asksServer: Bool { ["openai", "anthropic"].contains(narrator ?? "") }

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
        let ofServers: [(String, Bool)] = [
            ("--base-url", baseURL != nil), ("--key-file", keyFile != nil),
            ("--budget", budget != nil), ("--dry-run", dryRun),
        ]
        if !asksServer, let stray = ofServers.first(where: \.1) {
            throw ValidationError("\(stray.0) is for --narrator openai or anthropic")
        }
        if batchFolder != nil, narrator != "batch" {
            throw ValidationError("--batch is for --narrator batch")
        }
    }

    /// The settings that these options ask for.
    var settings: NarratorSettings {
        var settings = NarratorSettings()
        settings.kind = narrator.flatMap(NarratorSettings.Kind.init(rawValue:)) ?? .offline
        settings.model = llm
        settings.baseURL = baseURL
        settings.keyFile = keyFile.map(URL.init(fileURLWithPath:))
        settings.price = tokenPrice
        settings.budget = budget
        settings.batchFolder = batchFolder.map(URL.init(fileURLWithPath:))
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
