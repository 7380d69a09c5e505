import Foundation
import SheetFixtures
import SheetRendering
import SheetTemplates
import Testing

/// Scripts other than Latin: direction, line breaks, marks, and what is drawn of them.
@Suite struct ScriptTests {
    static let hebrew = "עיניים עגולות עם שוליים בהירים, כפי שהן נראות בתמונות של חתולים וקופים"
    static let arabic = "عيون مستديرة ذات حواف فاتحة كما تظهر في صور القطط والقردة والأسماك"
    static let japanese =
        "モデルは「丸い目」を最も重視しました。参考写真には、猫、猿、魚、そして蛙の目が写っています。"
    static let chinese = "模型最看重的是“圆圆的眼睛”，参考照片里有猫、猴子、鱼和青蛙的眼睛。"
    static let korean = "모델은 둥근 눈을 가장 중요하게 보았고 참고 사진에는 고양이와 원숭이의 눈이 있습니다."

    @Test("A paragraph's direction is that of its first letter", arguments: [true, false])
    func direction(isNarrow: Bool) throws {
        let specimen = try TypeSpecimen()
        let width = isNarrow ? 90.0 : nil
        func directions(_ text: String) throws -> Set<Bool> {
            let lines = try specimen.paragraph(text, width: width).lines
            #expect(!isNarrow || lines.count > 1)
            return Set(lines.map(\.isRightToLeft))
        }
        #expect(try directions(Self.hebrew) == [true])
        #expect(try directions(Self.arabic) == [true])
        #expect(try directions("3.2 % — \(Self.hebrew) (Egyptian cat)") == [true])
        #expect(try directions("The model says: \(Self.hebrew)") == [false])
        #expect(try directions("Round eyes, in the middle of the photo") == [false])
        // Without letters it is the language's.
        #expect(try TypeSpecimen("he").paragraph("3.2").lines[0].isRightToLeft)
        #expect(try !TypeSpecimen("en").paragraph("3.2").lines[0].isRightToLeft)
    }

    @Test("Lines that read from right to left begin at the column's right edge")
    func edge() throws {
        let template = try SheetTemplate(
            folder: templatesFolder,
            audience: "end-user",
            language: "en"
        )
        let measurer = try PangoMeasurer(catalog: FontCatalog(folder: fontsFolder), language: "en")
        var fixture = ExplanationFixture()
        fixture.concepts[0].context = [Self.hebrew, Self.arabic].joined(separator: ". ")
        let sheet = try SheetLayout(template: template, measurer: measurer)
            .layOut(fixture.explanation())
        #expect(sheet.unknownCharacters.isEmpty)
        #expect(GeometryCheck.faults(of: sheet).isEmpty)
        let blocks = sheet.pages.flatMap(\.elements).compactMap { element -> TextLines? in
            guard case .text(let text) = element.content,
                text.paragraph.lines.contains(where: \.isRightToLeft)
            else { return nil }
            return text
        }
        let block = try #require(blocks.first)
        #expect(block.lines.count > 1)
        let right = zip(block.lines, block.x).map { $1 + block.paragraph.lines[$0].width }
        #expect(right.allSatisfy { abs($0 - right[0]) < 0.01 }, "\(right)")
        #expect(Set(block.x).count > 1)
    }

