public import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp gallery`: many explanations on contact sheets and as web pages.
struct GalleryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gallery",
        abstract:
            "Show many finished explanations together: contact sheets to print, web pages to look through.",
        discussion: """
            The web pages are one folder of plain files: open index.html, put the folder on any web server, or \
            on a stick. Nothing is fetched from elsewhere.
            """
    )

    @Argument(
        help:
            "Folders that `explain` wrote, their explanation.json, or folders that hold such folders."
    )
    var explanations: [String]

    @Option(help: "The gallery's folder; one of an earlier gallery is replaced as a whole.")
    var output = "out/gallery"

    @Option(help: "What to make: pdf, png, svg to print, html to look through.")
    var format = CommaList(["pdf", "html"])

    @Option(
        help: "What the gallery is called; without it the title tells how many photos there are."
    )
    var title: String?

    @Option(
        help: """
            The order of photos: \(GallerySort.allCases.map(\.rawValue).joined(separator: ", ")).
            """
    )
    var sort = GallerySort.confidence

    @Option(
        help: """
            Under what headings photos stand: \
            \(GalleryGrouping.allCases.map(\.rawValue).joined(separator: ", ")).
            """
    )
    var group = GalleryGrouping.none

    @Option(help: "Whose texts name the concepts: a folder of the templates.")
    var audience = "end-user"

    @Option(
        help: "For whom sheets lie beside each photo's page, separated by commas; none for none."
    )
    var sheets = CommaList(["end-user"])

    @Option(help: "The language of all words.")
    var language = "en"

    @Option(help: "How fine PNG pages are, in dots per inch: 36 to 1200.")
    var dpi = SheetPrinter.usualDotsPerInch

    @Option(help: "A folder of own templates: its files count before the shipped ones.")
    var template: String?

    @Flag(help: "Print the files as JSON on standard output.")
    var json = false

    private static let pages = "html"

    func validate() throws {
        let known = SheetFormat.allCases.map(\.rawValue) + [Self.pages]
        for word in format.words where !known.contains(word) {
            throw ValidationError(
                "format \"\(word)\" is unknown; there are \(known.joined(separator: ", "))"
            )
        }
        guard SheetPrinter.knownDotsPerInch.contains(dpi) else {
            throw ValidationError("--dpi \(dpi): 36 to 1200")
        }
    }

    func run() async throws {
        var settings = GallerySettings(
            explanations.map(URL.init(fileURLWithPath:)),
            output: URL(fileURLWithPath: output)
        )
        settings.title = title
        settings.makesPages = format.words.contains(Self.pages)
        settings.printing.formats = Set(format.words.compactMap(SheetFormat.init(rawValue:)))
        settings.printing.dotsPerInch = dpi
        settings.audience = audience
        settings.sheets = sheets.words == ["none"] ? [] : sheets.words
        settings.language = language
        settings.sort = sort
        settings.grouping = group
        settings.templates = template.map(URL.init(fileURLWithPath:))
        var bars: [String: ProgressBar] = [:]
        let result = try await GalleryPress(settings).make { step, done, total in
            bars[step, default: ProgressBar(step)]
                .show(done: done, total: total, rate: nil, secondsLeft: nil)
        }
        result.notes.forEach(Message.note)
        result.failures.forEach(Message.error)
        if json {
            try JSONOutput.print(result.files.map(\.relativePath))
        } else {
            for file in result.files { print(file.relativePath) }
        }
        if !result.failures.isEmpty { throw ExitStatus.partlyDone }
    }
}

extension GallerySort: ExpressibleByArgument {}

extension GalleryGrouping: ExpressibleByArgument {}
