import Explanations
import Foundation
import Narration
import Testing

/// What narrators say where one class is held against another.
@Suite("One class against another")
struct ComparisonTests {
    static let audiences = AudienceTests.audiences
    static let languages = ["en", "de", "cs"]

    static let vulture = ScoredClass(class: 23, label: "vulture", probability: 0.02)

    static func compared(_ change: (inout Explanation) -> Void = { _ in }) -> Explanation {
        let birds: [(String?, String?)] = [
            ("hen", "n01792640"), ("owl", "n01621127"), ("mallard", "n01847806"),
            ("penguin", "n02055803"), ("hen", "n01792640"), ("dome", "n03220513"),
        ]
        let cats: [(String?, String?)] = [
            ("cat", "n02121620"), ("tabby", "n02123045"), ("lion", "n02129165"),
        ]
        var explanation = Samples.explanation([
            Samples.concept(
                426,
                share: 0.046,
                region: Samples.region(.topLeft, halfArea: 0.118),
                Samples.references(birds)
            ),
            Samples.concept(
                71,
                share: -0.021,
                region: Samples.region(.bottom, halfArea: 0.06),
                Samples.references(cats)
            ),
        ])
        explanation.attribution.against = vulture
        explanation.attribution.againstLogit = 14.3
        change(&explanation)
        return explanation
    }

    private func text(
        _ audience: String,
        _ language: String = "en",
        _ change: (inout Explanation) -> Void = { _ in }
    ) async throws -> NarratedText {
        try await LanguageSupport.narrate(Self.compared(change), language, audience: audience)
    }

    // MARK: The offline narrator

    @Test(
        "each reader is told what speaks for the one rather than the other",
        arguments: [
            (
                "end-user",
                "What spoke most for “kite” rather than “vulture” is a pattern in the upper left of"
                    + " the photo, known from photos of birds. One known from photos of cats spoke"
                    + " for “vulture”.",
                "Speaks for “vulture”, mainly low in the photo, in about a fifteenth of what the"
                    + " model saw. All three other photos show cats."
            ),
            (
                "domain-expert",
                "The strongest concept for “kite” rather than “vulture” lies in the upper left of the"
                    + " photo and is known from photos labelled as birds. One, known from photos"
                    + " labelled as cats, speaks for “vulture”.",
                "The outlined region lies low in the photo. "
            ),
            (
                "engineer",
                "Answer “kite”, 92\u{202F}%; explained “kite” rather than “vulture”, logits 20.0 and"
                    + " 14.3. Layer features.12: 2 of 512 channels told, 1 for “kite” rather than"
                    + " “vulture”; coverage 6.7\u{202F}%, rest 93.3\u{202F}%. Strongest: channel 426,"
                    + " +4.6\u{202F}% of layer, cell top left, labels birds. For “vulture”: channel"
                    + " 71, \u{2212}2.1\u{202F}% of layer, labels cats.",
                "Channel 71, features.12: \u{2212}2.1\u{202F}% of layer, 2.1\u{202F}% of shown, for"
                    + " “vulture”."
            ),
            (
                "auditor",
                "The model answers “kite” with a probability of 92\u{202F}%; this page explains"
                    + " “kite” rather than “vulture”. As measured, the relevance is that of the"
                    + " difference of two outputs, 20.0 and 14.3. As measured, the concepts told here"
                    + " hold 6.7\u{202F}% of the layer’s relevance, and 93.3\u{202F}% belongs to"
                    + " others. The strongest concept holds +4.6\u{202F}% of the relevance and lies"
                    + " in the upper left of the photo. It is"
                    + " known, from labels, from photos of birds. One concept speaks for “vulture” and"
                    + " holds \u{2212}2.1\u{202F}%.",
                "Measured: the concept speaks for “vulture” rather than “kite” with"
                    + " \u{2212}2.1\u{202F}% of the layer’s relevance."
            ),
        ]
    )
    func english(audience: String, summary: String, context: String) async throws {
        let text = try await text(audience)
        #expect(text.summary == summary)
        #expect(text.concepts[1].context.hasPrefix(context), "\(text.concepts[1].context)")
        #expect(text.checks.filter { !$0.passed } == [])
    }