    @Test("White space at a line's end takes no room on either side")
    func spaces() throws {
        let specimen = try TypeSpecimen()
        for text in ["ab cd", "אב גד", "\(Self.hebrew) ab"] {
            let broken = try specimen.paragraph(text, width: 14)
            #expect(broken.lines.count >= 2)
            let word = String(try #require(text.split(separator: " ").first))
            let alone = try specimen.paragraph(word, width: 14)
            #expect(abs(broken.lines[0].width - alone.lines[0].width) < 0.01, "\(text)")
        }
    }

    @Test(
        "What is drawn of a line is where the line's measures say",
        arguments: [
            "Hxgj", "ÅŜẤ Ốg\u{323}", "e\u{301}\u{327}\u{303} a\u{308}\u{304}",
            "jf \u{201C}fluffy\u{201D}", ScriptTests.hebrew, "שָׁלוֹם", ScriptTests.arabic, "بِسْمِ",
            "ที่นี่มีตาที่กลม", "हिन्दी श्री क्षत्रिय", ScriptTests.japanese, ScriptTests.korean,
            "The word עגול means round", "→ − 3.2\u{202F}%", "\u{1F600}",
        ]
    )
    func ink(text: String) throws {
        if text == "\u{1F600}", !Self.isInstalled("ancient-scripts/Symbola_hint.ttf") { return }
        let specimen = try TypeSpecimen(size: 14)
        let paragraph = try specimen.paragraph(text)
        #expect(paragraph.unknownCharacters.isEmpty, "\(paragraph.unknownCharacters)")
        let line = paragraph.lines[0]
        let box = try specimen.pixels(of: paragraph, line: 0, scale: 4)
        // A pixel is a quarter of a point.
        #expect(abs(-box.y - line.inkAscent) < 0.3, "top")
        #expect(abs(box.maxY - line.inkDescent) < 0.3, "bottom")
        #expect(abs(-box.x - line.overhangLeft) < 0.3, "left")
        #expect(abs(box.maxX - line.width - line.overhangRight) < 0.3, "right")
    }

    private static func isInstalled(_ file: String) -> Bool {
        FileManager.default.fileExists(atPath: "/usr/share/fonts/truetype/\(file)")
    }

    @Test("Lines that would touch are kept apart by their marks' heights")
    func stacked() throws {
        let specimen = try TypeSpecimen()
        let plain = try specimen.paragraph("aeo").lines[0]
        let marked = try specimen.paragraph("a\u{302}\u{301}e\u{323}o").lines[0]
        #expect(marked.inkAscent > plain.inkAscent + 1)
        #expect(marked.inkDescent > plain.inkDescent + 1)
        // Marks add no width.
        #expect(abs(marked.width - plain.width) < 0.01)
    }

    @Test(
        "Chinese, Japanese and Korean break between characters, but not before closing marks",
        arguments: ["en", "ja", "zh", "ko"]
    )
    func ideographs(language: String) throws {
        let specimen = try TypeSpecimen(language)
        for text in [Self.japanese, Self.chinese, Self.korean] {
            for width in stride(from: 40.0, through: 130, by: 7) {
                let paragraph = try specimen.paragraph(text, width: width, hyphenated: true)
                #expect(paragraph.unknownCharacters.isEmpty, "apt-get install fonts-noto-cjk")
                #expect(paragraph.lineTexts.joined() == text)
                for (number, line) in paragraph.lineTexts.enumerated() where number > 0 {
                    let first = try #require(line.first)
                    #expect(!"、。，」”".contains(first), "\(line)")
                    let before = try #require(paragraph.lineTexts[number - 1].last)
                    #expect(!"「“".contains(before), "\(paragraph.lineTexts[number - 1])")
                }
                guard text != Self.korean else { continue }
                // Two characters may be carried over at most: a mark and what it belongs to.
                for line in paragraph.lines.dropLast() {
                    #expect(line.breakReason == .width)
                    #expect(line.width > width - 3.01 * specimen.style.size)
                }
            }
        }
    }

    @Test(
        "Readers that extract the text find it in reading order",
        arguments: [
            ScriptTests.hebrew, ScriptTests.arabic, ScriptTests.japanese, ScriptTests.chinese,
            ScriptTests.korean, "Prahou čtvrť ďábel", "ốc ệch", "Ωμέγα Жизнь",
        ]
    )
    func extraction(text: String) throws {
        let specimen = try TypeSpecimen()
        for width in [nil, 100.0] {
            let paragraph = try specimen.paragraph(text, width: width)
            let found = try specimen.extracted(from: paragraph)
                // Poppler says where it turned the direction.
                .replacing(/[\u{202A}-\u{202E}\u{2066}-\u{2069}\u{200E}\u{200F}]/, with: "")
            func joined(_ text: String) -> String { text.filter { !$0.isWhitespace } }
            #expect(
                joined(found).precomposedStringWithCompatibilityMapping
                    == joined(text).precomposedStringWithCompatibilityMapping
            )
        }
    }

    @Test("Direction marks and isolates are obeyed and not drawn")
    func isolates() throws {
        let specimen = try TypeSpecimen()
        let marked = try specimen.paragraph("a\u{2068}שלום\u{2069}b\u{200F}\u{200B}\u{2060}")
        let plain = try specimen.paragraph("aשלוםb")
        #expect(marked.unknownCharacters.isEmpty)
        #expect(abs(marked.lines[0].width - plain.lines[0].width) < 0.01)
    }

    @Test("Control characters and line breaks of a text are spaces")
    func controls() throws {
        let specimen = try TypeSpecimen()
        let paragraph = try specimen.paragraph("a\nb\tc\u{2028}d\u{0}e\r\nf\u{7}")
        #expect(paragraph.lines.count == 1)
        #expect(paragraph.lineTexts == ["a b c d e  f "])
        #expect(paragraph.unknownCharacters.isEmpty)
    }

    @Test(
        "A character whose font is not installed is named with its package",
        arguments: [
            ("Eyes \u{5E9}", "fonts-noto-core"), ("Eyes \u{639}", "fonts-noto-core"),
            ("Eyes \u{76EE}", "fonts-noto-cjk"), ("Eyes \u{B208}", "fonts-noto-cjk"),
            ("Eyes \u{1F600}", "fonts-symbola"), ("Eyes \u{20C0}", "reword the text"),
        ]
    )
    func hidden(name: String, package: String) throws {
        let folder = try TemporaryFolder()
        let lists = try fonts(onlyIn: ["inter", "jetbrains-mono"], folder)
        var fixture = ExplanationFixture()
        fixture.concepts[0].name = name
        let explanation = fixture.explanation()
        try AssetFixture.write(for: explanation, to: folder.url)
        let printer = SheetPrinter(templates: templatesFolder, fonts: lists)
        do {
            _ = try printer.print(
                explanation,
                assets: folder.url,
                audience: "end-user",
                language: "en",
                formats: [.pdf],
                to: folder.url
            )
            Issue.record("printed \(name) without a font that has it")
        } catch let error as SheetRenderingError {
            #expect(error.description.contains("no font at hand has the character"))
            #expect(error.description.contains(package), "\(error)")
        }
    }
}
