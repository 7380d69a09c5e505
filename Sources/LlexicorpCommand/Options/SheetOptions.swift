public import ArgumentParser
import Foundation
import Llexicorp

/// For whom and in what form sheets are printed.
struct SheetOptions: ParsableArguments {
    @Option(help: "For whom: folders of the templates, separated by commas.")
    var audience = CommaList(["end-user"])

    @Option(help: "The language of texts and sheets.")
    var language = "en"

    @Option(help: "What to print besides the document: pdf, png, svg, json.")
    var format = CommaList(["pdf", "png", "json"])

    @Option(help: "How fine PNG sheets are, in dots per inch: 36 to 1200.")
    var dpi = SheetPrinter.usualDotsPerInch

    @Option(
        help: ArgumentHelp(
            """
            The colours of heatmaps in place of the template's: \
            \(OverlayStyle.Map.allCases.map(\.rawValue).joined(separator: ", ")).
            """,
            valueName: "name"
        )
    )
    var overlayMap: OverlayStyle.Map?

    @Option(
        help: ArgumentHelp(
            """
            What the heatmaps' full colour stands for in place of the template's: the strongest relevance \
            of each picture (panel) or of all the sheet's (sheet).
            """,
            valueName: "scale"
        )
    )
    var overlayScale: OverlayStyle.Scale?

    @Option(
        help: """
            A folder of own templates: its files count before the shipped ones, so it need hold only what \
            differs.
            """
    )
    var template: String?

    @Flag(help: "Print whose the reference photos are, on a page of its own.")
    var credits = false

    func validate() throws {
        for word in format.words where !Self.known.contains(word) {
            throw ValidationError(
                "format \"\(word)\" is unknown; there are \(Self.known.joined(separator: ", "))"
            )
        }
        let range = SheetPrinter.knownDotsPerInch
        if !range.contains(dpi) {
            throw ValidationError(
                "--dpi \(dpi): \(range.lowerBound) to \(range.upperBound); larger prints need svg"
            )
        }
        if let template {
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: template, isDirectory: &isFolder)
            if !isThere || !isFolder.boolValue {
                throw ValidationError("--template \(template): there is no such folder")
            }
        }
    }

    /// The forms that are printed: the document is always written, so `json` asks for nothing more.
    var printedFormats: Set<SheetFormat> {
        Set(format.words.compactMap(SheetFormat.init(rawValue:)))
    }

    /// What is drawn otherwise than the template has it.
    var overlay: OverlayChange { OverlayChange(map: overlayMap, scale: overlayScale) }

    /// In what form sheets are printed.
    var settings: SheetPress.Settings {
        var settings = SheetPress.Settings()
        settings.formats = printedFormats
        settings.dotsPerInch = dpi
        settings.overlay = overlay
        settings.showsCredits = credits
        return settings
    }

    /// The folder of own templates, if one was named.
    var templateURL: URL? { template.map(URL.init(fileURLWithPath:)) }

    private static let known = SheetFormat.allCases.map(\.rawValue) + ["json"]
}

extension OverlayStyle.Map: ExpressibleByArgument {}

extension OverlayStyle.Scale: ExpressibleByArgument {}