    @Test(
        "other languages have their own words and cases",
        arguments: [
            (
                "de", "end-user",
                "Am stärksten sprach für „Milan“ statt „Geier“ ein Muster oben links im Foto, das"
                    + " aus Fotos von Vögeln bekannt ist. Eines, bekannt aus Fotos von Katzen,"
                    + " sprach für „Geier“.",
                "Spricht für „Geier“, vor allem unten im Foto"
            ),
            (
                "de", "domain-expert",
                "Das stärkste Muster für „Milan“ statt „Geier“ liegt",
                "Die umrandete Region liegt unten im Foto."
            ),
            (
                "cs", "end-user",
                "Pro odpověď „luňák“ spíše než „sup“ nejvíc svědčil vzor vlevo nahoře na fotce,"
                    + " který je známý z fotek ptáků. Jeden, známý z fotek koček, svědčil pro"
                    + " odpověď „sup“.",
                "Svědčí pro odpověď „sup“, hlavně dole na fotce"
            ),
            (
                "cs", "auditor",
                "Model odpovídá „luňák“ s pravděpodobností 92\u{202F}%; tato stránka se týká"
                    + " odpovědi „luňák“ spíše než „sup“. Naměřeno: relevance patří rozdílu dvou"
                    + " výstupů, 20,0 a 14,3.",
                "Naměřeno: vzor svědčí pro odpověď „sup“ spíše než „luňák“ s"
            ),
        ]
    )
    func otherLanguages(
        language: String,
        audience: String,
        summary: String,
        context: String
    ) async throws {
        let text = try await text(audience, language)
        #expect(text.summary.hasPrefix(summary), "\(text.summary)")
        #expect(text.concepts[1].context.hasPrefix(context), "\(text.concepts[1].context)")
    }

    @Test("nobody is told of the answer, for or against", arguments: languages, audiences)
    func noAnswer(language: String, audience: String) async throws {
        for sign in [1.0, -1] {
            let text = try await text(audience, language) { explanation in
                for index in explanation.concepts.indices {
                    explanation.concepts[index].relevance *= index == 0 ? sign : 1
                    explanation.concepts[index].layerShare *= index == 0 ? sign : 1
                }
            }
            for sentence in [text.summary] + text.concepts.map(\.context) {
                for words in [
                    "the answer", "against", "die Antwort", "gegen ", "pro odpověď.", "proti",
                ] {
                    #expect(!sentence.contains(words), "\(words) in \(sentence)")
                }
            }
            #expect(text.checks.filter { !$0.passed && $0.check != "reading" } == [])
        }
    }

    @Test("classes whose names cannot be told are told apart", arguments: languages, audiences)
    func unnameable(language: String, audience: String) async throws {
        let text = try await text(audience, language) {
            $0.attribution.against?.label = "<7>"
            $0.attribution.target.label = "<8>"
        }
        for sentence in [text.summary] + text.concepts.map(\.context) {
            for bad in ["{", "}", "<7", "“”", "„“", "  "] {
                #expect(!sentence.contains(bad), "\(sentence)")
            }
        }
        #expect(text.summary != "")
    }

    // MARK: Checks

    private func failed(
        _ context: String,
        _ concept: Int,
        language: String = "en",
        summary: String = "So it is.",
        _ change: (inout Explanation) -> Void = { _ in }
    ) throws -> [String] {
        let explanation = Self.compared(change)
        let names = ["Round eyes", "Striped fur"]
        let text = NarratedText(
            audience: "end-user",
            language: language,
            narrator: "test",
            usesLanguageModel: true,
            summary: summary,
            concepts: explanation.concepts.enumerated().map { number, told in
                ConceptText(
                    channel: told.channel,
                    name: names[number],
                    hasSharedPattern: true,
                    nameConfidence: nil,
                    context: number == concept ? context : "So it is.",
                    seen: "round eyes"
                )
            },
            checks: []
        )
        let checks = try TextChecks(
            templates: Support.templates,
            audience: "end-user",
            language: language,
            wordNet: Support.wordNet()
        )
        return checks.results(for: text, about: explanation).filter { !$0.passed }
            .map { "\($0.check): \($0.finding ?? "")" }
    }

