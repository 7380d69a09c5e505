public import Explanations

extension ExplanationFixture {
    /// An explanation in which every field has a value and every list an item, made up.
    public static func maximal() -> Explanation {
        var fixture = ExplanationFixture()
        fixture.label = "tabby"
        fixture.labelClass = 281
        fixture.conceptsRequested = 5
        fixture.against = ScoredClass(class: 281, label: "tabby", probability: 0.29)
        fixture.checks = [
            CheckResult(check: "numbers", channel: 1, passed: true, finding: nil),
            CheckResult(
                check: "numbers",
                channel: 300,
                passed: true,
                finding: "It said 5 %.",
                evidence: "0.5 %",
                repaired: true
            ),
            CheckResult(
                check: "location",
                channel: 0,
                passed: true,
                finding: "It said left.",
                evidence: "centre at 45 %",
                repaired: true
            ),
            CheckResult(
                check: "names",
                channel: nil,
                passed: false,
                finding: "It names what is not told.",
                evidence: "5 names"
            ),
        ]
        var explanation = fixture.explanation()
        explanation.prediction.labelled = ScoredClass(class: 9, label: "ostrich", probability: 0.1)
        explanation.attribution.ledger = [
            LedgerEntry(
                layer: "features.12",
                rule: "z-plus",
                relevanceIn: 17,
                relevanceOut: 16.5,
                bias: 0.25,
                stabilizer: 0.25,
                shape: [512, 13, 13],
                negative: -3.5
            )
        ]
        explanation.attribution.layer = LayerRelevance(
            absolute: 20,
            forSum: 16,
            againstSum: -4,
            forCount: 300,
            againstCount: 200,
            zeroCount: 12,
            halfCount: 31,
            height: 13,
            width: 13
        )
        explanation.attribution.strongest = strongest
        explanation.attribution.graph = [
            ConceptGraph(
                channel: 0,
                layer: "features.12",
                children: [
                    ConceptSource(layer: "features.11", channel: 9, relevance: 0.3, share: 0.1)
                ]
            )
        ]
        explanation.input.format = "png"
        explanation.input.credit = Credit(licence: "CC0-1.0", author: "N. N.", package: "photos")
        explanation.model.inputShape = [3, 224, 224]
        explanation.cautions = cautions
        explanation.leftOut.append(
            LeftOutGroup(
                channels: [77],
                layerShare: 0.02,
                strongest: 0.02,
                reason: .noPattern,
                findings: [finding]
            )
        )
        explanation.concepts[0] = full(explanation.concepts[0])
        explanation.texts = [full(explanation.texts[0])]
        explanation.provenance.index = IndexIdentity(
            file: "index.sqlite",
            runSHA256: String(repeating: "c", count: 64),
            photoCount: 1465,
            targetRule: "own-top-1"
        )
        explanation.provenance.transcript = TranscriptIdentity(
            file: "transcript.jsonl",
            sha256: String(repeating: "f", count: 64),
            entries: 12
        )
        explanation.provenance.libraries = [LibraryVersion(name: "OpenBLAS", version: "0.3.21")]
        var opposing = explanation.concepts[0]
        opposing.channel = 300
        opposing.channels = [300, 301]
        opposing.layerShare = -0.012
        opposing.relevance = -0.24
        explanation.opposing = [opposing]
        var text = explanation.texts[0].concepts[0]
        text.channel = 300
        text.name = "Grass"
        explanation.texts[0].concepts.append(text)
        return explanation
    }

    private static var strongest: [StrongChannel] {
        [
            StrongChannel(channel: 0, relevance: 1.4, layerShare: 0.068, told: .shown),
            StrongChannel(channel: 400, relevance: 0.1, layerShare: 0.007, told: .shown),
            StrongChannel(
                channel: 77,
                relevance: 0.4,
                layerShare: 0.02,
                told: .leftOut,
                reason: .noPattern,
                halfArea: 0.2,
                cell: .topLeft
            ),
            StrongChannel(channel: 300, relevance: -0.24, layerShare: -0.012, told: .against),
        ]
    }

    private static var cautions: [Caution] {
        let runnerUp = ScoredClass(class: 282, label: "tiger cat", probability: 0.32)
        return [
            .unsure(probability: 0.38, margin: 0.06, runnerUp: runnerUp),
            .differsFromLabel(label: "tabby"),
            .explainsOtherClass(answer: runnerUp),
            .indistinctLayer(correlation: 0.9),
        ]
    }

    private static var finding: SelectionFinding {
        SelectionFinding(
            channel: 0,
            layerShare: 0.068,
            reason: .noPattern,
            threshold: "leastCoherence",
            value: 0.51,
            limit: 0.6
        )
    }

    private static var surface: Surface {
        Surface(
            color: .brown,
            colorShare: 0.6,
            lightness: 40,
            chroma: 20,
            texture: .lined,
            contrast: 9,
            coherence: 0.7,
            lineAngle: 45
        )
    }

    private static func full(_ concept: Concept) -> Concept {
        var concept = concept
        concept.channels = [concept.channel, 400]
        concept.overlaps = [Overlap(channel: 1, share: 0.6), Overlap(channel: 999, share: 0.1)]
        concept.appearance = Appearance(region: surface, rest: surface)
        concept.nameTestSamples = [
            NameTestSample(
                sample: "photo",
                sha256: "d",
                label: "kitten",
                wordNetID: "n02123045",
                crop: "assets/test.png",
                rank: 14
            )
        ]
        concept.merged = [
            MergedChannel(
                channel: 400,
                relevance: 0.1,
                layerShare: 0.007,
                mapCorrelation: 0.93,
                sharedReferences: 0.5
            )
        ]
        concept.worth = ConceptWorth(
            coherence: 0.7,
            labelEntropy: 0.5,
            patterns: 2,
            firingRate: 0.8,
            negativeReferences: 0.1,
            borderShare: 0.13,
            overallCorrelation: 0.8,
            doubts: [finding]
        )
        concept.names = [
            ConceptNaming(
                language: "en",
                name: "Round eyes",
                confidence: 0.9,
                description: "All show eyes.",
                fitting: 5,
                references: 6,
                narrator: "offline",
                created: "2026-11-20T07:05:00Z"
            )
        ]
        concept.references = concept.references.map { reference in
            var reference = reference
            reference.label = "kitten"
            reference.wordNetID = "n02123045"
            reference.credit = Credit(licence: "CC0-1.0", author: "A. Nonym", package: "photos")
            reference.frame = "assets/frame.png"
            reference.surface = surface
            reference.activation = 12.5
            reference.pattern = 2
            return reference
        }
        return concept
    }

    private static func full(_ texts: NarratedText) -> NarratedText {
        var texts = texts
        texts.problem = "The language model gave no answer."
        texts.source = TextSource(
            provider: "openai",
            model: "gpt-4o-2024-08-06",
            prompts: [PromptIdentity(name: "label", version: "1", sha256: "e")],
            inputTokens: 1000,
            outputTokens: 200
        )
        texts.concepts[0] = ConceptText(
            channel: 0,
            name: "Round eyes",
            hasSharedPattern: true,
            nameConfidence: 0.8,
            context: "Both eyes.",
            fitting: 5,
            description: "All show eyes.",
            presence: .spreadOut,
            seen: "an eye",
            nameTest: NameTest(heldOut: 4, heldOutRight: 3, random: 4, randomRight: 4),
            problem: "A name of the index was taken.",
            namedBy: NameOrigin(narrator: "person", created: "2026-11-20T07:05:00Z")
        )
        return texts
    }
}
