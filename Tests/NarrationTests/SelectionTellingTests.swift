import Explanations
import Foundation
import Narration
import Testing

/// What narrators say of filters, merged channels, two patterns and doubts.
@Suite("What filters left out, merged and doubt")
struct SelectionTellingTests {
    static let audiences = AudienceTests.audiences
    static let languages = ["en", "de", "cs"]

    static func finding(
        _ channel: Int,
        _ reason: LeftOutGroup.Reason,
        _ value: Double?,
        _ limit: Double
    ) -> SelectionFinding {
        SelectionFinding(
            channel: channel,
            layerShare: 0.01,
            reason: reason,
            threshold: threshold(reason),
            value: value,
            limit: limit
        )
    }

    private static func threshold(_ reason: LeftOutGroup.Reason) -> String {
        switch reason {
        case .noPattern: "leastCoherence"
        case .noReferences: "leastReferences"
        case .negativeReferences: "mostNegativeReferences"
        case .emptyHeatmap: "leastHeatmapShare"
        case .border: "mostBorderShare"
        case .repeatsOverall: "mostOverallCorrelation"
        default: "leastLayerShare"
        }
    }

    static func explanation(_ change: (inout Explanation) -> Void = { _ in }) -> Explanation {
        var birds = Samples.concept(
            426,
            share: 0.046,
            region: Samples.region(.topLeft, halfArea: 0.118),
            Samples.references([
                ("hen", "n01792640"), ("owl", "n01621127"), ("mallard", "n01847806"),
                ("penguin", "n02055803"), ("hen", "n01792640"), ("dome", "n03220513"),
            ])
        )
        for (index, pattern) in [1, 1, 2, 1, 2, 1].enumerated() {
            birds.references[index].pattern = pattern
        }
        birds.channels = [426, 80]
        birds.merged = [
            MergedChannel(
                channel: 80,
                relevance: 0.24,
                layerShare: 0.012,
                mapCorrelation: 0.91,
                sharedReferences: 0.5
            )
        ]
        birds.worth = ConceptWorth(coherence: 0.72, patterns: 2)
        var mixed = Samples.concept(
            71,
            share: 0.021,
            region: Samples.region(.bottom, halfArea: 0.06),
            Samples.references([("car", "n02958343"), ("hen", "n01792640"), ("owl", "n01621127")])
        )
        mixed.worth = ConceptWorth(
            coherence: 0.51,
            doubts: [finding(71, .noPattern, 0.51, 0.6), finding(71, .border, 0.912, 0.8)]
        )
        var explanation = Samples.explanation([birds, mixed])
        explanation.leftOut = [
            LeftOutGroup(
                channels: [1, 2, 3],
                layerShare: 0.041,
                strongest: 0.02,
                reason: .noPattern,
                findings: [1, 2, 3].map { finding($0, .noPattern, 0.5, 0.6) }
            ),
            LeftOutGroup(
                channels: [4],
                layerShare: -0.009,
                strongest: -0.009,
                reason: .border,
                findings: [finding(4, .border, 0.9, 0.8)]
            ),
            LeftOutGroup(
                channels: Array(100..<300),
                layerShare: 0.7,
                strongest: 0.01,
                reason: .weakerFor
            ),
        ]
        explanation.attribution.selection = SelectionSummary(
            keepsAll: false,
            considered: 6,
            layerShareFiltered: 0.05,
            thresholds: SelectionThresholds()
        )
        change(&explanation)
        return explanation
    }

    private func text(
        _ audience: String,
        _ language: String = "en",
        _ change: (inout Explanation) -> Void = { _ in }
    ) async throws -> NarratedText {
        try await LanguageSupport.narrate(
            Self.explanation(change),
            language,
            audience: audience
        )
    }

