import Explanations
import SheetFixtures
import SheetTemplates
import Testing

/// What a sheet says, read back from its boxes.
@Suite struct ContentTests {
    private func texts(_ fixture: ExplanationFixture) throws -> [String] {
        try texts(fixture.explanation())
    }

    private func texts(_ explanation: Explanation) throws -> [String] {
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        return try layout.layOut(explanation).pages.flatMap(\.elements)
            .compactMap { element in
                guard case .text(let text) = element.content else { return nil }
                return (text.paragraph as? FixedWidthMeasurer.Paragraph)?.text
            }
    }

    @Test("The strongest concept against takes row four from one per cent on")
    func strongestAgainst() throws {
        var fixture = ExplanationFixture()
        let shares = { try texts(fixture).filter { $0.hasPrefix("+") || $0.hasPrefix("\u{2212}") } }
        #expect(
            try shares().filter { !$0.contains("orange") && !$0.contains("blue") }
                == ["+6.8\u{202F}%", "+5.1\u{202F}%", "+3.2\u{202F}%", "\u{2212}1.6\u{202F}%"]
        )
        fixture.concepts[4].share = -0.009
        #expect(
            try shares().filter { !$0.contains("orange") && !$0.contains("blue") }
                == ["+6.8\u{202F}%", "+5.1\u{202F}%", "+3.2\u{202F}%", "+2.1\u{202F}%"]
        )
    }

    @Test("Why words are not the narrator's own stands in place of a check's doubt, once each")
    func problems() throws {
        let doubt = "A check found that this text may not fit what was measured."
        var explanation = ExplanationFixture().explanation()
        for channel in [nil, 0, 1] {
            explanation.texts[0].checks.append(
                CheckResult(check: "numbers", channel: channel, passed: false, finding: "Wrong.")
            )
        }
        let doubted = try texts(explanation)
        #expect(doubted.count { $0 == doubt } == 3)
        explanation.texts[0].problem = "The server did not answer."
        explanation.texts[0].concepts[0].problem = "It declined to name it."
        let told = try texts(explanation)
        #expect(told.count { $0 == doubt } == 1)
        #expect(told.count { $0 == "The server did not answer." } == 1)
        #expect(told.count { $0 == "It declined to name it." } == 1)
    }

    @Test("Concepts that are not shown count as left out")
    func leftOut() throws {
        // Shown: 6.8 + 5.1 + 3.2; the fourth, 2.1 %, joins the 63.1 % of 263 weaker ones.
        let texts = try texts(ExplanationFixture())
        #expect(texts.contains("Shown: 15.1\u{202F}%"))
        #expect(
            texts.contains(
                "65.2\u{202F}% is spread over 264 weaker concepts that also speak for the answer."
            )
        )
        #expect(texts.contains("19.7\u{202F}% against it, 1.6\u{202F}% of it shown"))
    }

    @Test("The strip is as long as all evidence, in the same order and proportion")
    func strip() throws {
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        let sheet = try layout.layOut(ExplanationFixture().explanation())
        // Everything of the strip's height at the foot of the page.
        let parts = sheet.pages[0].elements.filter {
            abs($0.frame.height - 3.2 * 72 / 25.4) < 0.01 && $0.frame.y > 700
        }
        let left = 15 * 72 / 25.4
        let width = 180 * 72 / 25.4
        let shares = [0.068, 0.051, 0.032, 0.652, 0.016, 0.181]
        #expect(parts.count == shares.count)
        var x = left
        for (part, share) in zip(parts, shares) {
            #expect(abs(part.frame.x - x) < 0.02)
            x += share * width
        }
        #expect(abs((parts.last?.frame.maxX ?? 0) - left - width) < 0.02)
    }

    @Test("The label is named once and the lead says that it differs")
    func label() throws {
        var fixture = ExplanationFixture()
        fixture.cautions = []
        #expect(try !texts(fixture).contains { $0.contains("label") })
        fixture.label = "tabby"
        fixture.labelClass = 283
        fixture.cautions = [.differsFromLabel(label: "tabby")]
        let differing = try texts(fixture)
        #expect(differing.contains("The photo’s label says: tabby."))
        #expect(
            differing.contains {
                $0.hasPrefix("By the photo’s label, the model is wrong. It relied")
            }
        )
        #expect(differing.contains("the label’s answer"))
        fixture.label = "house cat"
        fixture.labelClass = nil
        fixture.cautions = [.differsFromLabel(label: "house cat")]
        let unknown = try texts(fixture)
        #expect(
            unknown.contains {
                $0.hasPrefix(
                    "The photo’s label is not an answer that this model can give."
                )
            }
        )
        #expect(!unknown.contains { $0.contains("wrong") })
        fixture.label = "Egyptian cat"
        fixture.labelClass = 285
        fixture.cautions = []
        #expect(try texts(fixture).contains("The photo’s label says the same."))
    }

    @Test("A label beyond the runners-up takes the last row")
    func labelBeyond() throws {
        var fixture = ExplanationFixture()
        fixture.runnersUp.append(("red fox", 0.001))
        fixture.label = "red fox"
        fixture.labelClass = 284
        let texts = try texts(fixture)
        #expect(texts.contains("red fox") && !texts.contains("lynx"))
        #expect(texts.contains("996 other answers"))
    }

    @Test("Both signs are in the legend, whatever is shown")
    func legend() throws {
        var fixture = ExplanationFixture()
        fixture.concepts = [.init("Eye", 0.02)]
        let texts = try texts(fixture)
        #expect(texts.contains("+ orange speaks for the answer"))
        #expect(texts.contains("\u{2212} blue speaks against it"))
    }

    @Test("A sheet about another class says whose evidence it shows")
    func otherClass() throws {
        var explanation = ExplanationFixture().explanation()
        explanation.attribution.target = ScoredClass(class: 9, label: "ostrich", probability: 0.001)
        explanation.cautions = [
            .explainsOtherClass(
                answer: ScoredClass(class: 285, label: "Egyptian cat", probability: 0.38)
            )
        ]
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        let sheet = try layout.layOut(explanation)
        let texts = sheet.pages.flatMap(\.elements).compactMap { element -> String? in
            guard case .text(let text) = element.content else { return nil }
            return (text.paragraph as? FixedWidthMeasurer.Paragraph)?.text
        }
        #expect(texts.contains("+ orange speaks for “ostrich”"))
        #expect(texts.contains("This page explains “ostrich” instead."))
        #expect(texts.contains("explained on this page"))
        // The explained class has a row of its own in place of the last runner-up.
        #expect(texts.contains("ostrich") && !texts.contains("lynx"))
    }

    @Test("A runner-up comes close only where it does")
    func closeness() throws {
        var fixture = ExplanationFixture()
        let cases: [(Double, Double, String)] = [
            (0.38, 0.32, "The model is not sure: tiger cat comes close."),
            (
                0.45, 0.1,
                "The model is not sure: it gives its answer only 45\u{202F}%."
            ),
        ]
        for (probability, next, wanted) in cases {
            fixture.cautions = [
                .unsure(
                    probability: probability,
                    margin: probability - next,
                    runnerUp: ScoredClass(class: 282, label: "tiger cat", probability: next)
                )
            ]
            #expect(try texts(fixture).contains { $0.hasPrefix(wanted) })
        }
    }

    @Test("As many rows as were asked for, the one against among them", arguments: [1, 2, 4, 5])
    func requested(_ count: Int) throws {
        var explanation = ExplanationFixture().explanation()
        explanation.attribution.conceptsRequested = count
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        let signs = try layout.layOut(explanation).pages.flatMap(\.elements)
            .compactMap { element -> EvidenceSign? in
                guard case .overlay(let overlay) = element.content else { return nil }
                return overlay.sign == .positive ? .positive : .negative
            }
        #expect(signs.count == count)
        #expect(signs.count { $0 == .negative } == 1)
    }

    private enum EvidenceSign { case positive, negative }

    @Test("Control characters and line breaks of a name do not reach the page")
    func cleaning() throws {
        var fixture = ExplanationFixture()
        fixture.concepts[0].name = " Round\u{0}\neyes\u{7F}  and\tears "
        #expect(try texts(fixture).contains("Round eyes and ears"))
    }

    @Test("An asterisk in a class name emphasises nothing, a brace names nothing")
    func markup() throws {
        var fixture = ExplanationFixture()
        fixture.answer = "*{answer}`"
        #expect(try texts(fixture).contains("The\u{A0}model\u{A0}says: *{answer}`."))
        fixture.answer = "black-footed ferret"
        #expect(
            try texts(fixture).contains(
                "The\u{A0}model\u{A0}says: black\u{2011}footed\u{A0}ferret."
            )
        )
    }

    @Test("A missing text is an error, a missing concept text is not")
    func missingTexts() throws {
        var explanation = ExplanationFixture().explanation()
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        explanation.texts[0].concepts = []
        #expect(try layout.layOut(explanation).pages.count == 1)
        explanation.texts = []
        #expect(throws: SheetTemplatesError.self) { try layout.layOut(explanation) }
    }

    @Test("Characters without a font are reported")
    func unknownCharacters() throws {
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        #expect(try layout.layOut(ExplanationFixture().explanation()).unknownCharacters.isEmpty)
    }

    @Test("Every picture has words in its place")
    func alternatives() throws {
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        let sheet = try layout.layOut(ExplanationFixture().explanation())
        let figures = sheet.pages.flatMap(\.elements).filter { element in
            switch element.content {
            case .photo, .overlay, .reference: true
            default: false
            }
        }
        #expect(figures.count == 1 + 4 + 4 * 6)
        #expect(figures.allSatisfy { !($0.structure.last?.alternative ?? "").isEmpty })
        #expect(figures.allSatisfy { $0.structure.last?.role == .figure })
    }
}
