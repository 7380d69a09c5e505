import Explanations
import Foundation
import Images
import SheetFixtures
import SheetRendering
import SheetTemplates
import Testing

/// Concepts' cards, in the fonts that are printed.
@Suite struct CardTests {
    private func layOut(_ cards: [ChannelCard], language: String = "en") throws -> LaidOutSheet {
        let template = try CardTemplate(folder: templatesFolder, language: language)
        let measurer = try PangoMeasurer(
            catalog: FontCatalog(folder: fontsFolder),
            language: language
        )
        return try CardLayout(template: template, measurer: measurer).layOut(cards)
    }

    private func print(
        _ cards: [ChannelCard],
        _ format: SheetFormat,
        in folder: TemporaryFolder,
        to name: String
    ) throws -> [URL] {
        try CardFixture.write(cards, to: folder.url)
        return try CardPrinter(templates: templatesFolder, fonts: fontsFolder).print(
            cards,
            assets: folder.url,
            language: "en",
            provenance: Provenance(
                created: "2026-11-23T07:05:00Z",
                tool: "llexicorp 0.1.0",
                index: nil
            ),
            format: format,
            to: folder.url.appendingPathComponent(name)
        )
    }

    /// Cards that differ in everything that takes room.
    static let fixtures: [CardFixture] = {
        var fixtures: [CardFixture] = []
        for references in [0, 1, 6, 8, 12, 30] {
            for kind in 0..<4 {
                var fixture = CardFixture()
                fixture.references = references
                switch kind {
                case 1:
                    fixture.name = nil
                    fixture.worth = nil
                    fixture.modes = ["actmax-sum"]
                case 2:
                    fixture.name = "Rough, patchy coats of large animals that graze on open land"
                    fixture.description = String(
                        repeating: "What the photos share is told at some length. ",
                        count: 5
                    )
                    fixture.labels = [
                        "red-backed sandpiper", "Mexican hairless dog",
                        "electromechanical measuring instrument",
                    ]
                case 3: fixture.hasPictures = false
                default: break
                }
                fixtures.append(fixture)
            }
        }
        return fixtures
    }()

    @Test("No box overlaps another or leaves the page", arguments: ["en", "de", "cs"])
    func boxes(language: String) throws {
        for fixture in Self.fixtures {
            let sheet = try layOut([fixture.card()], language: language)
            #expect(sheet.unknownCharacters.isEmpty)
            let faults = GeometryCheck.faults(of: sheet).filter {
                // A tick crosses its bar, as it must.
                !$0.contains("overlaps fill")
            }
            #expect(faults.isEmpty, "\(fixture.references): \(faults.prefix(3))")
        }
    }

    @Test("Up to eight photos fit half a page of A4, up to twelve a whole one")
    func sizes() throws {
        let millimetre = 72 / 25.4
        for (references, height) in [(1, 148.5), (8, 148.5), (9, 297.0), (12, 297)] {
            var fixture = CardFixture()
            fixture.references = references
            let sheet = try layOut([fixture.card()])
            #expect(abs(sheet.pageHeight - height * millimetre) < 0.1)
            #expect(sheet.pages.count == 1, "\(references) references")
        }
        var fixture = CardFixture()
        fixture.references = 40
        #expect(try layOut([fixture.card()]).pages.count > 1)
    }

    @Test("Cards of a layer go into one document, each on its own page")
    func layer() throws {
        let cards = (0..<24).map { channel in
            var fixture = CardFixture()
            fixture.channel = channel
            fixture.name = "Concept \(channel)"
            return fixture.card()
        }
        let folder = try TemporaryFolder()
        let file = try print(cards, .pdf, in: folder, to: "cards.pdf")
        #expect(file.count == 1)
        let info = try run("pdfinfo", file[0].path)
        #expect(info.contains(/Pages: +24/), "\(info)")
        #expect(info.contains("24 concepts of SqueezeNet 1.1"))
        let text = try run("pdftotext", "-f", "24", "-l", "24", file[0].path, "-")
        #expect(text.contains("Concept 23") && text.contains("Page 24 of 24"))
    }

    @Test("A card says its name, worth, answers, photos and whose they are")
    func words() throws {
        let folder = try TemporaryFolder()
        let file = try print([CardFixture().card()], .pdf, in: folder, to: "card.pdf")
        let text = try run("pdftotext", "-raw", file[0].path, "-").replacing(/\s+/, with: " ")
        for words in [
            "One concept of SqueezeNet 1.1, layer features.12", "Round eyes", "Channel 426 of 512",
            "Named by the photos’ labels; 6 photos fit", "Dark round eyes with a bright rim",
            "Coherence 0.93 (chance 0.5)", "Active in 63 % of the photos",
            "Variety of labels 70 %", "Patterns two, marked A and B", "goldfish 9, tabby 8",
            "Where it served the answer most, by relmax-sum",
            "Where it was strongest, by actmax-sum", "A kitten 5.4 %",
            "B discus fish 2.7 % \u{2192} kitten",
            "Photos: CC-BY-SA-4.0 Jan Novák; CC0-1.0 Ada Lovelace; no known licence 3 without a name.",
            "index 0123456789ab", "550 reference photos", "Page 1 of 1",
        ] {
            #expect(text.contains(words.replacing("\u{202F}", with: " ")), "\(words)\n\(text)")
        }
        let check = try run("qpdf", "--check", file[0].path)
        #expect(check.contains("No syntax or stream encoding errors"), "\(check)")
        let images = try run("pdfimages", "-list", file[0].path).split(separator: "\n").dropFirst(2)
        #expect(images.count == 16)
    }

    @Test("A picture has 150 dots in an inch, and further pages their numbers")
    func pictures() throws {
        let folder = try TemporaryFolder()
        let one = try print([CardFixture().card()], .png, in: folder, to: "card.png")
        #expect(one.map(\.lastPathComponent) == ["card.png"])
        let picture = try PictureFile.read(one[0]).picture
        #expect(picture.width == 1240 && picture.height == 877)
        var fixture = CardFixture()
        fixture.references = 40
        let more = try print([fixture.card()], .png, in: folder, to: "more.png")
        #expect(more.map(\.lastPathComponent).prefix(2) == ["more.png", "more-2.png"])
        // Equal cards are equal bytes.
        let again = try print([CardFixture().card()], .png, in: folder, to: "again.png")
        #expect(try Data(contentsOf: again[0]) == Data(contentsOf: one[0]))
    }

    @Test("Without pictures a card still has its words, and says so")
    func withoutPictures() throws {
        var fixture = CardFixture()
        fixture.hasPictures = false
        let folder = try TemporaryFolder()
        let file = try print([fixture.card()], .pdf, in: folder, to: "card.pdf")
        let text = try run("pdftotext", "-raw", file[0].path, "-")
        #expect(text.contains("No reference photos at hand"))
        #expect(text.contains("8 photos are not at hand."))
    }
}
