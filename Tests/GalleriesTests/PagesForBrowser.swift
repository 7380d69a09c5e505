import Explanations
import Foundation
import Galleries
import SheetFixtures
import SheetTemplates
import Testing

/// Made-up pages of every kind for `Scripts/check-pages`, which drives them in a browser: written into
/// `$LLEXICORP_PAGES/<kind>`, as `make test` asks.
@Suite struct PagesForBrowser {
    private static let folder = ProcessInfo.processInfo.environment["LLEXICORP_PAGES"]
        .map { URL(fileURLWithPath: $0) }

    private func empty(_ kind: String) throws -> URL {
        let folder = try #require(Self.folder).appendingPathComponent(kind)
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test(.enabled(if: folder != nil)) func gallery() throws {
        let output = try empty("gallery")
        let input = try WebSamples.folder()
        defer { try? FileManager.default.removeItem(at: input) }
        let words = try GallerySamples.words()
        let photos = try (0..<14).map { number in
            var explanation = GallerySamples.explanation(number)
            // One spelling of each name: what differs in capitals is two filters.
            for text in explanation.texts.indices {
                for concept in explanation.texts[text].concepts.indices
                where explanation.texts[text].concepts[concept].name == "round eyes" {
                    explanation.texts[text].concepts[concept].name = "Round eyes"
                }
            }
            let home = input.appendingPathComponent("photo-\(number)")
            try AssetFixture.write(for: explanation, to: home)
            try ExplanationFile.encode(explanation)
                .write(to: home.appendingPathComponent(ExplanationFile.name))
            return try GalleryPhoto(
                explanation,
                in: home,
                id: "photo-\(number)",
                audience: "end-user",
                words: words
            )
        }
        let sheet = input.appendingPathComponent("sheet.end-user.en.pdf")
        try Data("%PDF-1.7\n".utf8).write(to: sheet)
        let gallery = GallerySamples.gallery(photos)
        try WebGallery(templates: GallerySamples.templates, fonts: GallerySamples.fonts).write(
            gallery,
            audience: "end-user",
            sheets: { _ in [sheet] },
            to: output
        )
        try GalleryList(gallery).encoded().write(to: output.appendingPathComponent("gallery.json"))
        #expect(try WebPages(output).pages.count == 16)
    }

    @Test(.enabled(if: folder != nil)) func atlas() throws {
        let output = try empty("atlas")
        let atlas = AtlasSamples.atlas(8)
        let folder = try AtlasSamples.folder(atlas)
        defer { try? FileManager.default.removeItem(at: folder) }
        try WebAtlas(templates: GallerySamples.templates, fonts: GallerySamples.fonts).write(
            atlas,
            assets: folder.appendingPathComponent("crops"),
            downloads: [],
            to: output
        )
        try JSONEncoder().encode(atlas).write(to: output.appendingPathComponent(Atlas.fileName))
        #expect(try WebPages(output).pages.count == 10)
    }

    @Test(.enabled(if: folder != nil)) func comparison() throws {
        let output = try empty("comparison")
        let fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        for (name, side) in [("a", fixture.first), ("b", fixture.second)] {
            let home = fixture.folder.appendingPathComponent(name)
            try ExplanationFile.encode(side)
                .write(to: home.appendingPathComponent(ExplanationFile.name))
        }
        let comparison = try fixture.comparison()
        let words = try SheetStrings(
            shared: "comparison",
            in: GallerySamples.templates,
            language: "en"
        )
        let provenance = fixture.first.provenance
        try WebComparison(templates: GallerySamples.templates, fonts: GallerySamples.fonts).write(
            comparison,
            ComparisonDocument(
                comparison,
                audience: "end-user",
                strings: words,
                provenance: provenance
            ),
            strings: words,
            audience: "end-user",
            printed: [],
            provenance: provenance,
            to: output
        )
        try ComparisonFile(comparison, provenance: provenance).encoded()
            .write(to: output.appendingPathComponent(ComparisonFile.name))
        #expect(try WebPages(output).pages.count >= 1)
    }
}
