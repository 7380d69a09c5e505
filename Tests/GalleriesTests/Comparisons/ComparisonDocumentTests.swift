import Explanations
import Foundation
import Galleries
import SheetFixtures
import SheetRendering
import SheetTemplates
import Testing

/// A comparison as templates know it, printed and as a web page.
@Suite struct ComparisonDocumentTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let templates = TemplateFolders(root.appendingPathComponent("Templates"))
    private static let fonts = root.appendingPathComponent("Fonts")

    private func strings(_ language: String = "en") throws -> SheetStrings {
        try SheetStrings(shared: "comparison", in: Self.templates, language: language)
    }

    private func document(
        _ fixture: ComparisonFixture,
        _ language: String = "en"
    ) throws -> ComparisonDocument {
        var comparison = try fixture.comparison()
        let texts = [fixture.first, fixture.second].map { side in
            side.texts.map { text in
                var text = text
                text.language = language
                return text
            }
        }
        comparison.tell(texts[0], texts[1])
        return try ComparisonDocument(
            comparison,
            audience: "end-user",
            strings: strings(language),
            provenance: fixture.first.provenance
        )
    }

    /// Where a value is not what the table says.
    private func differences(_ value: Value, _ shape: Shape, _ path: String) -> [String] {
        switch (value, shape) {
        case (.none, _), (.flag, .flag), (.number, .number), (.text, .text): return []
        case (.text(let text), .word(let words)):
            return words.contains(text) ? [] : ["\(path): \(text) is not one of its words"]
        case (.list(let items), .list(let item)):
            return items.flatMap { differences($0, item, "\(path)[]") }
        case (.record(let fields), .record(let known)):
            return fields.flatMap { name, field in
                guard let shape = known[name] else { return ["\(path).\(name): not in the table"] }
                return differences(field, shape, "\(path).\(name)")
            }
        default: return ["\(path): is no \(shape)"]
        }
    }

    @Test(arguments: ["en", "de", "cs"])
    func valuesAreWhatTheTableSays(language: String) throws {
        for layer in ["features.12", "features.9"] {
            let fixture = try ComparisonFixture { $0.model.layer = layer }
            defer { fixture.cleanUp() }
            let value = try document(fixture, language).value
            let found = differences(value, .record(fields: ComparisonDocument.fields), "comparison")
            #expect(found.isEmpty, "\(found.prefix(5))")
            #expect(value["title"].text?.isEmpty == false)
            #expect(value["first"]["concepts"].items[0]["heatmap"].text?.hasPrefix("0/") == true)
            #expect(value["second"]["concepts"].items[0]["heatmap"].text?.hasPrefix("1/") == true)
        }
    }

    @Test(arguments: ["en", "de", "cs"])
    func theTemplateIsWhole(language: String) throws {
        _ = try SheetTemplate(
            shared: ComparisonDocument.kind,
            in: Self.templates,
            language: language
        )
    }

    @Test func languagesHaveTheSameStrings() throws {
        func keys(_ language: String) throws -> [String] {
            let url = Self.root.appendingPathComponent(
                "Templates/shared/comparison/strings/\(language).yaml"
            )
            return try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
                .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  #") }
                .compactMap { $0.split(separator: ":").first.map { String($0.dropFirst(2)) } }
                .filter { !["one", "few", "many"].contains($0) }.sorted()
        }
        let english = try keys("en")
        #expect(english.count > 100)
        #expect(try keys("de") == english)
        #expect(try keys("cs") == english)
    }

    @Test func sentencesTellWhatWasMeasured() throws {
        let same = try ComparisonFixture()
        defer { same.cleanUp() }
        let value = try document(same).value
        #expect(value["title"].text == "Both say: Egyptian cat.")
        #expect(
            value["lead"].text
                == "What differs: the composite. What spoke for the answer lies in nearly the same places."
        )
        #expect(value["first"]["heading"].text == "epsilon-plus-flat-head")
        let layers = try ComparisonFixture {
            $0.attribution.composite = "epsilon-plus-flat-head"
            $0.model.layer = "features.9"
        }
        defer { layers.cleanUp() }
        let lead = try document(layers).value["lead"].text ?? ""
        #expect(lead.hasPrefix("What differs: the layer. This does not change the picture"))
        let models = try ComparisonFixture {
            $0.model.name = "vgg16"
            $0.model.title = "VGG16"
            $0.model.weightsSHA256 = String(repeating: "c", count: 64)
            $0.prediction.class = 282
            $0.prediction.label = "tiger cat"
            $0.attribution.target = ScoredClass(class: 282, label: "tiger cat", probability: 0.5)
        }
        defer { models.cleanUp() }
        let told = try document(models).value
        #expect(told["title"].text == "A says Egyptian cat, B says tiger cat.")
        #expect(told["targets"].text == "Each picture explains its own side’s answer.")
        // What follows from the model is told at the end.
        #expect(
            told["differences"].items.compactMap { $0["kind"].text } == [
                "model", "composite", "target",
            ]
        )
        #expect(told["otherDifferences"].items.compactMap { $0["kind"].text } == ["weights"])
    }

    @Test func textsThatAreMissingAreNamed() throws {
        let fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        let error = #expect(throws: GalleriesError.self) {
            try ComparisonDocument(
                fixture.comparison(),
                audience: "auditor",
                strings: strings(),
                provenance: fixture.first.provenance
            )
        }
        #expect(error?.description.contains("no texts for auditor in en") == true)
    }

    @Test func isPrintedOnTwoPages() throws {
        let fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        let output = fixture.folder.appendingPathComponent("out")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        let files = try DocumentPrinter(templates: Self.templates, fonts: Self.fonts).print(
            document(fixture),
            of: fixture.comparison(),
            language: "en",
            provenance: fixture.first.provenance,
            formats: [.pdf, .png],
            dotsPerInch: 40,
            overlay: OverlayChange(),
            to: output
        )
        #expect(
            files.map(\.lastPathComponent) == [
                "comparison.en.pdf", "comparison.en.png", "comparison.en-2.png",
            ]
        )
    }

    // MARK: The web page

    private func page(_ fixture: ComparisonFixture) throws -> (text: String, folder: URL) {
        let output = fixture.folder.appendingPathComponent("web")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        try Data("sheet".utf8).write(
            to: fixture.folder.appendingPathComponent("a/sheet.end-user.en.pdf")
        )
        try WebComparison(templates: Self.templates, fonts: Self.fonts).write(
            fixture.comparison(),
            document(fixture),
            strings: strings(),
            audience: "end-user",
            printed: [],
            provenance: fixture.first.provenance,
            to: output
        )
        let url = output.appendingPathComponent("index.html")
        return (try String(contentsOf: url, encoding: .utf8), output)
    }

    private func values(_ attribute: String, in text: String) -> [String] {
        text.split(separator: " \(attribute)=\"").dropFirst().compactMap {
            $0.split(separator: "\"", omittingEmptySubsequences: false).first.map(String.init)
        }
    }

    @Test func thePageNamesOnlyWhatIsThere() throws {
        let fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        let (text, folder) = try page(fixture)
        let ids = values("id", in: text)
        #expect(Set(ids).count == ids.count)
        let links = values("src", in: text) + values("href", in: text)
        #expect(links.count > 20)
        for link in links where !link.hasPrefix("data:") {
            if link.hasPrefix("#") {
                #expect(ids.contains(String(link.dropFirst())), "\(link)")
                continue
            }
            // The list of measures is the caller's.
            if link == ComparisonFile.name { continue }
            // Only the texts of licences stand elsewhere.
            if link.hasPrefix("https://creativecommons.org/") { continue }
            let path = folder.appendingPathComponent(link).path
            #expect(FileManager.default.fileExists(atPath: path), "\(link)")
        }
        #expect(!text.replacing("https://creativecommons.org/", with: "").contains("://"))
        #expect(text.contains("CC0-1.0") && text.contains("id=\"credits\""))
        for name in ["for", "aria-labelledby", "aria-describedby"] {
            #expect(values(name, in: text).allSatisfy(ids.contains), "\(name)")
        }
        #expect(text.contains("sheets/a.end-user.en.pdf") && !text.contains("sheets/b."))
    }

    @Test func namesCannotBecomeMarkup() throws {
        var fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        let name = "<script>alert(\"1\")</script>"
        for index in fixture.first.texts[0].concepts.indices {
            fixture.first.texts[0].concepts[index].name = name
        }
        fixture.first.input.file = "\"><img onerror=x>.png"
        let text = try page(fixture).text
        #expect(text.contains("&lt;script&gt;"))
        #expect(!text.contains("<script>alert") && !text.contains("<img onerror"))
    }

    @Test func thereIsNothingToLayOverWhereViewsDiffer() throws {
        var fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        #expect(try page(fixture).text.contains("id=\"cut\""))
        fixture.second.input.view.x += 0.1
        let text = try page(fixture).text
        #expect(!text.contains("id=\"cut\"") && text.contains("of what either saw, both saw"))
    }
}
