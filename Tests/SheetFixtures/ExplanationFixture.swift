public import Explanations

/// Explanations made up for tests: plausible numbers, no model.
public struct ExplanationFixture: Sendable {
    /// The class that the model answers.
    public var answer = "Egyptian cat"
    /// Its probability.
    public var probability = 0.38
    /// The next classes with their probabilities, numbered from 281.
    public var runnersUp = [("tiger cat", 0.32), ("tabby", 0.29), ("lynx", 0.006)]
    /// The known label.
    public var label: String?
    /// Its class.
    public var labelClass: Int?
    /// The photo's width.
    public var width = 451
    /// The photo's height.
    public var height = 300
    /// What the model saw.
    public var view = Box(x: 0.209, y: 0.0625, width: 0.582, height: 0.875)
    /// The narrator's summary.
    public var summary = "It relied most on round eyes and on rows of dark marks."
    /// What the reader is warned of.
    public var cautions: [Caution] = [
        .unsure(
            probability: 0.38,
            margin: 0.06,
            runnerUp: ScoredClass(class: 282, label: "tiger cat", probability: 0.32)
        )
    ]
    /// The told concepts; their numbers are their channels.
    public var concepts = [
        ConceptFixture("Round eyes", 0.068),
        ConceptFixture("Rows of dark marks", 0.051),
        ConceptFixture("Coat of a furry animal", 0.032),
        ConceptFixture("Ears and corners", 0.021),
        ConceptFixture("No shared pattern", -0.016, hasSharedPattern: false),
    ]
    /// How many concepts the caller asked for.
    public var conceptsRequested: Int?
    /// The share of the weaker ones for the answer.
    public var weakerFor = 0.631
    /// The share of the weaker ones against it.
    public var weakerAgainst = 0.181
    /// What filters left out, by reason: how many channels and their share, signed.
    public var filtered: [(reason: LeftOutGroup.Reason, count: Int, share: Double)] = []
    /// The explained class, where it is not the answer.
    public var target: ScoredClass?
    /// The class that the explained one is held against.
    public var against: ScoredClass?
    /// Whether a language model wrote the texts.
    public var usesLanguageModel = false
    /// What checking the texts found.
    public var checks: [CheckResult] = []
    /// The model's name for people.
    public var modelTitle = "SqueezeNet 1.1"

    /// A cat that the model is not sure of.
    public init() {}

    /// What varies of a concept.
    public struct ConceptFixture: Sendable {
        /// The name.
        public var name: String
        /// The layer share.
        public var share: Double
        /// Whether the references have something in common.
        public var hasSharedPattern: Bool
        /// What it did in this photo.
        public var context: String
        /// How many references it has.
        public var references: Int
        /// The pattern of each reference; empty where there is one.
        public var patterns: [Int] = []
        /// What a filter would leave it out for.
        public var doubts: [LeftOutGroup.Reason] = []
        /// How many channels were merged into it, each with a tenth of its share.
        public var merged = 0

        /// Makes a concept.
        public init(
            _ name: String,
            _ share: Double,
            hasSharedPattern: Bool = true,
            context: String = "Both eyes, in the middle of the photo. All six other photos show the"
                + " eyes of an animal: monkeys, a kitten, fish and a frog.",
            references: Int = 6
        ) {
            self.name = name
            self.share = share
            self.hasSharedPattern = hasSharedPattern
            self.context = context
            self.references = references
        }
    }

