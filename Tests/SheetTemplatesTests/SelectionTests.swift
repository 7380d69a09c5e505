import Explanations
import SheetFixtures
import SheetTemplates
import Testing

/// What a sheet says of filters, merged channels, two patterns and doubts.
@Suite struct SelectionTests {
    private static let languages = ["en", "de", "cs"]

    private func sheet(
        _ fixture: ExplanationFixture,
        _ language: String = "en"
    ) throws -> LaidOutSheet {
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
        }
    }

    /// The percentages of a text.
    private func percentages(_ text: String) -> [Double] {
        text.matches(of: /([0-9]+(?:[.,][0-9]+)?)\u{202F}%/).compactMap {
            Double($0.1.replacing(",", with: "."))
        }
    }

    // MARK: Filters

    @Test("What filters left out is told with its share and why, beside the heading")
    func filtered() throws {
        var fixture = ExplanationFixture()
        fixture.filtered = [(.noPattern, 3, 0.041)]
        fixture.weakerFor = 0.59
        let sheet = try sheet(fixture)
        let texts = texts(sheet)
        #expect(
            texts.contains(
                "Strong but left out: 3 concepts whose photos show no common pattern"
                    + " (4.1\u{202F}%)"
            )
        )
        // They are not weaker ones; the fourth concept, 2.1 %, is not shown either.
        #expect(
            texts.contains(
                "65.2\u{202F}% is spread over 267 other concepts that also speak for the answer."
            )
        )
        #expect(sheet.pages.count == 1 && sheet.step == 0)
        // On the line of the heading, up to the page's right edge.
        let lines = sheet.pages[0].elements.filter { element in
            guard case .text(let text) = element.content,
                let words = (text.paragraph as? FixedWidthMeasurer.Paragraph)?.text
            else { return false }
            return words.hasPrefix("Strong but") || words.hasPrefix("What this")
        }
        #expect(lines.count == 2)
        #expect(abs(lines[0].frame.maxY - lines[1].frame.maxY) < 0.5)
        #expect(abs(lines[1].frame.maxX - 195 * 72 / 25.4) < 1)
    }

    @Test(
        "The reason with the greatest share comes first, both signs together",
        arguments: [
            (
                "en",
                "1 concept only at the edge of the photo (5.0\u{202F}%), 2 others (1.5\u{202F}%)"
            ),
            ("de", "1 Muster nur am Rand des Fotos (5,0\u{202F}%), 2 andere (1,5\u{202F}%)"),
            ("cs", "1 vzor jen na okraji fotky (5,0\u{202F}%), 2 jiné (1,5\u{202F}%)"),
        ]
    )
    func order(language: String, wanted: String) throws {
        var fixture = ExplanationFixture()
        fixture.filtered = [
            (.noPattern, 1, 0.01), (.border, 1, -0.05), (.repeatsOverall, 1, 0.005),
        ]
        let told = try texts(sheet(fixture, language))
        #expect(told.contains { $0.hasSuffix(wanted) }, "\(told)")
    }

    @Test("Two reasons are both named where the line holds them")
    func twoReasons() throws {
        var fixture = ExplanationFixture()
        fixture.filtered = [(.emptyHeatmap, 1, 0.01), (.border, 1, 0.02)]
        let told = try texts(sheet(fixture))
        #expect(
            told.contains(
                "Strong but left out: 1 concept only at the edge of the photo (2.0\u{202F}%),"
                    + " 1 concept without a place in the photo (1.0\u{202F}%)"
            )
        )
    }

    @Test("What is too weak to be told is one of the weaker concepts")
    func tooWeak() throws {
        var fixture = ExplanationFixture()
        fixture.filtered = [(.tooWeak, 2, 0.01)]
        let told = try texts(sheet(fixture))
        #expect(!told.contains { $0.hasPrefix("Strong but") })
        #expect(
            told.contains(
                "66.2\u{202F}% is spread over 266 weaker concepts that also speak for the answer."
            )
        )
    }

    @Test(
        "Every reason has words in every language, for one and for more",
        arguments: languages,
        LeftOutGroup.Reason.filterReasons.filter { $0 != .tooWeak }
    )
    func reasons(language: String, reason: LeftOutGroup.Reason) throws {
        var told: Set<String> = []
        for count in [1, 3, 7] {
            var fixture = ExplanationFixture()
            fixture.filtered = [(reason, count, 0.02)]
            let share = language == "en" ? "(2.0\u{202F}%)" : "(2,0\u{202F}%)"
            let text = try texts(sheet(fixture, language)).first {
                $0.contains(": \(count) ") && $0.hasSuffix(share)
            }
            told.insert(try #require(text))
        }
        #expect(told.count == 3)
    }

    @Test(
        "The shares on the sheet sum to the whole, whatever was left out for whatever reason",
        arguments: languages,
        1...12
    )
    func whole(language: String, seed: Int) throws {
        var fuzz = FuzzedExplanations(seed: UInt64(seed) + 300)
        var fixture = fuzz.next()
        // As much as is told and left out is the whole.
        fixture.concepts = fixture.concepts.prefix(6).map { concept in
            var concept = concept
            concept.share /= 5
            concept.context = "So."
            concept.name = "It"
            return concept
        }
        fixture.filtered = LeftOutGroup.Reason.filterReasons.enumerated().map { number, reason in
            (reason, number + 1, number % 2 == 0 ? 0.01 : -0.008)
        }
        fixture.against = seed % 2 == 0 ? fixture.against : nil
        fixture.weakerAgainst = 0.2
        fixture.modelTitle = "Net"
        let rest =
            fixture.concepts.map { abs($0.share) }.reduce(0, +)
            + fixture.filtered.map { abs($0.share) }.reduce(0, +) + fixture.weakerAgainst
        fixture.weakerFor = 1 - rest
        let sheet = try sheet(fixture, language)
        let parts = sheet.pages.flatMap(\.elements).filter {
            abs($0.frame.height - 3.2 * 72 / 25.4) < 0.01
        }
        // Captions: shown; other for; against with, if any is shown, its shown part.
        let captions = texts(sheet).suffix(10).filter { text in
            let isStrip = ["Shown: ", "Gezeigt: ", "Ukázáno: "].contains { text.hasPrefix($0) }
            return isStrip || text.first?.isNumber == true && text.contains("\u{202F}%")
        }
        let sum = captions.compactMap { percentages($0).first }.reduce(0, +)
        #expect(abs(sum - 100) < 0.2, "\(captions) in \(texts(sheet).suffix(14))")
        let length = parts.map(\.frame.maxX).max() ?? 0
        #expect(abs(length - 195 * 72 / 25.4) < 0.02)
    }

    // MARK: Patterns

    private func tiles(_ sheet: LaidOutSheet, _ concept: Int = 0) -> [PlacedElement] {
        sheet.pages[0].elements.filter { element in
            guard case .reference(let reference) = element.content else { return false }
            return reference.crop.hasPrefix("assets/reference-\(concept)-")
        }
    }

    private func crop(_ tile: PlacedElement) -> String {
        if case .reference(let reference) = tile.content { reference.crop } else { "" }
    }

    /// The lines between the tiles of the first concept.
    private func dividers(_ sheet: LaidOutSheet) -> [Rect] {
        let frames = tiles(sheet).map(\.frame)
        let left = frames.map(\.x).min() ?? 0
        let right = frames.map(\.maxX).max() ?? 0
        let bottom = frames.map(\.maxY).max() ?? 0
        let top = frames.map(\.y).min() ?? 0
        return sheet.pages[0].elements.compactMap { element in
            guard case .fill = element.content else { return nil }
            let frame = element.frame
            let isAmong =
                frame.x >= left - 0.01 && frame.maxX <= right + 0.01 && frame.y >= top - 0.01
                && frame.maxY <= bottom + 0.01
            return isAmong ? frame : nil
        }
    }

    @Test("Photos of one pattern stand together, strongest first, and a line parts them")
    func patterns() throws {
        var fixture = ExplanationFixture()
        fixture.concepts[0].patterns = [2, 1, 1, 2, 1, 1]
        let sheet = try sheet(fixture)
        #expect(
            tiles(sheet).map { crop($0).dropFirst("assets/reference-0-".count).prefix(1) }
                == ["1", "2", "4", "5", "0", "3"]
        )
        #expect(texts(sheet).count { $0 == "two patterns" } == 1)
        // The fourth tile is of the first pattern: the line makes a step around it.
        let lines = dividers(sheet)
        #expect(lines.count == 2)
        #expect(lines.count { $0.width > $0.height } == 1)
        #expect(GeometryCheck.faults(of: sheet).isEmpty)
        let alternatives = tiles(sheet).compactMap { $0.structure.last?.alternative }
        #expect(
            alternatives.map { $0.contains("pattern 1") } == [true, true, true, true, false, false]
        )
        #expect(alternatives[4] == "Round eyes in another photo, number 5, pattern 2: kitten.")
    }

    @Test(
        "Wherever the second pattern begins, the line keeps between the tiles",
        arguments: 1...5
    )
    func divider(first: Int) throws {
        for count in (first + 1)...6 {
            var fixture = ExplanationFixture()
            fixture.concepts[0].references = count
            fixture.concepts[0].patterns = (0..<count).map { $0 < first ? 1 : 2 }
            let sheet = try sheet(fixture)
            #expect(!dividers(sheet).isEmpty)
            #expect(GeometryCheck.faults(of: sheet).isEmpty, "\(first) of \(count)")
        }
    }

    @Test("One pattern, or only one of two among the shown photos, has no mark", arguments: [1, 2])
    func onePattern(pattern: Int) throws {
        var fixture = ExplanationFixture()
        fixture.concepts[0].patterns = Array(repeating: pattern, count: 6)
        let sheet = try sheet(fixture)
        #expect(!texts(sheet).contains("two patterns"))
        #expect(dividers(sheet).isEmpty)
        #expect(tiles(sheet).map(crop).first == "assets/reference-0-0.png")
    }

    // MARK: Doubts

    @Test("A weak concept that is told all the same is marked")
    func doubts() throws {
        var fixture = ExplanationFixture()
        fixture.concepts[0].doubts = [.noPattern]
        fixture.concepts[1].doubts = [.border, .noPattern]
        fixture.concepts[4].doubts = [.noPattern]
        let told = try texts(sheet(fixture))
        #expect(told.count { $0 == "Doubtful: its photos show no common pattern." } == 1)
        #expect(told.count { $0 == "Doubtful: it lies only at the edge of the photo." } == 1)
        // Its name says that it has no pattern.
        #expect(told.count { $0 == "Doubtful as a concept." } == 1)
    }

    @Test(
        "Every doubt has words in every language",
        arguments: languages,
        LeftOutGroup.Reason.filterReasons
    )
    func allDoubts(language: String, reason: LeftOutGroup.Reason) throws {
        var fixture = ExplanationFixture()
        let plain = Set(try texts(sheet(fixture, language)))
        fixture.concepts[0].doubts = [reason]
        let more = Set(try texts(sheet(fixture, language))).subtracting(plain)
        #expect(more.count == 1 && more.first?.hasSuffix(".") == true, "\(more)")
    }

    @Test("Marks on all four concepts leave them all on one page", arguments: languages)
    func marked(language: String) throws {
        var fixture = ExplanationFixture()
        fixture.filtered = [(.noPattern, 12, 0.04), (.border, 3, 0.01)]
        for index in fixture.concepts.indices {
            fixture.concepts[index].patterns = [1, 1, 2, 1, 2, 2]
            fixture.concepts[index].doubts = [.negativeReferences]
        }
        let sheet = try sheet(fixture, language)
        #expect(sheet.pages.count == 1)
        let rows = sheet.pages[0].elements.count {
            if case .overlay = $0.content { true } else { false }
        }
        #expect(rows == 4)
    }

    @Test("A template without the marks still prints, a missing word for them is an error")
    func templates() throws {
        let bare = try editedTemplate(sheet: { sheet in
            sheet.replacing(/when: concept\.weakness[^\n]*/, with: "when: false")
                .split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.contains("filtered:") }
                .joined(separator: "\n")
        })
        var fixture = ExplanationFixture()
        fixture.filtered = [(.noPattern, 3, 0.041)]
        fixture.concepts[0].doubts = [.noPattern]
        let sheet = try SheetLayout(
            template: bare,
            measurer: FixedWidthMeasurer()
        ).layOut(fixture.explanation())
        #expect(!texts(sheet).contains { $0.contains("Doubtful") || $0.contains("Strong but") })
        for key in ["weak-border", "filtered-border"] {
            let error = #expect(throws: SheetTemplatesError.self) {
                try editedTemplate(strings: { $0.replacing("  \(key):", with: "  \(key)s:") })
            }
            #expect(error?.message.contains("\"\(key)\"") == true, "\(error?.message ?? "")")
        }
    }
}
