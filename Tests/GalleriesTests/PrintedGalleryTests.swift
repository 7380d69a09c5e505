import Explanations
import Foundation
import Galleries
import SheetFixtures
import SheetRendering
import Testing

/// Printed galleries, read back by other people's tools.
@Suite struct PrintedGalleryTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("gallery-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Photos with the assets that a gallery shows: the same for all.
    private func photos(_ count: Int) throws -> [GalleryPhoto] {
        let home = folder.appendingPathComponent("photo")
        if !FileManager.default.fileExists(atPath: home.path) {
            var explanation = GallerySamples.explanation(0)
            explanation.concepts = []
            try AssetFixture.write(for: explanation, to: home)
        }
        return try GallerySamples.photos(count, in: home)
    }

    private func print(_ gallery: Gallery, _ name: String = "made") throws -> URL {
        let place = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        var settings = GalleryPrinter.Settings()
        settings.formats = [.pdf]
        let files = try GalleryPrinter(
            templates: GallerySamples.templates,
            fonts: GallerySamples.fonts
        ).print(gallery, settings, to: place)
        #expect(files.map(\.lastPathComponent) == ["gallery.pdf"])
        let left = try FileManager.default.contentsOfDirectory(atPath: place.path)
        #expect(left == ["gallery.pdf"])
        return files[0]
    }

    @Test(
        "Every photo is on a page, and the indexes name the pages that its answer and concepts are on"
    )
    func index() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let gallery = GallerySamples.gallery(try photos(61), grouping: .answer)
        let file = try print(gallery)
        let check = try PDFTools.run("qpdf", "--check", file.path)
        #expect(check.contains("No syntax") && !check.contains("WARNING"), "\(check)")
        let pages = try PDFTools.pages(file)
        let index = try #require(pages.firstIndex { $0.contains("Concepts\n") })
        let text = pages[index...].joined()
        // The answers' own pages: those that name them before the index does.
        for answer in Set(gallery.photos.map(\.answer.label)) {
            let own = pages[..<index].indices.filter { pages[$0].contains("\(answer) ") }
                .map { $0 + 1 }
            let expected = PageRanges.text(own)
            let found = text.range(
                of: "\(answer) +\(expected.replacing("+", with: "\\+"))( |\n)",
                options: .regularExpression
            )
            #expect(found != nil, "\(answer): \(expected) is not in \(text)")
        }
        // Small and capital letters make no second entry.
        #expect(text.components(separatedBy: "ound eyes").count == 2)
        #expect(pages.last?.contains("Page \(pages.count) of \(pages.count)") == true)
        // Photos of unknown licence are told as such, each with its page.
        #expect(text.contains("no known licence"))
        for photo in gallery.photos {
            let name = photo.input.file.replacing(" ", with: "[ \n]+")
            #expect(text.range(of: name, options: .regularExpression) != nil, "\(photo.input.file)")
        }
    }

    @Test("The same gallery gives the same bytes, in each language")
    func bytes() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for language in ["en", "de", "cs"] {
            let gallery = GallerySamples.gallery(try photos(3), language: language)
            let (one, other) = (try print(gallery, "one"), try print(gallery, "other"))
            #expect(try Data(contentsOf: one) == Data(contentsOf: other))
            let text = try PDFTools.pages(one).joined()
            let word = ["en": "then", "de": "dann", "cs": "dále"][language] ?? "-"
            #expect(text.contains(word))
            try FileManager.default.removeItem(at: one.deletingLastPathComponent())
            try FileManager.default.removeItem(at: other.deletingLastPathComponent())
        }
    }

    @Test("Rows are whole, and as many as a page holds: twelve photos are one page")
    func twelve() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let pages = try PDFTools.pages(print(GallerySamples.gallery(photos(12))))
        #expect(pages[0].components(separatedBy: "then ").count == 13)
        #expect(!pages[1].contains("then "))
    }

    @Test("A picture that is missing is one clear error, and no file is left")
    func missing() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let gallery = GallerySamples.gallery(try photos(2))
        try FileManager.default.removeItem(
            at: folder.appendingPathComponent("photo/assets/photo.png")
        )
        let error = #expect(throws: SheetRenderingError.self) { try print(gallery) }
        #expect(error?.description.contains("photo.png is missing") == true)
        let place = folder.appendingPathComponent("made")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == [])
    }
}
