import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp render`: sheets drawn again from finished explanations.
struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Print sheets again from finished explanations, without the model."
    )

    @Argument(help: "Folders that `explain` wrote, or their explanation.json.")
    var explanations: [String]

    @OptionGroup var sheetOptions: SheetOptions
    @OptionGroup var narratorOptions: NarratorOptions

    @Option(
        help: """
            The folder for the sheets, with a folder in it for each of several explanations; without it \
            they go beside the document.
            """
    )
    var output: String?

    @Flag(help: "Print the results as JSON on standard output.")
    var json = false

    @Flag(
        help: """
            Print again whenever the explanation, templates or strings change, until Ctrl-C; mistakes in \
            templates are told, and watching goes on.
            """
    )
    var watch = false

    func validate() throws {
        guard watch else { return }
        if json || narratorOptions.dryRun {
            throw ValidationError("--watch goes with neither --json nor --dry-run")
        }
        if narratorOptions.languageModel.asksServer {
            throw ValidationError("--watch asks no language model: render once, then watch")
        }
    }

    func run() async throws {
        let sheetPress = try SheetPress(
            templates: sheetOptions.templateURL,
            narrator: narratorOptions.settings
        )
        if narratorOptions.dryRun { return try await plan(with: sheetPress) }
        if watch { return try await keepPrinting(with: sheetPress) }
        var made: [String] = []
        var failures = 0
        for job in jobs {
            do {
                let result = try await render(job, with: sheetPress)
                result.notes.forEach(Message.note)
                made += result.sheets.map(\.relativePath)
                if !json {
                    for sheet in result.sheets { print(sheet.relativePath) }
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                Message.error(error)
                failures += 1
            }
        }
        try sheetPress.finish().forEach(Message.note)
        if json { try JSONOutput.print(made) }
        if failures > 0 { throw failures == explanations.count ? ExitStatus.failed : .partlyDone }
    }

    /// An explanation, and where its sheets go.
    private struct Job {
        let document: URL
        let directory: URL?
    }

    private var jobs: [Job] {
        let root = output.map(URL.init(fileURLWithPath:))
        let documents = explanations.map(URL.init(fileURLWithPath:))
        let names = OutputNames.unique(forExplanations: documents)
        return zip(documents, names).map { document, name in
            Job(
                document: document,
                directory: documents.count == 1 ? root : root?.appendingPathComponent(name)
            )
        }
    }

    private func render(
        _ job: Job,
        with sheetPress: SheetPress
    ) async throws -> SheetPress.Result {
        try await sheetPress.render(
            job.document,
            audiences: sheetOptions.audience.words,
            language: sheetOptions.language,
            sheetOptions.settings,
            to: job.directory
        )
    }

    /// Prints all, and again after each change, until the person has seen enough.
    private func keepPrinting(with sheetPress: SheetPress) async throws {
        var watch = FileWatch(jobs.flatMap { sheetPress.sources(of: $0.document) })
        while true {
            watch.look()
            for job in jobs {
                let start = ContinuousClock.now
                do {
                    let result = try await render(job, with: sheetPress)
                    result.notes.forEach(Message.note)
                    if result.changedDocument { watch.look(at: result.document) }
                    let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
                    let files = result.sheets.map(\.relativePath).joined(separator: " ")
                    StandardStreams.say("\(files) (\(Int(milliseconds.rounded())) ms)")
                } catch is CancellationError {
                    return
                } catch {
                    Message.error(error)
                }
            }
            // Ctrl-C is how this is meant to end.
            do { try await watch.change() } catch { return }
        }
    }

    /// Prints what each explanation would send.
    private func plan(with sheetPress: SheetPress) async throws {
        for document in explanations {
            let plan = try await sheetPress.plan(
                URL(fileURLWithPath: document),
                audiences: sheetOptions.audience.words,
                language: sheetOptions.language
            )
            if let plan { print("\(document)\n\(SendingQuestion.text(of: plan))") }
        }
    }
}
