import Explanations
import SheetFixtures
import SheetTemplates
import Testing

/// What a sheet says that holds one class against another.
@Suite struct ComparisonTests {
    private static let rival = ScoredClass(class: 281, label: "tiger cat", probability: 0.32)

    private func sheet(
        _ language: String = "en",
        _ change: (inout ExplanationFixture) -> Void = { _ in }
    ) throws -> LaidOutSheet {
        var fixture = ExplanationFixture()
        fixture.against = Self.rival
        fixture.cautions = []
        change(&fixture)
        var explanation = fixture.explanation()
        explanation.texts[0].language = language
        let template = try SheetTemplate(
            folder: templatesFolder,
            audience: "end-user",
            language: language
        )
        return try SheetLayout(template: template, measurer: FixedWidthMeasurer())
            .layOut(explanation)
    }

    private func texts(_ sheet: LaidOutSheet) -> [String] {
        sheet.pages.flatMap(\.elements).compactMap { element in
            guard case .text(let text) = element.content else { return nil }
            return (text.paragraph as? FixedWidthMeasurer.Paragraph)?.text
                .replacing("\u{A0}", with: " ")
        }
    }

    @Test(
        "Title, legend and captions name both classes and the side of each colour",
        arguments: [
            (
                "en",
                [
                    "Two answers compared", "Why Egyptian cat rather than tiger cat?",
                    "+ orange speaks for “Egyptian cat”", "\u{2212} blue speaks for “tiger cat”",
                    "What tells the two apart, with its share of all evidence",
                    "65.2\u{202F}% is spread over 264 weaker concepts that also speak for"
                        + " “Egyptian cat”.",
                    "19.7\u{202F}% for “tiger cat”, 1.6\u{202F}% of it shown",
                ]
            ),
            (
                "de",
                [
                    "Zwei Antworten im Vergleich", "Warum Ägyptische Katze und nicht Tigerkatze?",
                    "+ Orange spricht für „Ägyptische Katze“",
                    "\u{2212} Blau spricht für „Tigerkatze“",
                    "19,7\u{202F}% für „Tigerkatze“, davon 1,6\u{202F}% gezeigt",
                ]
            ),
            (
                "cs",
                [
                    "Porovnání dvou odpovědí", "Proč egyptská kočka, a ne tygří kočka?",
                    "+ oranžová svědčí pro „egyptská kočka“",
                    "\u{2212} modrá svědčí pro „tygří kočka“",
                    "19,7\u{202F}% pro „tygří kočka“, z toho ukázáno 1,6\u{202F}%",
                ]
            ),
        ]
    )
    func words(language: String, wanted: [String]) throws {
        let told = try texts(sheet(language))
        for words in wanted { #expect(told.contains(words), "\(words) is not in \(told)") }
    }

    @Test("Nothing on the sheet speaks of the answer", arguments: ["en", "de", "cs"])
    func noAnswer(language: String) throws {
        let sheet = try sheet(language)
        let alternatives = sheet.pages.flatMap(\.elements).compactMap {
            $0.structure.last?.alternative
        }
        for text in texts(sheet) + alternatives {
            for words in [
                "the answer", "against it", "die Antwort", "dagegen", "pro odpověď.", "proti ní",
            ] {
                #expect(!text.contains(words), "\(text)")
            }
        }
    }

    @Test("Alternative texts and the document's properties name both classes")
    func properties() throws {
        let sheet = try sheet()
        let overlays = sheet.pages.flatMap(\.elements).compactMap { element -> String? in
            guard case .overlay = element.content else { return nil }
            return element.structure.last?.alternative
        }
        #expect(
            overlays.first?.hasPrefix(
                "Round eyes, +6.8\u{202F}%, speaks for “Egyptian cat”, in this photo."
            ) == true
        )
        #expect(
            overlays.last?.hasPrefix(
                "No shared pattern, \u{2212}1.6\u{202F}%, speaks for “tiger cat”, in this photo."
            ) == true
        )
        #expect(sheet.title == "Why Egyptian cat rather than tiger cat")
        #expect(sheet.outline.first?.title == sheet.title)
        #expect(
            sheet.subject
                == "Why SqueezeNet 1.1 answers Egyptian cat rather than tiger cat for cat.png:"
                + " what counted, where, and how much"
        )
        #expect(sheet.keywords.contains("Egyptian cat") && sheet.keywords.contains("tiger cat"))
    }

    @Test("The second class has a row of its own, whatever its rank")
    func table() throws {
        let told = try texts(
            sheet {
                $0.against = ScoredClass(class: 9, label: "ostrich", probability: 0.0001)
            }
        )
        #expect(told.contains("ostrich") && !told.contains("lynx"))
        #expect(told.contains("<1\u{202F}%") && told.contains("996 other answers"))
        // Where it is the answer it is in the first row, and once.
        let answer = try texts(
            sheet {
                $0.against = ScoredClass(class: 285, label: "Egyptian cat", probability: 0.38)
                $0.target = Self.rival
            }
        )
        #expect(answer.count { $0 == "Egyptian cat" } == 1)
    }

    @Test(
        "Where the first class is not the answer the sheet says what is",
        arguments: [
            ("en", "What speaks for tabby rather than tiger cat?", "The model says: Egyptian cat."),
            (
                "de", "Was spricht für „Getigerte Katze“ und nicht für „Tigerkatze“?",
                "Das Modell sagt: Ägyptische Katze."
            ),
            (
                "cs", "Co svědčí pro „mourovatá kočka“, a ne pro „tygří kočka“?",
                "Model říká: egyptská kočka."
            ),
        ]
    )
    func otherClass(language: String, title: String, answer: String) throws {
        let told = try texts(
            sheet(language) {
                $0.target = ScoredClass(class: 283, label: "tabby", probability: 0.29)
            }
        )
        #expect(told.contains(title) && told.contains(answer), "\(told)")
    }

    @Test("A template without words for two classes still tells the truth")
    func plainTemplate() throws {
        let template = try editedTemplate(strings: { strings in
            strings.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.contains("-compared") }.joined(separator: "\n")
        })
        var fixture = ExplanationFixture()
        fixture.against = Self.rival
        let sheet = try SheetLayout(template: template, measurer: FixedWidthMeasurer())
            .layOut(fixture.explanation())
        let told = texts(sheet)
        #expect(told.contains("+ orange speaks for “Egyptian cat”"))
        #expect(!told.contains { $0.contains("the answer") })
    }

    @Test(
        "The strongest concepts are shown whichever class they speak for, one of each at least",
        arguments: [
            ([0.05, 0.04, 0.02, 0.01, -0.045, -0.03], [0.05, 0.04, -0.045, -0.03]),
            ([0.05, 0.04, 0.03, 0.02, -0.005], [0.05, 0.04, 0.03, -0.005]),
            ([0.01, -0.05, -0.04, -0.03, -0.02], [0.01, -0.05, -0.04, -0.03]),
            ([0.05, 0.04, 0.03, 0.02, 0.01], [0.05, 0.04, 0.03, 0.02]),
        ]
    )
    func shares(told: [Double], shown: [Double]) throws {
        let sheet = try sheet {
            $0.concepts = told.enumerated().map { .init("Concept \($0)", $1) }
        }
        let signed = try SheetStrings(
            contentsOf: templatesFolder.appendingPathComponent("shared/sheet/strings/en.yaml")
        ).numbers
        let bars = texts(sheet).filter { text in
            told.contains { signed.signedShare($0) == text }
        }
        #expect(bars == shown.map(signed.signedShare))
    }

    @Test("Without a second class no word of it is on the sheet")
    func none() throws {
        let told = try texts(sheet { $0.against = nil })
        #expect(told.contains("The model says: Egyptian cat."))
        #expect(!told.contains { $0.contains("rather than") || $0.contains("compared") })
    }
}
