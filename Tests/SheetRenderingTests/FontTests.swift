import Foundation
import SheetFixtures
import SheetRendering
import SheetTemplates
import Testing

@Suite struct FontTests {
    @Test("The listed fonts are installed")
    func catalog() throws {
        let catalog = try FontCatalog(folder: fontsFolder)
        #expect(Set(catalog.faces.map(\.family)).isSuperset(of: ["Inter", "JetBrains Mono"]))
        #expect(catalog.missing().isEmpty)
    }

    @Test("A character that no font has is named with the package that brings it")
    func unknownCharacter() throws {
        let folder = try TemporaryFolder()
        var fixture = ExplanationFixture()
        // The last ideograph of an extension that even few CJK fonts cover.
        fixture.concepts[0].name = "Eyes \u{2EBE0}"
        do {
            _ = try print(fixture.explanation(), in: folder)
            Issue.record("printed a character without a glyph")
        } catch let error as SheetRenderingError {
            #expect(error.description.contains("\u{2EBE0} (U+2EBE0)"))
            #expect(error.description.contains("apt-get install fonts-noto-cjk"))
        }
    }

    @Test("A family that is not installed, or not listed, is an error with its package")
    func missingFamily() throws {
        let folder = try TemporaryFolder()
        let lists = folder.url.appendingPathComponent("Fonts")
        try FileManager.default.copyItem(at: fontsFolder, to: lists)
        let none = "<?xml version=\"1.0\"?><fontconfig><dir>/nowhere</dir></fontconfig>"
        try none.write(
            to: lists.appendingPathComponent("fonts.conf"),
            atomically: true,
            encoding: .utf8
        )
        func message(_ family: String) throws -> String {
            let measurer = try PangoMeasurer(
                catalog: FontCatalog(folder: lists),
                language: "en"
            )
            do {
                let style = TextStyle(font: family, size: 10, leading: 12)
                _ = try measurer.shape(StyledText("x", style: style), width: nil, hyphenated: false)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(try message("Inter").contains("apt-get install fonts-inter"))
        #expect(try message("Comic Sans").contains("not in the font list"))
    }

    @Test("A broken font list names its line")
    func brokenList() throws {
        let folder = try TemporaryFolder()
        let lists = folder.url.appendingPathComponent("Fonts")
        try FileManager.default.copyItem(at: fontsFolder, to: lists)
        try "# head\nInter\tfonts-inter\n".write(
            to: lists.appendingPathComponent("families.tsv"),
            atomically: true,
            encoding: .utf8
        )
        #expect(throws: SheetRenderingError.self) {
            do {
                _ = try FontCatalog(folder: lists)
            } catch {
                #expect("\(error)".contains("families.tsv:2: has 2 columns"))
                throw error
            }
        }
    }

    @Test("Digits are equally wide; capitals have the height the font says")
    func figures() throws {
        let measurer = try PangoMeasurer(catalog: FontCatalog(folder: fontsFolder), language: "en")
        let style = TextStyle(font: "Inter", size: 100, leading: 120)
        func line(_ text: String) throws -> TextLine {
            try measurer.shape(StyledText(text, style: style), width: nil, hyphenated: false)
                .lines[0]
        }
        #expect(try line("1111").width == line("8888").width)
        // Inter's capitals are 1490 of 2048 units high.
        #expect(abs(try line("x").capHeight - 72.75) < 0.5)
        #expect(abs(try line("H").inkAscent - 72.75) < 0.5)
    }

    @Test("Texts of many tasks at once come out as those of one")
    func concurrency() async throws {
        @Sendable func widths(_ language: String) throws -> [Double] {
            let specimen = try TypeSpecimen(language)
            return try (40..<90).flatMap { width in
                try specimen.paragraph(
                    "Round eyes \u{5E9} \u{76EE}, 3.2\u{202F}% of what was seen in other photos",
                    width: Double(width),
                    hyphenated: true
                ).lines.map(\.width)
            }
        }
        PangoMeasurer.prepare(fonts: fontsFolder)
        let expected = try widths("en")
        let found = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<8 { group.addTask { try widths("en") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(found.count == 8 && found.allSatisfy { $0 == expected })
    }

    @Test("A configuration that changed is read again")
    func changed() throws {
        let folder = try TemporaryFolder()
        let lists = try fonts(onlyIn: ["inter"], folder)
        #expect(try !TypeSpecimen(fonts: lists).paragraph("\u{5E9}").unknownCharacters.isEmpty)
        let file = lists.appendingPathComponent("fonts.conf")
        try FileManager.default.removeItem(at: file)
        try FileManager.default.copyItem(
            at: fontsFolder.appendingPathComponent("fonts.conf"),
            to: file
        )
        #expect(try TypeSpecimen(fonts: lists).paragraph("\u{5E9}").unknownCharacters.isEmpty)
    }

    @Test("Lines keep to the width and say why they end")
    func lines() throws {
        let measurer = try PangoMeasurer(catalog: FontCatalog(folder: fontsFolder), language: "en")
        let style = TextStyle(font: "Inter", size: 10, leading: 14)
        let text =
            "Counterrevolutionaries demonstrate unquestionably, "
            + String(repeating: "w", count: 80)
        let lines = try measurer.shape(
            StyledText(text, style: style),
            width: 130,
            hyphenated: false
        ).lines
        #expect(lines.count > 4)
        #expect(lines.allSatisfy { $0.width <= 130.01 })
        // 80 times the widest letter: more than a line, so that word alone is divided.
        let reasons = lines.map(\.breakReason)
        #expect(reasons.prefix(2) == [.width, .width])
        #expect(reasons.dropFirst(3).dropLast().allSatisfy { $0 == .insideWord })
        #expect(reasons.last == .end)
    }
}
