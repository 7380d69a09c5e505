import Explanations
import Foundation
import Galleries
import Testing

/// Printed atlases, read back by other people's tools.
@Suite struct PrintedAtlasTests {
    private func print(_ atlas: Atlas) throws -> (file: URL, folder: URL) {
        let folder = try AtlasSamples.folder(atlas)
        let files = try AtlasPrinter(
            templates: GallerySamples.templates,
            fonts: GallerySamples.fonts
        ).print(
            atlas,
            assets: folder.appendingPathComponent("crops"),
            stem: "atlas",
            to: folder.appendingPathComponent("made")
        )
        #expect(files.map(\.lastPathComponent) == ["atlas.pdf"])
        return (files[0], folder)
    }

    @Test("Three channels a page in their order, and indexes that name the pages they are on")
    func book() throws {
        let atlas = AtlasSamples.atlas(16)
        let (file, folder) = try print(atlas)
        defer { try? FileManager.default.removeItem(at: folder) }
        let check = try PDFTools.run("qpdf", "--check", file.path)
        #expect(check.contains("No syntax") && !check.contains("WARNING"), "\(check)")
        let pages = try PDFTools.pages(file)
        // Cover, how to read, six pages of cards, two indexes, credits.
        #expect(pages.count >= 11)
        let cards = pages.indices.filter {
            pages[$0].contains("Channels 9") || pages[$0].contains("Channels 1")
        }
        .filter { $0 > 1 }
        #expect(cards == Array(2..<7), "\(cards)")
        for (place, page) in cards.enumerated() {
            let (first, last) = (96 + 3 * place, 98 + 3 * place)
            #expect(pages[page].contains("Channels \(first)\u{2013}\(last)"))
        }
        #expect(pages[7].contains("Channel 111"))
        // By the pages' own words, on which are the channels of a name, and of a class?
        let names = try #require(
            pages.firstIndex { $0.contains("Index of names") && !$0.contains("Contents") }
        )
        for name in ["Round eyes", "Bird legs"] {
            let own = (2..<8).filter { pages[$0].contains(name) }.map { $0 + 1 }
            let line = try #require(pages[names].split(separator: "\n").first { $0.contains(name) })
            let text = line[try #require(line.range(of: name)).upperBound...]
            let column = text.trimmingPrefix(while: \.isWhitespace)
                .prefix { !$0.isLetter }.trimmingCharacters(in: .whitespaces)
            #expect(Self.numbers(column) == own, "\(name): \(column)")
        }
        let classes = try #require(
            pages.firstIndex { $0.contains("Index of classes") && !$0.contains("Contents") }
        )
        let entry = /shared class +3\u{2013}8/
        #expect(pages[classes].contains(entry))
        #expect(!pages[classes].contains("single"))
        // The contents say where parts begin.
        #expect(pages[1].range(of: #"Channels 100–111 +4"#, options: .regularExpression) != nil)
        #expect(
            pages[1].range(of: "Index of names +\(names + 1)", options: .regularExpression) != nil
        )
    }

    /// The pages of an index's entry.
    private static func numbers(_ text: String) -> [Int] {
        text.split(separator: ",").flatMap { part -> [Int] in
            let ends = part.split(separator: "\u{2013}").compactMap {
                Int($0.trimmingCharacters(in: .whitespaces))
            }
            guard let first = ends.first, let last = ends.last else { return [] }
            return Array(first...last)
        }
    }

    @Test("The outline has the hundreds, below them the channels with their names")
    func outline() throws {
        let (file, folder) = try print(AtlasSamples.atlas(7))
        defer { try? FileManager.default.removeItem(at: folder) }
        let json = try PDFTools.run("qpdf", "--json", "--json-key=outlines", file.path)
        struct Document: Decodable {
            struct Entry: Decodable {
                let title: String
                let destpageposfrom1: Int?
                let kids: [Entry]
            }
            let outlines: [Entry]
        }
        let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
        func flat(_ entries: [Document.Entry]) -> [Document.Entry] {
            entries.flatMap { [$0] + flat($0.kids) }
        }
        let all = flat(document.outlines)
        let hundred = try #require(all.first { $0.title == "Channels 96\u{2013}99" })
        #expect(hundred.kids.map(\.title) == ["96 Round eyes", "97", "98", "99 Bird legs"])
        #expect(hundred.kids.map(\.destpageposfrom1) == [3, 3, 3, 4])
        let next = try #require(all.first { $0.title == "Channels 100\u{2013}102" })
        #expect(next.kids.count == 3 && next.destpageposfrom1 == 4)
        #expect(all.contains { $0.title == "Index of classes" })
    }

    @Test("A channel without pictures has words, in all languages", arguments: ["en", "de", "cs"])
    func words(language: String) throws {
        let atlas = AtlasSamples.atlas(4, hasPictures: false, language: language)
        let (file, folder) = try print(atlas)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = try PDFTools.pages(file).joined()
        #expect(text.contains("Round eyes") && text.contains("shared class"))
        let notes = ["en": "No photos at hand", "de": "Keine Fotos", "cs": "nejsou po ruce"]
        #expect(text.contains(try #require(notes[language])))
    }

    @Test("The same atlas gives the same bytes")
    func deterministic() throws {
        let atlas = AtlasSamples.atlas(3)
        let (one, folder) = try print(atlas)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (other, second) = try print(atlas)
        defer { try? FileManager.default.removeItem(at: second) }
        #expect(try Data(contentsOf: one) == Data(contentsOf: other))
    }
}