    /// The document.
    public func explanation() -> Explanation {
        let total = concepts.map { abs($0.share) }.reduce(0, +)
        let answerClass = ScoredClass(class: 285, label: answer, probability: probability)
        return Explanation(
            input: InputPhoto(
                file: "cat.png",
                sha256: "596aa1e7cb87" + String(repeating: "0", count: 52),
                width: width,
                height: height,
                label: label,
                labelClass: labelClass,
                photo: "assets/photo.png",
                view: view
            ),
            model: ModelIdentity(
                name: "squeezenet1_1",
                title: modelTitle,
                weightsSHA256: String(repeating: "a", count: 64),
                layer: "features.12",
                layerChannels: 512,
                classCount: 1000,
                preprocessing: "short side 256, centre 224"
            ),
            prediction: Prediction(
                class: 285,
                label: answer,
                logit: 17.25,
                probability: probability,
                runnersUp: runnersUp.enumerated().map {
                    ScoredClass(class: 281 + $0, label: $1.0, probability: $1.1)
                }
            ),
            attribution: AttributionSummary(
                composite: "epsilon-plus-flat-head",
                target: target ?? answerClass,
                targetLogit: 17.25,
                coverage: total,
                layerShareLeftOut: 1 - total,
                conceptsRequested: conceptsRequested,
                heatmap: "assets/heatmap.safetensors",
                overlay: "assets/overlay.png",
                ledger: [],
                selection: SelectionSummary(
                    keepsAll: false,
                    considered: concepts.count + filtered.map(\.count).reduce(0, +),
                    layerShareFiltered: filtered.map { abs($0.share) }.reduce(0, +),
                    thresholds: SelectionThresholds()
                ),
                against: against,
                againstLogit: against.map { _ in 14.05 }
            ),
            concepts: concepts.enumerated().map { concept(number: $0, $1, total: total) },
            leftOut: [
                LeftOutGroup(
                    channels: Array(100..<363),
                    layerShare: weakerFor,
                    strongest: 0.015,
                    reason: .weakerFor
                ),
                LeftOutGroup(
                    channels: Array(363..<512),
                    layerShare: -weakerAgainst,
                    strongest: -0.009,
                    reason: .weakerAgainst
                ),
            ].filter { $0.layerShare != 0 }
                + filtered.enumerated().map { number, group in
                    LeftOutGroup(
                        channels: Array(0..<group.count).map { 1000 * (number + 1) + $0 },
                        layerShare: group.share,
                        strongest: group.share / Double(max(group.count, 1)),
                        reason: group.reason
                    )
                },
            cautions: cautions,
            texts: [text],
            provenance: Provenance(
                created: "2026-11-23T07:05:00Z",
                tool: "llexicorp 0.1.0",
                index: nil
            )
        )
    }

    private var text: NarratedText {
        NarratedText(
            audience: "end-user",
            language: "en",
            narrator: "offline",
            usesLanguageModel: usesLanguageModel,
            summary: summary,
            concepts: concepts.enumerated().map { number, concept in
                ConceptText(
                    channel: number,
                    name: concept.name,
                    hasSharedPattern: concept.hasSharedPattern,
                    nameConfidence: 0.8,
                    context: concept.context
                )
            },
            checks: checks
        )
    }

    private func concept(number: Int, _ fixture: ConceptFixture, total: Double) -> Concept {
        Concept(
            channel: number,
            channels: [number] + (0..<fixture.merged).map { 400 + 10 * number + $0 },
            relevance: fixture.share * 20,
            layerShare: fixture.share,
            topShare: total > 0 ? abs(fixture.share) / total : 0,
            heatmap: "assets/concept-\(number).safetensors",
            overlay: "assets/concept-\(number).png",
            region: Region(
                box: Box(x: 0.3, y: 0.3, width: 0.3, height: 0.3),
                centroid: Point(x: 0.45, y: 0.45),
                cell: .center,
                halfArea: 0.09,
                pieces: 1
            ),
            referenceMode: "relmax",
            references: (0..<fixture.references).map { rank in
                Reference(
                    sample: "photo-\(number)-\(rank)",
                    sha256: String(repeating: "b", count: 64),
                    score: 0.2,
                    label: rank % 3 == 2 ? nil : "kitten",
                    wordNetID: nil,
                    answer: ScoredClass(class: 1, label: "kitten", probability: 0.5),
                    crop: "assets/reference-\(number)-\(rank).png",
                    heatmap: "assets/reference-\(number)-\(rank).safetensors",
                    cropBox: Box(x: 0.2, y: 0.2, width: 0.5, height: 0.5),
                    seenBox: Box(x: 0.3, y: 0.3, width: 0.3, height: 0.3),
                    credit: Credit(licence: "CC0-1.0", author: nil, package: nil),
                    pattern: fixture.patterns.indices.contains(rank)
                        ? fixture.patterns[rank] : nil
                )
            },
            merged: fixture.merged == 0
                ? nil
                : (0..<fixture.merged).map {
                    MergedChannel(
                        channel: 400 + 10 * number + $0,
                        relevance: fixture.share * 2,
                        layerShare: fixture.share / 10,
                        mapCorrelation: 0.9,
                        sharedReferences: 0.5
                    )
                },
            worth: ConceptWorth(
                coherence: 0.7,
                patterns: max(Set(fixture.patterns).count, 1),
                doubts: fixture.doubts.map {
                    SelectionFinding(
                        channel: number,
                        layerShare: fixture.share,
                        reason: $0,
                        threshold: "leastCoherence",
                        value: 0.51,
                        limit: 0.6
                    )
                }
            )
        )
    }
}
