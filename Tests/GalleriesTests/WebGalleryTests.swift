import Explanations
import Foundation
import Galleries
import SheetFixtures
import Testing

@Suite struct WebGalleryTests {
    private static var varied: [Explanation] {
        var labelled = ExplanationFixture()
        labelled.label = "tabby"
        labelled.labelClass = 281
        labelled.cautions = [.differsFromLabel(label: "tabby")]
        var right = ExplanationFixture()
        right.label = "Egyptian cat"
        right.labelClass = 285
        right.probability = 0.91
        var bare = ExplanationFixture()
        bare.answer = "lynx"
        bare.concepts = []
        bare.summary = ""
        var lonely = ExplanationFixture()
        lonely.concepts = [.init("Round eyes", 0.05, references: 0), .init("Water", -0.08)]
        var maximal = ExplanationFixture.maximal()
        maximal.input.sha256 = String(repeating: "c", count: 64)
        return [labelled, right, bare, lonely].enumerated()
            .map { WebSamples.explanation($0, $1) } + [maximal]
    }

    @Test(arguments: ["en", "de", "cs"]) func pagesAreWholeInEveryLanguage(
        _ language: String
    ) throws {
        let site = try WebSamples.write(Self.varied, language: language)
        let photos = site.tags("index.html").filter { $0.attributes["class"] == "photo" }
        #expect(photos.count == 5)
        #expect(
            Set(photos.compactMap { $0.attributes["data-id"] })
                == Set((0..<5).map { "photo-\($0)" })
        )
        #expect(site.pages.count == 7)
        for path in site.pages.keys.sorted() {
            let tags = site.tags(path)
            #expect(site.faults(of: path) == [])
            let ids = tags.compactMap { $0.attributes["id"] }
            #expect(ids.count == Set(ids).count, "\(path) has an id twice")
            #expect(tags.first { $0.name == "html" }?.attributes["lang"] == language)
            #expect(tags.count { $0.name == "h1" } == 1)
            #expect(tags.filter { $0.name == "img" }.allSatisfy { $0.attributes["alt"] != nil })
            // An attribute's style would need a policy that lets scripts of others write it too.
            #expect(!tags.contains { $0.attributes["style"] != nil })
            #expect(!site.text(path).contains("{{"))
            for label in tags.compactMap({ $0.attributes["for"] }) { #expect(ids.contains(label)) }
        }
    }

    @Test func surestStandsFirstAndLeadsOn() throws {
        let site = try WebSamples.write(Self.varied)
        let photos = site.tags("index.html").filter { $0.attributes["class"] == "photo" }
        #expect(photos.first?.attributes["data-id"] == "photo-1")
        #expect(photos.first?.attributes["data-agreement"] == "agrees")
        #expect(photos.first?.attributes["data-probability"] == "0.91")
        let way = site.tags("photos/photo-1.html").filter { $0.name == "a" }
        let previous = way.first { $0.attributes["id"] == "previous" }
        #expect(previous?.attributes["hidden"] != nil)
        let next = way.first { $0.attributes["id"] == "next" }?.attributes["href"]
        #expect(next == photos[1].attributes["data-id"].map { "\($0).html" })
        let title = site.text("index.html").contains("<h1>Five photos, two different answers</h1>")
        #expect(title)
        #expect(site.text("index.html").contains("One answer agrees"))
    }

    @Test func conceptsAgainstAreToldAsSuch() throws {
        let site = try WebSamples.write([Self.varied[3]])
        let page = site.text("photos/photo-0.html")
        #expect(page.contains("class=\"share against\">\u{2212}8.0\u{202F}%<"))
        #expect(page.contains("class=\"share\">+5.0\u{202F}%<"))
        #expect(page.contains("No reference photos"))
        // Only the outline of its own sign, which is dashed by its class.
        let outlines = site.tags("photos/photo-0.html").filter { $0.name == "path" }
            .compactMap { $0.attributes["class"] }
        #expect(outlines.contains("against"))
    }

