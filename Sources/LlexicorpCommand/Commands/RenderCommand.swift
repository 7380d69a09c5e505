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
        let sheetPress = try SheetPress(templates: sheetOptions.templateURL)
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
        if json { try JSONOutput.print(made) }
        if failures > 0 { throw failures == explanations.count ? ExitStatus.failed : .partlyDone }
    }
}
