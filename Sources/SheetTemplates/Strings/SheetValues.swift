import Explanations
import Foundation

/// What the placeholders of a template's strings stand for.
struct SheetValues {
    /// All placeholders that strings may use; which of them have a value depends on the string's place.
    static let names: Set<String> = [
        // The whole document.
        "answer", "probability", "label", "target", "target-probability", "classes", "subject",
        "against", "against-probability", "cautions", "summary", "model",
        "layer", "problem",
        "date", "digest", "file", "tool", "narrator", "composite", "concepts",
        // A caution.
        "margin", "runner-up", "runner-up-probability", "correlation",
        // One concept or reference.
        "name", "context", "share", "side", "channel", "number", "reference-label", "pattern",
        // Counts and sums.
        "count", "shown", "strongest", "list",
        // A page.
        "page", "pages",
    ]

    /// The values that hold for the whole document.
    let document: [String: String]
    /// The texts of the sheet's audience and language.
    let texts: NarratedText
    /// The fixed words as they tell of the explanation.
    let strings: SheetStrings
    /// The class that the target is held against, if there is one.
    private let against: String?

    /// Works the values out.
    init(_ explanation: Explanation, texts: NarratedText, strings: SheetStrings) throws {
        self.texts = texts
        let strings = strings.telling(explanation)
        self.strings = strings
        against = explanation.attribution.against.map(strings.title)
        let numbers = strings.numbers
        let prediction = explanation.prediction
        let target = explanation.attribution.target
        var values = [
            "answer": strings.titles.title(of: prediction.label, class: prediction.class),
            "probability": numbers.probability(prediction.probability),
            "target": strings.title(of: target),
            "target-probability": numbers.probability(target.probability),
            "classes": String(explanation.model.classCount),
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
            values["label"] = strings.titles.title(of: label, class: explanation.input.labelClass)
        }
        if let rival = explanation.attribution.against, let against {
            values["against"] = against
            values["against-probability"] = numbers.probability(rival.probability)
        }
        // One of two classes is called by its name, also where it is the answer.
        let isAnswer = target.class == prediction.class && against == nil
        values["subject"] = try strings.text(isAnswer ? "subject-answer" : "subject-other", values)
        values["narrator"] = try strings.text(
            texts.usesLanguageModel ? "narrator-language-model" : "narrator-offline",
            ["name": (texts.source?.model ?? texts.narrator).asOneParagraph]
        )
        if let problem = texts.problem?.asOneParagraph { values["problem"] = problem }
        let isLabelKnown = explanation.input.labelClass != nil
        var cautions: [String] = []
        for caution in explanation.cautions {
            let sentence = try Self.sentence(
                caution,
                isLabelKnown: isLabelKnown,
                // "It" must be the model of the sentence before.
                followsModel: isLabelKnown && !cautions.isEmpty,
                values,
                strings
            )
            if !sentence.isEmpty { cautions.append(sentence) }
        }
        values["cautions"] = cautions.joined(separator: " ")
        document = values
    }

    /// The document's values, with an answer and explained classes that lines do not part.
    var withUnbrokenAnswer: [String: String] {
        var values = document
        for name in ["answer", "target", "against"] {
            values[name] = values[name]?
                .replacingOccurrences(of: " ", with: "\u{A0}")
                .replacingOccurrences(of: "-", with: "\u{2011}")
        }
        return values
    }

    /// The longest name of a class that narrow lines do not part.
    private static let shortName = 24

    /// The document's values, with short names of classes that lines do not part.
    var withUnbrokenNames: [String: String] {
        var values = document
        let unbroken = withUnbrokenAnswer
        for name in ["target", "against"] where (values[name]?.count ?? 0) <= Self.shortName {
            values[name] = unbroken[name]
        }
        return values
    }

    /// The values with those of one concept.
    func concept(_ concept: Concept) throws -> [String: String] {
        let text = texts.text(forChannel: concept.channel)
        var values = document
        values["channel"] = String(concept.channel)
        values["share"] = strings.numbers.signedShare(concept.layerShare)
        values["side"] = concept.layerShare < 0 ? against : values["target"]
        let name = text?.name.asOneParagraph ?? ""
        values["name"] = name.isEmpty ? try strings.text("concept-unnamed", values) : name
        values["context"] = text?.context.asOneParagraph ?? ""
        values["problem"] = text?.problem?.asOneParagraph
        return values
    }

    /// The least part of the answer's probability that a runner-up has when it "comes close".
    static let leastCloseness = 0.6

    private static func sentence(
        _ caution: Caution,
        isLabelKnown: Bool,
        followsModel: Bool,
        _ document: [String: String],
        _ strings: SheetStrings
    ) throws -> String {
        var values = document
        switch caution {
        case .unsure(let probability, let margin, let runnerUp):
            values["probability"] = strings.numbers.probability(probability)
            values["margin"] = strings.numbers.probability(margin)
            let suffix = followsModel ? "-too" : ""
            guard let runnerUp, runnerUp.probability >= leastCloseness * probability else {
                return try strings.text("caution-unsure-alone\(suffix)", values)
            }
            values["runner-up"] = strings.title(of: runnerUp)
            values["runner-up-probability"] = strings.numbers.probability(runnerUp.probability)
            return try strings.text("caution-unsure\(suffix)", values)
        case .differsFromLabel(let label):
            values["label"] = strings.titles.title(of: label.asOneParagraph)
            return try strings.text(
                isLabelKnown ? "caution-differs-from-label" : "caution-label-unknown",
                values
            )
        case .explainsOtherClass(let answer):
            values["answer"] = strings.title(of: answer)
            values["probability"] = strings.numbers.probability(answer.probability)
            return try strings.text("caution-explains-other-class", values)
        case .indistinctLayer(let correlation):
            values["correlation"] = strings.numbers.probability(correlation)
            return try strings.text("caution-indistinct-layer", values)
        }
    }
}