    @Test func hostileNamesStayText() throws {
        var fixture = ExplanationFixture()
        fixture.answer = "<script>alert(1)</script>"
        // With an accent on it, the quotation mark is no character of its own.
        fixture.label = "\"\u{301} onmouseover=\"alert(1)"
        fixture.summary = "</p><img src=x onerror=alert(1)> & co"
        fixture.concepts = [
            .init("\"><img src=x onerror=alert(1)>", 0.05),
            .init("a\u{202E}gpj.exe", 0.04),
            .init("it's \\ \"quoted\"", 0.03),
        ]
        var explanation = WebSamples.explanation(0, fixture)
        explanation.input.file = "'><svg onload=alert(1)>.png"
        explanation.concepts[0].references[0].credit = Credit(
            licence: "<b>GPL-2\"",
            author: "Mallory\" onclick=\"alert(1)",
            package: "<i>"
        )
        let site = try WebSamples.write([explanation])
        for path in site.pages.keys.sorted() {
            for tag in site.tags(path) {
                #expect(!tag.attributes.keys.contains { $0.hasPrefix("on") }, "\(path) \(tag)")
                #expect(tag.name != "script" || tag.attributes["src"] != nil)
                #expect(tag.name != "i" && tag.name != "b")
                if tag.name == "img" { #expect(tag.attributes["src"] != "x") }
            }
            #expect(!site.text(path).unicodeScalars.contains("\u{202E}"))
        }
        let card = site.tags("index.html").first { $0.attributes["class"] == "photo" }
        #expect(card?.attributes["data-answer"] == "<script>alert(1)</script>")
        let names = try JSONDecoder().decode(
            [String].self,
            from: Data((card?.attributes["data-concepts"] ?? "").utf8)
        )
        #expect(
            names == ["\"><img src=x onerror=alert(1)>", "agpj.exe", "it's \\ \"quoted\""]
        )
    }

    @Test func everyShownPhotoIsCreditedOnce() throws {
        var explanations = Self.varied
        for place in explanations[0].concepts[0].references.indices {
            explanations[0].concepts[0].references[place].sha256 =
                String(repeating: "\(place)", count: 60) + "beef"
            explanations[0].concepts[0].references[place].credit = Credit(
                licence: place < 2 ? "CC-BY-SA-4.0" : "unknown",
                author: place == 0 ? "Anna" : nil,
                package: nil
            )
        }
        let site = try WebSamples.write(explanations)
        let shown = explanations.flatMap { explanation in
            [explanation.input.sha256] + explanation.concepts.flatMap(\.references).map(\.sha256)
        }
        let page = site.text("credits.html")
        #expect(page.components(separatedBy: "<strong>").count - 1 == Set(shown).count)
        #expect(page.contains("No known licence"))
        #expect(page.contains("Anna"))
        let licences = site.tags("credits.html")
            .filter { $0.attributes["rel"]?.contains("license") == true }
            .compactMap { $0.attributes["href"] }
        #expect(licences.contains("https://creativecommons.org/licenses/by-sa/4.0/"))
        for number in explanations.indices {
            #expect(page.contains("photos/photo-\(number).html"))
        }
    }

    @Test func sheetsAreTakenAlong() throws {
        let folder = try WebSamples.folder()
        let sheet = folder.appendingPathComponent("sheet.end-user.en.pdf")
        try Data("%PDF made up".utf8).write(to: sheet)
        let site = try WebSamples.write([Self.varied[0]], sheets: { _ in [sheet] })
        let copied = site.folder.appendingPathComponent("sheets/photo-0.end-user.en.pdf")
        #expect(try Data(contentsOf: copied) == Data("%PDF made up".utf8))
        let links = site.tags("photos/photo-0.html").compactMap { $0.attributes["href"] }
        #expect(links.contains("../sheets/photo-0.end-user.en.pdf"))
        #expect(links.contains("../explanations/photo-0.json"))
    }

    @Test(arguments: [
        "assets/photo.png", "assets/heatmap.safetensors", "assets/concept-1.safetensors",
        "assets/reference-0-2.png",
    ]) func missingAssetsAreNamed(_ asset: String) throws {
        let error = #expect(throws: (any Error).self) {
            _ = try WebSamples.write([Self.varied[1]], without: asset)
        }
        let words = error.map { String(describing: $0) } ?? ""
        #expect(words.contains(asset))
        #expect(!words.contains("\n"))
    }
}
