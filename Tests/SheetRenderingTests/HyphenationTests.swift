import CHyphen
import Foundation
import SheetRendering
import SheetTemplates
import Testing

@Suite struct HyphenationTests {
    /// A sentence of long words in each language, with what makes words stay whole among them.
    static let texts = [
        "en": "Demonstrating unquestionably that hyphenation considerably improves narrow columns, "
            + "particularly photographs' captions mentioning Constantinople, counterproductive "
            + "electromechanical instruments and straightforward recommendations.",
        "de": "Windschutzscheibenwischer verdeutlichen Aufmerksamkeitsbereiche, insbesondere "
            + "Wahrscheinlichkeitsverteilungen verschiedenartiger Vergleichsaufnahmen sowie "
            + "unterschiedliche Oberflächenbeschaffenheiten benachbarter Gegenstände.",
        "cs": "Pravděpodobnost nejdůležitějších podobností znázorňujeme prostřednictvím "
            + "nejvýraznějších obdélníkových oblastí jednotlivých srovnávacích fotografií "
            + "a odpovídajících vysvětlivek pozorovatelných skutečností.",
    ]

    private func row(_ language: String) throws -> HyphenationList.Row {
        try #require(try HyphenationList(folder: fontsFolder).row(for: language))
    }

    @Test(
        "Words divide where libhyphen divides them by the same dictionary",
        arguments: [("en", String.Encoding.utf8), ("de", .isoLatin1)]
    )
    func places(language: String, encoding: String.Encoding) throws {
        let row = try row(language)
        let hyphenator = try #require(Hyphenator(row), "apt-get install \(row.package)")
        let libhyphen = try #require(Libhyphen(row.file, encoding))
        let words = try Self.words(language)
        #expect(words.count > 150)
        var divided = 0
        for word in words {
            let places = hyphenator.places(in: word)
            divided += places.count
            #expect(places == libhyphen.places(in: word, before: 2, after: 3), "\(word)")
        }
        #expect(divided > words.count)
    }

    @Test("Czech words divide as in TeX, where all patterns count")
    func czech() throws {
        let czech = try #require(Hyphenator(row("cs")), "apt-get install hyphen-cs")
        // By Pyphen 0.18.1, another reader of the same dictionary, with 2 and 3 letters at least.
        let expected = """
            prav-dě-po-dob-nost nej-dů-le-ži-těj-ších po-dob-ností zná-zor-ňu-jeme \
            pro-střed-nic-tvím nej-vý-raz-něj-ších ob-dél-ní-ko-vých ob-lastí jed-not-li-vých \
            srov-ná-va-cích fo-to-gra-fií od-po-ví-da-jí-cích vy-svět-li-vek \
            po-zo-ro-va-tel-ných sku-teč-ností fo-to-gra-fie ku-laté zví-řete svět-lým okra-jem \
            upro-střed spo-lé-hal nej-více ostatní uka-zují po-dobné mo-delu vrstva ka-nálu \
            vy-svět-lení roz-hod-nutí od-po-věď ob-rá-zek dva-náct se-dm-de-sát zblízka \
            ne-zře-telný roz-ma-zaný tma-vých pro-tře-pat vzdě-lání nej-krás-nější čty-ři-cet \
            pře-hled po-známka zdů-vod-nění
            """
        for divided in expected.split(separator: " ") {
            let word = divided.replacing("-", with: "")
            let parts = divided.split(separator: "-")
            let places = parts.dropLast().indices.map { parts[...$0].map(\.count).reduce(0, +) }
            #expect(czech.places(in: String(word)) == places, "\(divided)")
        }
    }

