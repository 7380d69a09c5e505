import Foundation
import FoundationXML
import Images
import SheetFixtures
import SheetRendering
import Testing

@Suite struct SVGTests {
    /// What an SVG file holds, as an XML parser sees it.
    private final class Content: NSObject, XMLParserDelegate {
        var names: [String: Int] = [:]
        var root: [String: String] = [:]
        var ids: [String] = []
        var targets: [String] = []
        var pictures: [String] = []
        /// The texts of whole elements by name, in order.
        var texts: [(name: String, text: String)] = []
        private var open: [(name: String, text: String)] = []

        init(_ data: Data) throws {
            super.init()
            let parser = XMLParser(data: data)
            parser.delegate = self
            try #require(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "no XML")")
        }

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            names[name, default: 0] += 1
            if open.isEmpty { root = attributes }
            open.append((name, ""))
            if let id = attributes["id"] { ids.append(id) }
            for value in attributes.values {
                for mention in value.matches(of: #/url\(#([^)]+)\)/#) {
                    targets.append(String(mention.1))
                }
            }
            guard let reference = attributes["xlink:href"] else { return }
            if name == "image" {
                pictures.append(String(reference.prefix { $0 != "," }))
            } else if reference.hasPrefix("#") {
                targets.append(String(reference.dropFirst()))
            }
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) {
            for index in open.indices { open[index].text += string }
        }

        func parser(
            _ parser: XMLParser,
            didEndElement name: String,
            namespaceURI: String?,
            qualifiedName: String?
        ) {
            texts.append(open.removeLast())
        }

        func texts(_ name: String) -> [String] { texts.filter { $0.name == name }.map(\.text) }
    }

    private func content(
        _ fixture: ExplanationFixture = ExplanationFixture(),
        page: Int = 0
    ) throws -> Content {
        let folder = try TemporaryFolder()
        let files = try print(fixture.explanation(), [.svg], in: folder)
        return try Content(Data(contentsOf: files[page]))
    }

    @Test("A page is sound XML of A4's size, and every mention of an identifier leads somewhere")
    func soundness() throws {
        let content = try content()
        #expect(content.root["width"] == "210mm" && content.root["height"] == "297mm")
        #expect(content.root["viewBox"] == "0 0 595.276 841.89")
        #expect(content.root["xml:lang"] == "en")
        #expect(Set(content.ids).count == content.ids.count)
        #expect(content.targets.count > 500)
        #expect(Set(content.targets).isSubset(of: content.ids))
    }

    @Test(
        "Letters are drawn as outlines, pictures lie in the file, none through a blurring pattern"
    )
    func drawing() throws {
        let content = try content()
        #expect(content.names["symbol", default: 0] > 60)
        #expect(content.names["use", default: 0] > 700)
        // The photo, four overlays and four times six references.
        #expect(content.pictures.count == 29)
        #expect(Set(content.pictures) == ["data:image/jpeg;base64"])
        #expect(content.names["pattern"] == nil && content.names["style"] == nil)
    }

    @Test("Texts are there to be found and read aloud, in order, and pictures have their words")
    func texts() throws {
        let content = try content()
        #expect(content.texts("title").first == "The model says: Egyptian cat")
        let text = content.texts("text").joined(separator: "\n")
        var rest = text[...]
        for words in [
            "Explanation of one decision", "The model says: Egyptian cat.", "How sure is it?",
            "What counted most", "Round eyes", "+6.8\u{202F}%", "Rows of dark marks",
            "\u{2212}1.6\u{202F}%", "Page 1 of 1",
        ] {
            let found = rest.range(of: words)
            #expect(found != nil, "\(words) is not in \(rest.prefix(200))")
            if let found { rest = rest[found.upperBound...] }
        }
        let words = content.texts("title").dropFirst()
        #expect(words.count == 1 + 4 + 4 * 6)
        #expect(words.contains { $0.hasPrefix("Round eyes, +6.8\u{202F}%, in this photo.") })
        #expect(content.texts("dc:date") == ["2026-11-23T07:05:00Z"])
    }

    @Test("What XML cannot hold does no harm")
    func hostileText() throws {
        var fixture = ExplanationFixture()
        fixture.answer = "a <b> & \"c\" ]]> cat"
        let content = try content(fixture)
        #expect(content.texts("text").contains { $0.contains("<b> & \"c\" ]]> cat") })
    }

    @Test("The bytes depend on the explanation alone, not on what was drawn before")
    func determinism() throws {
        let (one, other) = (try TemporaryFolder(), try TemporaryFolder())
        let explanation = ExplanationFixture().explanation()
        let alone = try print(explanation, [.svg], in: one)
        let among = try print(explanation, [.pdf, .png, .svg], in: other)
        #expect(among.map(\.pathExtension) == ["pdf", "png", "svg"])
        #expect(try Data(contentsOf: alone[0]) == Data(contentsOf: among[2]))
    }

    @Test("Pages are numbered files, of which stale ones go away")
    func pages() throws {
        let folder = try TemporaryFolder()
        var fixture = ExplanationFixture()
        fixture.concepts = (0..<7).map { .init("Concept \($0)", 0.05, references: 1) }
        fixture.conceptsRequested = 7
        let files = try print(fixture.explanation(), [.svg], in: folder)
        #expect(
            files.map(\.lastPathComponent) == ["sheet.end-user.en.svg", "sheet.end-user.en-2.svg"]
        )
        #expect(try Content(Data(contentsOf: files[1])).texts("title")[0].hasSuffix("2/2"))
        fixture.concepts.removeLast(5)
        #expect(try print(fixture.explanation(), [.svg], in: folder).count == 1)
        #expect(!FileManager.default.fileExists(atPath: files[1].path))
    }
}
