import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp compare`: one photo's two explanations side by side.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Lay two explanations of one photo side by side: models, layers or composites.",
        discussion: """
            Explain the photo twice, with another --model, --layer or --composite, into two folders; then compare \
            what came out:

              llexicorp explain cat.jpg --output one
              llexicorp explain cat.jpg --composite epsilon-plus-flat --output two
              llexicorp compare one/cat two/cat

            The output folder gets pages to print, a web page (index.html) that opens without a server, and \
            comparison.json with every measure.
            """
    )

    @Argument(help: "A folder that `explain` wrote, or its explanation.json.")
    var first: String

    @Argument(help: "Another one, of the same photo.")
    var second: String

    @Option(help: "What to make: pdf, png, svg, html; several by commas.")
    var format = CommaList(["pdf", "html"])

    @Option(help: "The folder for all of it; one that holds another comparison is replaced.")
    var output = "comparison"

    @Option(help: "Whose texts name the concepts: a folder of the templates.")
    var audience = "end-user"

    @Option(help: "The language of words and texts.")
    var language = "en"

    @Option(help: "How fine PNG pages are, in dots per inch: 36 to 1200.")
    var dpi = SheetPrinter.usualDotsPerInch

    @Option(
        help: """
            A folder of own templates: its files count before the shipped ones, so it need hold only what \
            differs.
            """
    )
    var template: String?

    func validate() throws {
        let known = SheetFormat.allCases.map(\.rawValue) + ["html"]
        for word in format.words where !known.contains(word) {
            throw ValidationError(
                "format \"\(word)\" is unknown; there are \(known.joined(separator: ", "))"
            )
        }
        let range = SheetPrinter.knownDotsPerInch
        if !range.contains(dpi) {
            throw ValidationError("--dpi \(dpi): \(range.lowerBound) to \(range.upperBound)")
        }
        if let template {
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: template, isDirectory: &isFolder)
            if !isThere || !isFolder.boolValue {
                throw ValidationError("--template \(template): there is no such folder")
            }
        }
    }

    func run() async throws {
        let press = try ComparisonPress(templates: template.map(URL.init(fileURLWithPath:)))
        var settings = ComparisonPress.Settings()
        settings.formats = Set(format.words.compactMap(SheetFormat.init(rawValue:)))
        settings.hasWebPage = format.words.contains("html")
        settings.audience = audience
        settings.language = language
        settings.dotsPerInch = dpi
        let result = try await press.compare(
            URL(fileURLWithPath: first),
            URL(fileURLWithPath: second),
            settings,
            to: URL(fileURLWithPath: output)
        )
        result.notes.forEach(Message.note)
        for file in result.files { print(file.relativePath) }
    }
}
