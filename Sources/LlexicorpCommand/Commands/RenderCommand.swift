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

    @Option(help: "The folder for the sheets; without it they go beside the document.")
    var output: String?

    @Flag(help: "Print the results as JSON on standard output.")
    var json = false

    func run() async throws {
        let sheetPress = try SheetPress(templates: sheetOptions.templateURL)
        var made: [String] = []
        var failures = 0
        for path in explanations {
            do {
                let result = try await sheetPress.render(
                    URL(fileURLWithPath: path),
                    audiences: sheetOptions.audience.words,
                    language: sheetOptions.language,
                    formats: sheetOptions.printedFormats,
                    to: output.map(URL.init(fileURLWithPath:))
                )
                result.notes.forEach(Message.note)
                made += result.sheets.map(\.relativePath)
                if !json {
                    for sheet in result.sheets { print(sheet.relativePath) }
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                Message.error("\(error)")
                failures += 1
            }
        }
        if json { try JSONOutput.print(made) }
        if failures > 0 { throw failures == explanations.count ? ExitStatus.failed : .partlyDone }
    }
}
