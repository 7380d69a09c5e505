import ArgumentParser
import Foundation
import Llexicorp

/// For whom and in what form sheets are printed.
struct SheetOptions: ParsableArguments {
    @Option(help: "For whom: folders of the templates, separated by commas.")
    var audience = CommaList(["end-user"])

    @Option(help: "The language of texts and sheets.")
    var language = "en"

    @Option(help: "What to print besides the document: pdf, png, json.")
    var format = CommaList(["pdf", "png", "json"])

    @Option(help: "A folder of templates in place of the shipped ones.")
    var template: String?

    @Flag(help: "Print whose the reference photos are, on a page of its own.")
    var credits = false

    func validate() throws {
        for word in format.words where !Self.known.contains(word) {
            throw ValidationError(
                "format \"\(word)\" is unknown; there are \(Self.known.joined(separator: ", "))"
            )
        }
    }

    /// The forms that are printed: the document is always written, so `json` asks for nothing more.
    var printedFormats: Set<SheetFormat> {
        Set(format.words.compactMap(SheetFormat.init(rawValue:)))
    }

    /// The folder of templates, if one was named.
    var templateURL: URL? { template.map(URL.init(fileURLWithPath:)) }

    private static let known = ["pdf", "png", "json"]
}