    /// All longer small words of a language's templates, and its sentence.
    private static func words(_ language: String) throws -> [String] {
        var text = try #require(texts[language])
        let files = FileManager.default.enumerator(
            at: templatesFolder,
            includingPropertiesForKeys: nil
        )
        for case let file as URL in files ?? .init() {
            guard ["yaml", "mustache", "txt", "md"].contains(file.pathExtension),
                file.path.contains("/\(language).") || file.path.contains(".\(language).")
                    || file.path.contains("/\(language)/")
            else { continue }
            text += " " + (try String(contentsOf: file, encoding: .utf8))
        }
        let words = text.lowercased().split { !$0.isLetter }.map(String.init)
        return Set(words.filter { $0.count >= 6 }).sorted()
    }

    @Test("Names, acronyms, short words and words with capitals within stay whole")
    func whole() throws {
        let english = try #require(Hyphenator(row("en")))
        #expect(english.places(in: "demonstrate") == [5])
        for word in ["Constantinople", "UNIVERSAL", "squeezeNetwork", "table", ""] {
            #expect(english.places(in: word).isEmpty, "\(word)")
        }
        let german = try #require(Hyphenator(row("de")))
        #expect(!german.places(in: "Wahrscheinlichkeit").isEmpty)
        // Marks that stand alone do not shift the places: the word stays whole.
        #expect(german.places(in: "Oberfla\u{308}chen").isEmpty)
    }

