import Explanations
import SheetFixtures
import SheetTemplates
import Testing

/// What is worked out of an explanation for templates.
@Suite struct DocumentValuesTests {
    private func value(
        _ explanation: Explanation,
        _ text: String,
        language: String = "en"
    ) throws -> Value {
        let template = try SheetTemplate(
            folder: templatesFolder,
            audience: "end-user",
            language: language
        )
        let values = try DocumentValues(
            explanation,
            texts: explanation.texts[0],
            strings: template.strings
        )
        return try Expression(
            yaml: "|-\n  \(text)",
            file: "t.yaml",
            in: ShapeScope(document: .document)
        ).evaluate(values.scope)
    }

    @Test("Fields are those of the document")
    func fields() throws {
        let explanation = ExplanationFixture.maximal()
        #expect(try value(explanation, "prediction.probability") == .number(0.38))
        #expect(try value(explanation, "concepts[0].region.cell") == .text("center"))
        #expect(try value(explanation, "concepts[0].region.halfArea") == .number(0.09))
        #expect(try value(explanation, "attribution.ledger[0].bias") == .number(0.25))
        #expect(try value(explanation, "count(concepts[0].references)") == .number(6))
        #expect(try value(explanation, "attribution.selection.keepsAll") == .flag(false))
        #expect(try value(explanation, "texts.source.inputTokens") == .number(1000))
        #expect(try value(explanation, "input.label") == .text("tabby"))
        #expect(try value(explanation, "concepts[1].appearance") == .none)
    }

