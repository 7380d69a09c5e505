import Explanations

/// What the placeholders of a template's strings stand for.
struct SheetValues {
    /// All placeholders that strings may use; which of them have a value depends on the string's place.
    static let names: Set<String> = [
        // The whole document.
        "answer", "probability", "label", "target", "subject", "cautions", "summary", "model",
        "layer",
        "date", "digest", "file", "tool", "narrator", "composite", "concepts",
        // A caution.
        "margin", "runner-up", "runner-up-probability",
        // One concept or reference.
        "name", "context", "share", "channel", "number", "reference-label",
        // Counts and sums.
        "count", "shown", "strongest",
        // A page.
        "page", "pages",
    ]

    /// The values that hold for the whole document.
    let document: [String: String]
    /// The texts of the sheet's audience and language.
    let texts: NarratedText
    private let strings: SheetStrings

    /// Works the values out.
    init(_ explanation: Explanation, texts: NarratedText, strings: SheetStrings) throws {
        self.texts = texts
        self.strings = strings
        let numbers = strings.numbers
        let prediction = explanation.prediction
        let target = explanation.attribution.target
        var values = [
            "answer": prediction.label,
            "probability": numbers.probability(prediction.probability),
            "target": target.label,
            "model": explanation.model.title,
            "layer": explanation.model.layer,
            "date": numbers.date(of: explanation.provenance.created)
                ?? String(explanation.provenance.created.prefix(10)),
            "digest": String(explanation.input.sha256.prefix(12)),
            "file": explanation.input.file,
            "tool": explanation.provenance.tool,
            "composite": explanation.attribution.composite,
            "concepts": String(explanation.concepts.count),
            "summary": texts.summary,
        ].mapValues(\.asOneParagraph)
        if let label = explanation.input.label?.asOneParagraph, !label.isEmpty {
            values["label"] = label
        }
        values["subject"] = try strings.text(
            target.class == prediction.class ? "subject-answer" : "subject-other",
            values
        )
        values["narrator"] = try strings.text(
            texts.usesLanguageModel ? "narrator-language-model" : "narrator-offline",
            ["name": texts.narrator.asOneParagraph]
        )
        var cautions: [String] = []
        for caution in explanation.cautions {
            cautions.append(try Self.sentence(caution, values, strings))
        }
        values["cautions"] = cautions.joined(separator: " ")
        document = values
    }

    /// The values with those of one concept.
    func concept(_ concept: Concept) throws -> [String: String] {
        let text = texts.text(forChannel: concept.channel)
        var values = document
        values["channel"] = String(concept.channel)
        values["share"] = strings.numbers.signedShare(concept.layerShare)
        let name = text?.name.asOneParagraph ?? ""
        values["name"] = name.isEmpty ? try strings.text("concept-unnamed", values) : name
        values["context"] = text?.context.asOneParagraph ?? ""
        return values
    }

    private static func sentence(
        _ caution: Caution,
        _ document: [String: String],
        _ strings: SheetStrings
    ) throws -> String {
        var values = document
        switch caution {
        case .unsure(let probability, let margin, let runnerUp):
            values["probability"] = strings.numbers.probability(probability)
            values["margin"] = strings.numbers.probability(margin)
            guard let runnerUp else { return try strings.text("caution-unsure-alone", values) }
            values["runner-up"] = runnerUp.label.asOneParagraph
            values["runner-up-probability"] = strings.numbers.probability(runnerUp.probability)
            return try strings.text("caution-unsure", values)
        case .differsFromLabel(let label):
            values["label"] = label.asOneParagraph
            return try strings.text("caution-differs-from-label", values)
        case .explainsOtherClass(let answer):
            values["answer"] = answer.label.asOneParagraph
            values["probability"] = strings.numbers.probability(answer.probability)
            return try strings.text("caution-explains-other-class", values)
        }
    }
}