    @Test(
        "engineers and auditors are told what filters left out, with share and limit",
        arguments: [
            (
                "en", "engineer",
                "Filtered out: 5.0\u{202F}% of layer; 3 below coherence 0.60, 1 with over"
                    + " 80\u{202F}% of the heatmap at the border."
            ),
            (
                "en", "auditor",
                "By the filters, 5.0\u{202F}% of the relevance was left out: 3 below coherence 0.60,"
                    + " 1 with over 80\u{202F}% of the heatmap at the border."
            ),
            (
                "de", "engineer",
                "Ausgefiltert: 5,0\u{202F}% der Schicht; 3 unter Kohärenz 0,60, 1 mit über"
                    + " 80\u{202F}% der Heatmap am Rand."
            ),
            (
                "de", "auditor",
                "Durch Filter blieben 5,0\u{202F}% der Relevanz außen vor: 3 unter Kohärenz 0,60,"
            ),
            (
                "cs", "engineer",
                "Odfiltrováno: 5,0\u{202F}% vrstvy; 3 pod koherencí 0,60, 1 s více než 80\u{202F}%"
                    + " mapy na okraji."
            ),
            ("cs", "auditor", "Filtry vynechaly 5,0\u{202F}% relevance: 3 pod koherencí 0,60,"),
        ]
    )
    func filters(language: String, audience: String, words: String) async throws {
        let text = try await text(audience, language)
        #expect(text.summary.contains(words), "\(text.summary)")
    }

