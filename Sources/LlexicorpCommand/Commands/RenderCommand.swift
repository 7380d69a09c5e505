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

    func run() async throws {
        let sheetPress = try SheetPress(
            templates: sheetOptions.templateURL,
            narrator: narratorOptions.settings
        )
        if narratorOptions.dryRun { return try await plan(with: sheetPress) }
        var made: [String] = []
        var failures = 0
        let documents = explanations.map(URL.init(fileURLWithPath:))
        for (document, name) in zip(documents, OutputNames.unique(forExplanations: documents)) {
            do {
                let root = output.map(URL.init(fileURLWithPath:))
                let isAlone = documents.count == 1
                let result = try await sheetPress.render(
                    document,
                    audiences: sheetOptions.audience.words,
                    language: sheetOptions.language,
                    formats: sheetOptions.printedFormats,
                    showsCredits: sheetOptions.credits,
                    to: isAlone ? root : root?.appendingPathComponent(name)
                )
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