    static let rightSides: [(String, Int, String)] = [
        ("en", 0, "Round eyes speak for the kite rather than the vulture."),
        ("en", 0, "The outlined part speaks for kite, not for vulture."),
        ("en", 0, "The outlined part speaks against vulture."),
        ("en", 0, "For vulture this is little: the part supports the kite."),
        ("en", 1, "The outlined part speaks for “vulture” rather than “kite”."),
        ("en", 1, "The outlined part speaks against the kite and for the vulture."),
        ("en", 1, "The outlined part speaks against the answer."),
        ("de", 0, "Der umrandete Teil spricht für „Milan“ statt „Geier“."),
        ("de", 1, "Der umrandete Teil spricht für „Geier“ statt „Milan“."),
        ("de", 1, "Der umrandete Teil spricht gegen „Milan“."),
        ("cs", 0, "Vyznačená část svědčí pro „luňák“ spíše než „sup“."),
        ("cs", 1, "Vyznačená část svědčí pro „sup“ spíše než „luňák“."),
        ("cs", 1, "Vyznačená část svědčí proti „luňák“."),
    ]

    @Test("sentences with the right side pass", arguments: rightSides)
    func right(language: String, concept: Int, sentence: String) throws {
        let failed = try failed(sentence, concept, language: language)
        #expect(failed.isEmpty, "\(failed)")
    }

    static let wrongSides: [(String, Int, String)] = [
        ("en", 1, "Striped fur speaks for the kite rather than the vulture."),
        ("en", 1, "The outlined part speaks against vulture."),
        ("en", 0, "The outlined part speaks for “vulture” rather than “kite”."),
        ("en", 0, "The outlined part speaks against the kite."),
        ("en", 1, "The outlined part speaks for the answer."),
        ("de", 1, "Der umrandete Teil spricht für „Milan“ statt „Geier“."),
        ("de", 0, "Der umrandete Teil spricht für „Geier“ statt „Milan“."),
        ("de", 0, "Der umrandete Teil spricht gegen „Milan“."),
        ("cs", 1, "Vyznačená část svědčí pro „luňák“ spíše než „sup“."),
        ("cs", 0, "Vyznačená část svědčí pro „sup“ spíše než „luňák“."),
    ]

    @Test("sentences with the wrong side are found", arguments: wrongSides)
    func wrong(language: String, concept: Int, sentence: String) throws {
        let failed = try failed(sentence, concept, language: language)
        #expect(failed.count == 1 && failed[0].hasPrefix("sign: "), "\(failed)")
    }

    @Test("a summary is held against the sides of both concepts")
    func summary() throws {
        let right = "Round eyes speak for kite rather than vulture. Striped fur speaks for vulture."
        #expect(try failed("So it is.", 0, summary: right) == [])
        let wrong = "Round eyes speak for vulture. Striped fur speaks for kite."
        #expect(
            try failed("So it is.", 0, summary: wrong) == [
                "sign: \"speak for\" is said of a concept that speaks for the first class."
            ]
        )
    }

    @Test("where the second class is the answer, what speaks for the answer speaks for it")
    func answerIsRival() throws {
        func change(_ explanation: inout Explanation) {
            explanation.attribution.target = Self.vulture
            explanation.attribution.against =
                ScoredClass(class: 21, label: "kite", probability: 0.92)
        }
        #expect(try failed("The part speaks for the answer.", 1, change) == [])
        #expect(try failed("The part speaks against the answer.", 0, change) == [])
        #expect(try failed("The part speaks for the answer.", 0, change).count == 1)
        // The class named first counts.
        #expect(try failed("The part speaks for vulture, not for the answer.", 0, change) == [])
    }

    @Test("the second class, its probability and both outputs may be told")
    func facts() throws {
        let summary =
            "Round eyes speak for kite rather than vulture, which gets a probability of 2 %."
            + " The outputs are 20.0 and 14.3, a difference of 5.7."
        #expect(try failed("So it is.", 0, summary: summary) == [])
        let wrong = try failed(
            "So it is.",
            0,
            summary: "Round eyes speak for kite. The outputs are 20.0 and 13.1."
        )
        #expect(wrong == ["numbers: 13.1 was not measured."])
    }

    @Test("a concept named as the second class is one in disguise")
    func disguise() throws {
        let explanation = Self.compared { $0.attribution.against?.label = "round eyes" }
        let text = NarratedText(
            audience: "end-user",
            language: "en",
            narrator: "test",
            usesLanguageModel: true,
            summary: "So it is.",
            concepts: [
                ConceptText(
                    channel: 426,
                    name: "Round eyes",
                    hasSharedPattern: true,
                    nameConfidence: nil,
                    context: "So it is."
                )
            ],
            checks: []
        )
        let checks = try TextChecks(
            templates: Support.templates,
            audience: "end-user",
            language: "en"
        )
        let results = checks.nameResults(for: text, about: explanation)
        #expect(results.first { $0.check == "disguise" }?.passed == false)
    }
}
