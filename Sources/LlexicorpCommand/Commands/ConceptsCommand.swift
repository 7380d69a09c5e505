import ArgumentParser
import Foundation
import Llexicorp
import Synchronization

/// `llexicorp concepts`: what the channels of a layer are called, for all photos.
struct ConceptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concepts",
        abstract: "Name the channels of a layer once for all photos, and show the names.",
        subcommands: [Name.self, Show.self, Rename.self, Forget.self]
    )

    struct Name: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name channels ahead of time; goes on where it stopped.",
            discussion: """
                Names are kept in the index, each as soon as it is made, and every explanation uses \
                them. A channel that the same narrator named from the same references is not asked for \
                again, nor is one that a person named.
                """
        )

        @OptionGroup var indexOptions: IndexOptions

        @Option(help: "The weights file; without it the pulled one.")
        var weights: String?

        @Option(help: "The channels, such as 1,5-9; without it all that have references.")
        var channels: ChannelList?

        @Option(help: "The languages of the names, separated by commas.")
        var language = CommaList(["en"])

        @Option(help: "How many reference photos a name is made from at most.")
        var references = 6

        @OptionGroup var languageModel: LanguageModelOptions

        @Flag(help: "Make every name anew, also those that a person gave.")
        var refresh = false

        func validate() throws {
            if !(1...40).contains(references) {
                throw ValidationError(
                    "--references \(references): 1 to 40, as many as an index keeps"
                )
            }
        }

        func run() async throws {
            let press = try NamePress(settings)
            press.notes.forEach(Message.note)
            let bar = Mutex(NamingBar())
            let show = { @Sendable (progress: NamePress.Progress) in
                bar.withLock { $0.show(progress) }
            }
            if languageModel.dryRun {
                if let plan = try await press.plan(progress: show) {
                    print(SendingQuestion.text(of: plan))
                }
                return
            }
            let report: NamingReport
            do {
                report = try await press.name(note: Message.note, progress: show)
            } catch let error as CancellationError {
                Message.note("the names made so far are kept; run the same again to go on")
                throw error
            }
            for failure in report.failures {
                Message.error("channel \(failure.channel) (\(failure.language)): \(failure.reason)")
            }
            if let stopped = report.stopped { Message.error(stopped) }
            print(report.text)
            guard !report.isWhole else { return }
            throw report.named + report.kept + report.awaited > 0
                ? ExitStatus.partlyDone : .failed
        }

        private var settings: NamingSettings {
            var settings = NamingSettings()
            settings.index = indexOptions.choice
            settings.weights = weights.map(URL.init(fileURLWithPath:))
            settings.channels = channels?.channels
            settings.languages = language.words.reduce(into: []) { languages, word in
                if !languages.contains(word) { languages.append(word) }
            }
            settings.references = references
            settings.narrator = languageModel.settings
            settings.narrator.refreshes = refresh
            return settings
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the names that an index holds, who gave them and when."
        )

        @OptionGroup var indexOptions: IndexOptions

        @Option(help: "The channels, such as 1,5-9; without it all that have names.")
        var channels: ChannelList?

        @Option(help: "The languages, separated by commas; without it all.")
        var language: CommaList?

        @Flag(help: "Print as JSON.")
        var json = false

        func run() async throws {
            let list = try NameList(indexOptions.choice)
            let entries = try list.entries(
                channels: channels?.channels,
                languages: language?.words
            )
            if json { return try JSONOutput.print(entries) }
            for row in NameTable(entries).rows { print(row) }
            let named = Set(entries.map(\.channel)).count
            Message.line(
                "\(list.file.relativePath): \(list.layer): \(named) of \(list.channelCount) channels"
            )
        }
    }

    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a channel your own name, in place of any other.",
            discussion: "`concepts name` leaves it as it is, unless it is run with --refresh."
        )

        @Argument(help: "The channel.")
        var channel: Int

        @Argument(help: "The name.")
        var name: String

        @Option(help: "What the channel's references share, in a sentence.")
        var description: String?

        @Option(help: "The name's language.")
        var language = "en"

        @OptionGroup var indexOptions: IndexOptions

        func run() async throws {
            let list = try NameList(indexOptions.choice)
            let kept = try list.rename(
                channel,
                to: name,
                description: description,
                language: language
            )
            print("\(list.file.relativePath): \(list.layer) \(channel) (\(language)): \(kept)")
        }
    }

    struct Forget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove names from an index."
        )

        @Argument(help: "The channels, such as 1,5-9.")
        var channels: ChannelList?

        @Flag(help: "All channels.")
        var all = false

        @Option(help: "The languages, separated by commas; without it all.")
        var language: CommaList?

        @OptionGroup var indexOptions: IndexOptions

        func validate() throws {
            if (channels == nil) != all {
                throw ValidationError("name the channels, such as 1,5-9, or --all")
            }
        }

        func run() async throws {
            let list = try NameList(indexOptions.choice)
            let count = try list.forget(
                channels: channels?.channels,
                languages: language?.words
            )
            print("\(list.file.relativePath): \(list.layer): \(count) names removed")
        }
    }
}

/// The bars of a run: while it looks what there is to send, and while it names.
private struct NamingBar {
    private var listing = ProgressBar("list")
    private var naming = ProgressBar("name")

    /// Shows a state.
    mutating func show(_ progress: NamePress.Progress) {
        if progress.isListing {
            Self.show(progress, on: &listing)
        } else {
            Self.show(progress, on: &naming)
        }
    }

    private static func show(_ progress: NamePress.Progress, on bar: inout ProgressBar) {
        bar.show(
            done: progress.done,
            total: progress.total,
            rate: progress.rate,
            secondsLeft: progress.secondsLeft
        )
    }
}

/// Names as a table for people.
struct NameTable {
    /// A heading and a line for each name.
    let rows: [String]

    init(_ entries: [NameList.Entry]) {
        guard !entries.isEmpty else {
            rows = []
            return
        }
        let cells =
            [["channel", "language", "name", "fits", "by", "when", "also called so"]]
            + entries.map { entry in
                [
                    String(entry.channel), entry.language, entry.name ?? "(no shared pattern)",
                    Self.fits(entry), entry.narrator, entry.created,
                    entry.namesakes.map(String.init).joined(separator: " "),
                ]
            }
        let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        rows = cells.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
                .joined(separator: "  ")
                .trimmingCharacters(in: .whitespaces)
        }
    }

    /// "5 of 6", a share, or nothing.
    private static func fits(_ entry: NameList.Entry) -> String {
        if let fitting = entry.fitting, let references = entry.references {
            return "\(fitting) of \(references)"
        }
        return entry.confidence.map { String(format: "%.0f %%", 100 * $0) } ?? ""
    }
}
