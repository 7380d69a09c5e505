import Explanations
import Narration

/// One concept's text on a made-up explanation, for trying a check.
struct CheckedText {
    var language = "en"
    var region = Samples.region(.topRight, width: 0.3, height: 0.3)
    var share = 0.046
    var name = "Round eyes"
    var others = ["Striped fur", "Pointed ears"]
    var description: String? = "Eyes of animals."
    var seen: String? = "the eyes of the bird"
    var fitting: Int? = 5
    var answer = ScoredClass(class: 21, label: "kite", probability: 0.92)
    var wordNet = true

    /// The explanation: the concept, one half and one a quarter as strong, on the left and below.
    var explanation: Explanation {
        let references = Samples.references([
            ("hen", "n01792640"), ("owl", "n01621127"), ("mallard", "n01847806"),
            ("penguin", "n02055803"), ("owl", "n01621127"), ("tape measure", nil),
        ])
        return Samples.explanation(
            [
                Samples.concept(1, share: share, region: region, references),
                Samples.concept(2, share: share / 2, region: Samples.region(.left), references),
                Samples.concept(3, share: -0.01, region: Samples.region(.bottom), references),
            ],
            answer: answer
        )
    }

    func text(_ context: String, summary: String = "So.") -> NarratedText {
        let names = [name] + others
        return NarratedText(
            audience: "end-user",
            language: language,
            narrator: "test",
            usesLanguageModel: true,
            summary: summary,
            concepts: names.indices.map { index in
                ConceptText(
                    channel: index + 1,
                    name: names[index],
                    hasSharedPattern: true,
                    nameConfidence: nil,
                    context: index == 0 ? context : "So.",
                    fitting: index == 0 ? fitting : nil,
                    description: index == 0 ? description : nil,
                    seen: index == 0 ? seen : "the body of the bird"
                )
            },
            checks: []
        )
    }

    func checks() throws -> TextChecks {
        try TextChecks(
            templates: Languages.templates(for: language),
            audience: "end-user",
            language: language,
            wordNet: wordNet ? Support.wordNet() : nil
        )
    }

    /// The checks that the concept's text fails.
    func failed(_ context: String) throws -> [CheckResult] {
        let text = text(context)
        return try checks().results(
            forContext: text.concepts[0],
            of: explanation.concepts[0],
            in: text,
            about: explanation
        )
        .filter { !$0.passed }
    }

    /// The checks that a summary fails.
    func failed(summary: String) throws -> [CheckResult] {
        try checks().results(forSummaryOf: text("So.", summary: summary), about: explanation)
            .filter { !$0.passed }
    }

    /// The finding of `names` or `disguise`.
    func finding(_ check: String, _ change: (inout Explanation) -> Void = { _ in }) throws
        -> String?
    {
        var explanation = explanation
        change(&explanation)
        return try checks().nameResults(for: text("So."), about: explanation)
            .first { $0.check == check }?.finding
    }
}
