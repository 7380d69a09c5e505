import Explanations
import Foundation
import Galleries
import SheetRendering
import Testing

@Suite struct WebPartsTests {
    @Test(arguments: [
        (0, "0"), (1, "1"), (0.5, "0.5"), (0.38682, "0.3868"), (0.00004, "0"), (-0.25, "-0.25"),
        (12.05, "12.05"), (.nan, "0"), (-0.00001, "0"), (0.99996, "1"), (1e300, "0"),
    ]) func numbersHaveAPointInEveryLanguage(_ number: Double, _ text: String) {
        #expect(WebNumber.plain(number) == text)
    }

    @Test func lengthsLieWithinTheirWhole() {
        #expect(WebNumber.length(0.125) == "12.5%")
        #expect(WebNumber.length(-3) == "0%")
        #expect(WebNumber.length(3) == "100%")
    }

    @Test func workKeepsItsOrderAndItsFirstError() throws {
        struct Failure: Error, Equatable { let piece: Int }
        #expect(try WebWork.map(40) { $0 * $0 } == (0..<40).map { $0 * $0 })
        #expect(throws: Failure(piece: 7)) {
            _ = try WebWork.map(40) { piece in
                if piece >= 7 { throw Failure(piece: piece) }
                return piece
            }
        }
        #expect(try WebWork.map(0) { $0 } == [])
    }

    /// A list of fonts whose faces lie in a folder, with or without their licence.
    private func fonts(licensed: Bool) throws -> (css: String, files: [String]) {
        let folder = try WebSamples.folder()
        let file = folder.appendingPathComponent("Inter-Regular.otf")
        try Data("a font".utf8).write(to: file)
        let table = "Inter\tfonts-inter\tOFL-1.1\t\(file.path)\t0\n"
        try Data(table.utf8).write(to: folder.appendingPathComponent("families.tsv"))
        try Data().write(to: folder.appendingPathComponent("coverage.tsv"))
        let licences = folder.appendingPathComponent("doc")
        if licensed {
            let package = licences.appendingPathComponent("fonts-inter")
            try FileManager.default.createDirectory(
                at: package,
                withIntermediateDirectories: true
            )
            try Data("OFL".utf8).write(to: package.appendingPathComponent("copyright"))
        }
        let output = folder.appendingPathComponent("out")
        let site = try WebSite(
            "gallery",
            templates: TemplateFolders(WebSamples.templates),
            folder: output
        )
        try WebFonts(FontCatalog(folder: folder), licences: licences).write(to: site)
        let written = output.appendingPathComponent("fonts")
        return (
            try String(
                contentsOf: written.appendingPathComponent("fonts.css"),
                encoding: .utf8
            ),
            try FileManager.default.contentsOfDirectory(atPath: written.path).sorted()
        )
    }

    @Test func installedFacesComeWithTheirLicence() throws {
        let (css, files) = try fonts(licensed: true)
        #expect(files == ["Inter-Regular.otf", "fonts-inter.txt", "fonts.css"])
        #expect(css.contains("url(\"Inter-Regular.otf\")"))
        #expect(!css.contains("Medium"))
    }

    @Test func facesWithoutALicenceStayAtHome() throws {
        let (css, files) = try fonts(licensed: false)
        #expect(files == ["fonts.css"])
        #expect(css == "")
    }
}