    @Test(
        "Lines of a narrow column end where the language divides, and seldom",
        arguments: ["en", "de", "cs"],
        [80.0, 96, 120, 150]
    )
    func lines(language: String, width: Double) throws {
        let specimen = try TypeSpecimen(language)
        let text = try #require(Self.texts[language])
        let hyphenator = try #require(Hyphenator(row(language)))
        let paragraph = try specimen.paragraph(text, width: width, hyphenated: true)
        let plain = try specimen.paragraph(text, width: width)
        #expect(paragraph.lines.allSatisfy { $0.width <= width + 0.01 })
        #expect(paragraph.lines.count <= plain.lines.count)
        // The words are all there, and divided where they may be.
        let words = paragraph.lineTexts.joined().replacing("\u{AD}", with: "")
        #expect(words == text)
        var running = 0
        for (index, line) in paragraph.lines.enumerated() {
            let ends = paragraph.lineTexts[index].hasSuffix("\u{AD}")
            #expect(!paragraph.lineTexts[index].dropLast().contains("\u{AD}"))
            guard ends else {
                #expect(line.breakReason != .hyphen)
                running = 0
                continue
            }
            running += line.breakReason == .hyphen ? 1 : 0
            #expect(running <= 2)
            let head = paragraph.lineTexts[index].dropLast().split { !$0.isLetter }.last ?? ""
            let tail =
                paragraph.lineTexts[index + 1].split { !$0.isLetter && $0 != "\u{AD}" }.first ?? ""
            let word = head + tail.replacing("\u{AD}", with: "")
            // A word over three lines is checked by its own places only.
            if !tail.contains("\u{AD}"), head.count + tail.count == word.count,
                text.contains(word)
            {
                #expect(hyphenator.places(in: String(word)).contains(head.count), "\(head)|\(tail)")
            }
        }
        #expect(
            paragraph.lines.count { $0.breakReason == .hyphen } * 3 <= paragraph.lines.count * 2
        )
    }

    @Test(
        "Narrow columns of long words do get hyphens; others do not",
        arguments: ["en", "de", "cs"]
    )
    func zone(language: String) throws {
        let specimen = try TypeSpecimen(language)
        let text = try #require(Self.texts[language])
        let narrow = try specimen.paragraph(text, width: 120, hyphenated: true)
        #expect(narrow.lines.contains { $0.breakReason == .hyphen })
        let undivided = try specimen.paragraph(text, width: 160, hyphenated: false)
        #expect(!undivided.lines.contains { $0.breakReason == .hyphen })
        // Short words fill lines well enough.
        let short = try specimen.paragraph(
            String(repeating: "one of my own ", count: 20),
            width: 120,
            hyphenated: true
        )
        #expect(short.lines.dropLast().allSatisfy { $0.breakReason == .width })
    }

    @Test("Two or three lines get no hyphen that saves none of them")
    func fewLines() throws {
        let specimen = try TypeSpecimen("de", size: 7.4)
        var (whole, divided) = (0, 0)
        let texts = [
            "Umriss: darin halbes Gewicht", "Nahe Aufmerksamkeitsverteilungen am linken Rand",
        ]
        for width in stride(from: 50.0, through: 130, by: 1) {
            let text = texts[Int(width) % 2]
            let asked = try specimen.paragraph(text, width: width, hyphenated: true)
            let plain = try specimen.paragraph(text, width: width)
            guard asked.lines.count <= 3 else { continue }
            let hyphens = asked.lines.count { $0.breakReason == .hyphen }
            #expect(hyphens == 0 || asked.lines.count < plain.lines.count)
            if hyphens == 0 { whole += 1 } else { divided += 1 }
        }
        #expect(whole > 0 && divided > 0, "\(whole) whole, \(divided) divided")
    }

    @Test("A word longer than its line is divided by its language, asked or not")
    func tooLong() throws {
        let specimen = try TypeSpecimen("de", size: 20)
        let paragraph = try specimen.paragraph("Windschutzscheibenwischer", width: 150)
        #expect(
            paragraph.lineTexts == ["Windschutz\u{AD}", "scheiben\u{AD}", "wischer"]
                || paragraph.lineTexts == ["Windschutz\u{AD}", "scheibenwi\u{AD}", "scher"],
            "\(paragraph.lineTexts)"
        )
        #expect(paragraph.lines.map(\.breakReason).dropLast().allSatisfy { $0 == .insideWord })
    }

    @Test("Whoever extracts the text finds soft hyphens at lines' ends and nothing else")
    func extraction() throws {
        let specimen = try TypeSpecimen("en")
        let text = try #require(Self.texts["en"])
        let paragraph = try specimen.paragraph(text, width: 110, hyphenated: true)
        #expect(paragraph.lines.contains { $0.breakReason == .hyphen })
        for option in [[], ["-raw"], ["-layout"]] {
            let raw =
                option.isEmpty
                ? try specimen.extracted(from: paragraph)
                : try specimen.extracted(from: paragraph, option[0])
            let joined = raw.replacing(/\u{AD}\s+/, with: "").replacing(/\s+/, with: " ")
            #expect(joined.trimmingCharacters(in: .whitespaces) == text)
        }
    }

    @Test("A digest that is longer than a line gets no hyphen")
    func digest() throws {
        let specimen = try TypeSpecimen()
        let digest = String(repeating: "deadbeefcafe", count: 8)
        let text = StyledText(runs: [.init(digest, .code)], style: specimen.style)
        let character = try specimen.paragraph(
            StyledText(runs: [.init("d", .code)], style: specimen.style)
        ).lines[0].width
        let paragraph = try specimen.paragraph(text, width: 100, hyphenated: true)
        #expect(paragraph.lines.count > 3)
        let drawn = paragraph.lines.map(\.width).reduce(0, +) / character
        #expect(abs(drawn - Double(digest.count)) < 0.1, "\(drawn) characters are drawn")
        #expect(try specimen.extracted(from: paragraph).filter { !$0.isWhitespace } == digest)
    }

    @Test("Without a dictionary words stay whole, and its package is named")
    func missing() throws {
        let folder = try TemporaryFolder()
        let lists = folder.url.appendingPathComponent("Fonts")
        try FileManager.default.copyItem(at: fontsFolder, to: lists)
        let file = lists.appendingPathComponent("hyphenation.tsv")
        try "de\thyphen-de\t/nowhere/hyph_de_DE.dic\t2\t3\tyes\tlongest\n"
            .write(to: file, atomically: true, encoding: .utf8)
        let list = try HyphenationList(folder: lists)
        let note = try #require(list.missing(for: "de-AT"))
        #expect(note.contains("apt-get install hyphen-de"))
        #expect(list.missing(for: "tlh") == nil && list.row(for: "tlh") == nil)
        let specimen = try TypeSpecimen("de", fonts: lists)
        let text = try #require(Self.texts["de"])
        let paragraph = try specimen.paragraph(text, width: 150, hyphenated: true)
        #expect(!paragraph.lines.contains { $0.breakReason == .hyphen })
        try "de\thyphen-de\t/nowhere\ttwo\t3\tyes\tall\n"
            .write(to: file, atomically: true, encoding: .utf8)
        do {
            _ = try HyphenationList(folder: lists)
            Issue.record("read a list with a word for a number")
        } catch {
            #expect("\(error)".contains("hyphenation.tsv:1"))
        }
    }

    @Test("A broken dictionary divides nothing and breaks nothing")
    func broken() throws {
        let folder = try TemporaryFolder()
        func hyphenator(_ bytes: [UInt8]) throws -> Hyphenator? {
            let file = folder.url.appendingPathComponent("\(UUID()).dic")
            try Data(bytes).write(to: file)
            let list = folder.url.appendingPathComponent("hyphenation.tsv")
            try "en\tp\t\(file.path)\t2\t3\tno\tall\n".write(
                to: list,
                atomically: true,
                encoding: .utf8
            )
            let row = try #require(try HyphenationList(folder: folder.url).row(for: "en"))
            return Hyphenator(row)
        }
        #expect(try hyphenator([]) == nil)
        #expect(try hyphenator(Array("NO-SUCH-ENCODING\na1b\n".utf8)) == nil)
        for text in ["UTF-8", "UTF-8\n", "UTF-8\n1\n2\n\n3", "UTF-8\nNEXTLEVEL\nNEXTLEVEL\n1/\n"] {
            let hyphenator = try #require(try hyphenator(Array(text.utf8)))
            #expect(hyphenator.places(in: "demonstrate").isEmpty)
        }
        // A pattern with another spelling is not used; a later equal one takes an earlier one's place.
        let special = try #require(
            try hyphenator(Array("ISO8859-1\nn1s/n=s,1,2\no1n\no2n\nt1ra\n".utf8))
        )
        #expect(special.places(in: "demonstrate") == [7])
        // Random bytes after a good head.
        var state: UInt64 = 7
        for _ in 0..<50 {
            let noise = (0..<400).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
            let hyphenator = try hyphenator(Array("ISO8859-2\n".utf8) + noise)
            for place in hyphenator?.places(in: "demonstration") ?? [] {
                #expect((2...10).contains(place))
            }
        }
    }
}