    @Test("Classes have titles in the sheet's language")
    func titles() throws {
        let explanation = ExplanationFixture.maximal()
        #expect(
            try value(explanation, "prediction.title", language: "cs") == .text("egyptská kočka")
        )
        #expect(
            try value(explanation, "prediction.runnersUp[0].title", language: "de")
                == .text("Tigerkatze")
        )
        #expect(
            try value(explanation, "attribution.against.title", language: "de")
                == .text("Getigerte Katze")
        )
        #expect(try value(explanation, "answer", language: "cs") == .text("egyptská kočka"))
        #expect(try value(explanation, "label", language: "de") == .text("Getigerte Katze"))
        #expect(
            try value(explanation, "concepts[0].references[0].title") == .text("kitten")
        )
    }

    @Test("Words and conditions of a plain explanation")
    func plain() throws {
        let explanation = ExplanationFixture().explanation()
        #expect(try value(explanation, "subject") == .text("the answer"))
        #expect(try value(explanation, "narrator") == .text("no language model"))
        #expect(
            try value(explanation, "cautions")
                == .text("The model is not sure: tiger cat comes close.")
        )
        #expect(try value(explanation, "warnings[0].kind") == .text("unsure"))
        #expect(try value(explanation, "warnings[0].runnerUp.title") == .text("tiger cat"))
        #expect(try value(explanation, "problem") == .none)
        #expect(try value(explanation, "label") == .none)
        #expect(try value(explanation, "labelDiffers or labelAgrees") == .flag(false))
        #expect(try value(explanation, "viewIsPart and not viewIsWhole") == .flag(true))
        #expect(try value(explanation, "explainsOther or isComparison") == .flag(false))
        #expect(try value(explanation, "summaryDoubted") == .flag(false))
        #expect(try value(explanation, "overlay.map") == .text("duotone"))
        let margin = try #require(try value(explanation, "prediction.margin").number)
        #expect(abs(margin - 0.06) < 1e-12)
    }

    @Test("A comparison names both classes, and each concept's side")
    func comparison() throws {
        let explanation = ExplanationFixture.maximal()
        #expect(try value(explanation, "isComparison") == .flag(true))
        #expect(try value(explanation, "against") == .text("tabby"))
        #expect(try value(explanation, "subject") == .text("“Egyptian cat”"))
        #expect(try value(explanation, "concepts[0].side") == .text("Egyptian cat"))
        #expect(try value(explanation, "concepts[4].side") == .text("tabby"))
        #expect(try value(explanation, "concepts[4].isAgainst") == .flag(true))
        #expect(try value(explanation, "concepts[0].isAgainst") == .flag(false))
    }

    @Test("Concepts know their texts and what was found of them")
    func concepts() throws {
        let explanation = ExplanationFixture.maximal()
        #expect(try value(explanation, "concepts[0].name") == .text("Round eyes"))
        #expect(try value(explanation, "concepts[0].context") == .text("Both eyes."))
        #expect(try value(explanation, "concepts[0].isNamed") == .flag(true))
        #expect(try value(explanation, "concepts[4].isNamed") == .flag(false))
        #expect(try value(explanation, "concepts[0].weakness") == .text("no-pattern"))
        #expect(try value(explanation, "concepts[1].weakness") == .none)
        #expect(try value(explanation, "concepts[0].fitting") == .number(5))
        #expect(try value(explanation, "concepts[0].nameTest.score") == .number(0.875))
        #expect(try value(explanation, "concepts[2].anchor") == .text("concept-2"))
        #expect(
            try value(explanation, "concepts[0].overlaps[0].name") == .text("Rows of dark marks")
        )
        #expect(try value(explanation, "concepts[0].overlaps[1].name") == .none)
        #expect(try value(explanation, "concepts[0].isDoubted") == .flag(false))
        #expect(
            try value(explanation, "concepts[0].references[2].anchor")
                == .text("concept-0-reference-3")
        )
        #expect(try value(explanation, "concepts[0].references[0].patternLetter") == .text("B"))
        #expect(
            try value(explanation, "concepts[0].references[0].isAnsweredRight") == .flag(true)
        )
        #expect(try value(explanation, "concepts[1].references[2].isAnsweredRight") == .none)
        #expect(try value(explanation, "leftOut[2].count") == .number(1))
        #expect(try value(explanation, "leftOut[2].isFilter") == .flag(true))
        #expect(try value(explanation, "leftOut[0].isFilter") == .flag(false))
    }

    @Test("Concepts against have their texts too, and channels link to where they are told")
    func opposing() throws {
        let explanation = ExplanationFixture.maximal()
        #expect(try value(explanation, "opposing[0].name") == .text("Grass"))
        #expect(try value(explanation, "opposing[0].isAgainst") == .flag(true))
        #expect(try value(explanation, "opposing[0].side") == .text("tabby"))
        #expect(
            try value(explanation, "opposing[0].references[0].anchor")
                == .text("concept-300-reference-1")
        )
        let anchors = try value(explanation, "map(attribution.strongest, it.anchor)").items
        // The second one was merged into the first concept, the third is told nowhere.
        #expect(
            anchors == [.text("concept-0"), .text("concept-0"), .none, .text("concept-300")]
        )
        #expect(try value(explanation, "attribution.graph[0].anchor") == .text("concept-0"))
        #expect(try value(explanation, "attribution.graph[0].children[0].share") == .number(0.1))
        #expect(try value(ExplanationFixture().explanation(), "count(opposing)") == .number(0))
    }

    @Test("A concept without a text has the words for having no name")
    func unnamed() throws {
        var explanation = ExplanationFixture().explanation()
        explanation.texts[0].concepts.removeAll()
        #expect(try value(explanation, "concepts[0].name") == .text("Concept without a name"))
        #expect(try value(explanation, "concepts[0].isNamed") == .flag(false))
        #expect(try value(explanation, "concepts[0].context") == .text(""))
    }

    @Test("Findings come first, then what was mended, each with its symbol and concept")
    func checks() throws {
        let explanation = ExplanationFixture.maximal()
        let symbols = try value(explanation, "map(texts.checks, it.symbol)").items.compactMap(
            \.text
        )
        #expect(symbols == ["finding", "repaired", "passed", "passed"])
        #expect(try value(explanation, "texts.checks[0].name") == .none)
        #expect(try value(explanation, "texts.checks[1].name") == .text("Round eyes"))
        #expect(try value(explanation, "texts.checks[1].anchor") == .text("concept-0"))
        #expect(try value(explanation, "concepts[0].checks[0].check") == .text("location"))
        #expect(try value(explanation, "summaryDoubted") == .flag(false))
        var doubted = explanation
        doubted.texts[0].problem = nil
        #expect(try value(doubted, "summaryDoubted") == .flag(true))
        doubted.texts[0].checks.append(
            CheckResult(check: "location", channel: 2, passed: false, finding: "x")
        )
        #expect(try value(doubted, "concepts[2].isDoubted") == .flag(true))
        #expect(try value(doubted, "concepts[1].isDoubted") == .flag(false))
    }

    @Test("Texts from files and language models are one line")
    func oneLine() throws {
        var fixture = ExplanationFixture()
        fixture.summary = "One\nTwo\u{0}"
        fixture.concepts[0].name = " Round\n\n eyes "
        let explanation = fixture.explanation()
        #expect(try value(explanation, "summary") == .text("One Two"))
        #expect(try value(explanation, "concepts[0].name") == .text("Round eyes"))
    }

    @Test("The shipped strings have what code needs; a wrong placeholder says where")
    func neededStrings() throws {
        try DocumentValues.check(endUserTemplate().strings, usedAt: "sheet.yaml")
        let words = """
            language: en
            strings:
              caution-unsure: "The model, {model.titel}, is not sure"

            """
        let strings = try SheetStrings(
            parsing: words,
            file: "own.yaml",
            base: endUserTemplate().strings
        )
        #expect {
            try DocumentValues.check(strings, usedAt: "sheet.yaml")
        } throws: {
            "\($0)"
                == "own.yaml:3:38: model has no field \"titel\" (in \"caution-unsure\", used at"
                + " sheet.yaml); did you mean \"title\"?"
        }
    }
}