    @Test("others are not: the sheet says it", arguments: languages, ["end-user", "domain-expert"])
    func untold(language: String, audience: String) async throws {
        let text = try await text(audience, language)
        for words in ["5.0", "5,0", "ilter", "iltr"] { #expect(!text.summary.contains(words)) }
    }

    @Test(
        "that no filter was applied is told",
        arguments: [
            ("engineer", "Filters off."), ("auditor", "No filter was applied to the concepts."),
        ]
    )
    func keptAll(audience: String, words: String) async throws {
        let text = try await text(audience) {
            $0.attribution.selection?.keepsAll = true
            $0.leftOut.removeFirst(2)
        }
        #expect(text.summary.contains(words), "\(text.summary)")
        #expect(!text.summary.contains("left out:") && !text.summary.contains("Filtered"))
    }

    @Test(
        "two patterns, merged channels and doubts are told to who can judge them",
        arguments: [
            (
                "domain-expert",
                [
                    "These photos show two patterns, 4 and 2 of them.",
                    "As a concept it is doubtful: coherence of the references 0.51, at least 0.60"
                        + " asked, 91\u{202F}% of the heatmap at the border, at most 80\u{202F}%"
                        + " allowed.",
                ]
            ),
            (
                "engineer",
                [
                    "38.2\u{202F}% of shown, two channels merged (#80 +1.2\u{202F}%).",
                    "Two patterns among references: 4 and 2.",
                    "Doubtful: coherence of the references 0.51, at least 0.60 asked",
                ]
            ),
            (
                "auditor",
                [
                    "As measured, it stands for two channels that mark the same place and share"
                        + " reference photos.",
                    "As measured, these photos show two patterns, 4 and 2 of them.",
                    "As measured, it is doubtful as a concept: coherence of the references 0.51",
                ]
            ),
        ]
    )
    func worth(audience: String, sentences: [String]) async throws {
        let text = try await text(audience) { $0.concepts[0].topShare = 0.382 }
        let all = text.concepts.map(\.context).joined(separator: " ")
        for sentence in sentences { #expect(all.contains(sentence), "\(sentence): \(all)") }
    }

    @Test("no end user reads of measures", arguments: languages)
    func endUser(language: String) async throws {
        let text = try await text("end-user", language)
        for sentence in [text.summary] + text.concepts.map(\.context) {
            #expect(!sentence.contains("0.") && !sentence.contains("0,"), "\(sentence)")
            #expect(!sentence.contains("#"), "\(sentence)")
        }
    }

    @Test("all checks bear all of it out", arguments: languages, audiences)
    func checked(language: String, audience: String) async throws {
        for change in [
            { @Sendable (_: inout Explanation) in },
            { @Sendable (explanation: inout Explanation) in
                explanation.attribution.selection?.keepsAll = true
                explanation.attribution.against = ComparisonTests.vulture
                explanation.attribution.againstLogit = 12
            },
        ] {
            let text = try await text(audience, language, change)
            let failed = text.checks.filter { !$0.passed && $0.check != "reading" }
            #expect(failed.isEmpty, "\(failed.map(\.finding)) in \(text)")
        }
    }

    @Test("a wrong share, count or limit is found", arguments: ["engineer", "auditor"])
    func planted(audience: String) async throws {
        let good = try await text(audience)
        let checks = try TextChecks(
            templates: Support.templates,
            audience: audience,
            language: "en",
            wordNet: Support.wordNet()
        )
        for (from, to) in [
            ("5.0\u{202F}% of", "6.0\u{202F}% of"), ("3 below", "8 below"), ("0.60", "0.70"),
        ] {
            var text = good
            text.summary = text.summary.replacing(from, with: to)
            #expect(text.summary != good.summary, "\(from) is not in \(good.summary)")
            let results = checks.results(forSummaryOf: text, about: Self.explanation())
            #expect(results.filter { !$0.passed }.map(\.check) == ["numbers"], "\(to)")
        }
        for (from, to) in [("0.51", "0.57"), ("91\u{202F}%", "97\u{202F}%")] {
            var text = good
            let told = text.concepts[1].context.replacing(from, with: to)
            #expect(told != text.concepts[1].context)
            text.concepts[1].context = told
            let results = checks.results(for: text, about: Self.explanation())
            #expect(results.filter { !$0.passed }.map(\.check) == ["numbers"], "\(to)")
        }
    }

    @Test("every limit has words in every language", arguments: languages)
    func limits(language: String) throws {
        struct File: Decodable {
            struct Filters: Decodable { let doubts, left: [String: String] }
            let filters: Filters
        }
        let url = Support.templates.appendingPathComponent(
            "shared/narration/\(language)/words.json"
        )
        let words = try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).filters
        // These leave no channel out: they merge, excuse or warn.
        let others = [
            "mergeCorrelation", "mergeSharedReferences", "indistinctCorrelation",
            "repeatingCoherence",
        ]
        for name in SelectionThresholds.names where !others.contains(name) {
            #expect(words.doubts[name]?.contains("{limit}") == true, "\(name)")
            #expect(words.left[name]?.contains("{count}") == true, "\(name)")
        }
    }

    @Test("channels that two limits left out for one reason are told by both")
    func twoLimits() async throws {
        let text = try await text("engineer") {
            var active = Self.finding(9, .noPattern, 4.2, 3)
            active.threshold = "mostFiringExcess"
            $0.leftOut[0].channels.append(9)
            $0.leftOut[0].findings?.append(active)
            $0.concepts[1].worth?.doubts = [active]
        }
        #expect(
            text.summary.contains(
                "3 below coherence 0.60, 1 active in nearly all photos (excess over 3.0), 1 with"
            ),
            "\(text.summary)"
        )
        #expect(
            text.concepts[1].context.hasSuffix(
                "Doubtful: active in nearly all photos (excess 4.2, at most 3.0 allowed)."
            ),
            "\(text.concepts[1].context)"
        )
        #expect(text.checks.filter { !$0.passed } == [])
    }

    @Test("every reason has words in every language", arguments: languages)
    func reasons(language: String) async throws {
        for reason in LeftOutGroup.Reason.filterReasons {
            for value in [0.4, nil] {
                let text = try await text("engineer", language) {
                    $0.concepts[1].worth?.doubts = [Self.finding(71, reason, value, 0.3)]
                    $0.leftOut = [
                        LeftOutGroup(
                            channels: [1, 2],
                            layerShare: 0.02,
                            strongest: 0.01,
                            reason: reason
                        )
                    ]
                }
                let context = text.concepts[1].context
                let doubtful = ["en": "Doubtful: ", "de": "Fraglich: ", "cs": "Pochybné: "]
                #expect(context.contains(try #require(doubtful[language])), "\(reason): \(context)")
                #expect(text.summary.contains("; 2 "), "\(reason): \(text.summary)")
                for sentence in [context, text.summary] {
                    #expect(!sentence.contains("{") && !sentence.contains("  "), "\(sentence)")
                }
            }
        }
    }
}