/// The C library that reads the same dictionaries.
private final class Libhyphen {
    private let dictionary: UnsafeMutablePointer<HyphenDict>
    private let encoding: String.Encoding

    init?(_ file: String, _ encoding: String.Encoding) {
        guard let dictionary = hnj_hyphen_load(file) else { return nil }
        self.dictionary = dictionary
        self.encoding = encoding
    }

    deinit { hnj_hyphen_free(dictionary) }

    /// Where a word may be divided, in letters from its start.
    func places(in word: String, before: Int32, after: Int32) -> [Int] {
        guard let data = word.data(using: encoding) else { return [] }
        var bytes = data.map { CChar(bitPattern: $0) } + [0]
        var hyphens = [CChar](repeating: 0, count: bytes.count + 8)
        var (replacements, positions, cuts):
            (
                UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, UnsafeMutablePointer<Int32>?,
                UnsafeMutablePointer<Int32>?
            ) = (nil, nil, nil)
        hnj_hyphen_hyphenate3(
            dictionary,
            &bytes,
            Int32(bytes.count - 1),
            &hyphens,
            nil,
            &replacements,
            &positions,
            &cuts,
            before,
            after,
            0,
            0
        )
        return (0..<word.unicodeScalars.count - 1).filter { hyphens[$0] & 1 == 1 }.map { $0 + 1 }
    }
}
