import Foundation
import SheetRendering
import SheetTemplates
import Testing

/// Numbers: equally wide figures, their spaces, signs and units.
@Suite struct FigureTests {
    static let faces: [(String, Int)] = [
        ("Inter", 400), ("Inter", 600), ("Inter Display", 400), ("Inter Display", 600),
        ("JetBrains Mono", 400),
    ]

    @Test("All figures, signs and separators of a column are equally wide", arguments: faces)
    func widths(font: String, weight: Int) throws {
        var specimen = try TypeSpecimen(font: font, size: 40)
        specimen.style.weight = weight
        let widths = try (0...9).map { digit in
            try specimen.paragraph(String(repeating: "\(digit)", count: 8)).lines[0].width
        }
        // The semibold 4 of Debian 12's Inter is a six-hundredth narrower.
        let spread = try #require(widths.max()) - #require(widths.min())
        #expect(spread < 0.002 * widths[0], "\(widths)")
        let signs = try ["+", "\u{2212}"].map { try specimen.paragraph("\($0)1.5").lines[0].width }
        #expect(abs(signs[0] - signs[1]) < 0.002 * signs[0], "\(signs)")
    }

    @Test("The minus sign and the narrow no-break space are drawn and extracted", arguments: faces)
    func extraction(font: String, weight: Int) throws {
        var specimen = try TypeSpecimen(font: font)
        specimen.style.weight = weight
        let text = "a \u{2212}3.2\u{202F}% 1111 b +12\u{202F}345 c \u{2192} 0.5"
        let paragraph = try specimen.paragraph(text)
        #expect(paragraph.unknownCharacters.isEmpty)
        let found = try specimen.extracted(from: paragraph)
            .replacing("\u{202F}", with: " ").trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(found == text.replacing("\u{202F}", with: " "))
        // The space is there, and not wider than a plain one.
        let narrow = try specimen.paragraph("3\u{202F}%").lines[0].width
        let none = try specimen.paragraph("3%").lines[0].width
        let plain = try specimen.paragraph("3 %").lines[0].width
        #expect(none < narrow && narrow <= plain)
    }

    @Test("Every face draws its figures with its own glyphs", arguments: faces)
    func ownGlyphs(font: String, weight: Int) throws {
        // Only this family's folder: nothing can stand in for a missing glyph.
        let folder = try TemporaryFolder()
        let lists = try fonts(
            onlyIn: [font == "JetBrains Mono" ? "jetbrains-mono" : "inter"],
            folder
        )
        var specimen = try TypeSpecimen(font: font, fonts: lists)
        specimen.style.weight = weight
        let paragraph = try specimen.paragraph("\u{2212}0123456789.,\u{202F}% + \u{D7} \u{2013}")
        #expect(paragraph.unknownCharacters.isEmpty)
    }

    @Test("No line ends within a number, or between it and its unit or sign")
    func unbroken() throws {
        let specimen = try TypeSpecimen()
        let wholes = [
            "38 %", "38\u{202F}%", "\u{2212}3.2 %", "+ 5", "\u{2212} 7.25", "12 px", "3\u{2013}4",
            "12\u{202F}345", "1,234.5", "\u{B1} 2", "~ 9", "< 5 %", "20 \u{B0}", "7 ms", "3/6",
        ]
        let text = wholes.map { "on \($0)" }.joined(separator: " of ")
        for width in stride(from: 30.0, through: 200, by: 3.5) {
            let paragraph = try specimen.paragraph(text, width: width, hyphenated: true)
            guard paragraph.lines.allSatisfy({ $0.breakReason != .insideWord }) else { continue }
            let lines = paragraph.lineTexts
            #expect(lines.joined() == text)
            for whole in wholes {
                #expect(lines.contains { $0.contains(whole) }, "\(whole) is broken at \(width)")
            }
        }
        // Ordinary words are not held together.
        let words = try specimen.paragraph("of 38 monkeys + so on - 3 cats", width: 20)
        #expect(words.lineTexts.contains("38 "))
    }

    @Test("Runs of other weight hold their number as well")
    func runs() throws {
        let specimen = try TypeSpecimen()
        let text = StyledText(
            runs: [.init("that is ", .plain), .init("\u{2212}38", .strong), .init(" % of it")],
            style: specimen.style
        )
        for width in stride(from: 32.0, through: 80, by: 1) {
            let paragraph = try specimen.paragraph(text, width: width)
            guard paragraph.lines.allSatisfy({ $0.breakReason != .insideWord }) else { continue }
            let lines = paragraph.lineTexts
            #expect(lines.contains { $0.contains("\u{2212}38 %") }, "\(lines)")
        }
    }
}
