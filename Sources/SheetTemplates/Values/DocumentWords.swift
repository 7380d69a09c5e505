import Explanations

/// The ready texts about a whole explanation.
struct DocumentWords {
    /// What the strings of `DocumentValues.neededStrings` may name without knowing a path.
    static let names: Set<String> = [
        "answer", "label", "target", "against", "probability", "margin", "runner-up", "runnerUp",
        "runner-up-probability", "runnerUpProbability", "correlation", "name", "channel", "model",
        "layer", "classes",
    ]

    /// The names of the ready texts.
    static let texts = [
        "answer", "label", "target", "against", "subject", "narrator", "summary", "problem",
        "cautions",
    ]

    /// The least part of the answer's probability that a runner-up has when it "comes close".
    static let leastCloseness = 0.6

    /// The texts by their names.
    private(set) var fields: [String: Value] = [:]
    /// The cautions one by one.
    private(set) var warnings: [Value] = []
    /// The answer.
    let answer: String
    /// The known label, if there is one.
    let label: String?
    /// The explained class.
    let target: String
    /// The class that it is held against, if there is one.
    let against: String?
    let strings: SheetStrings
    /// What strings of code may name.
    private let names: [String: String]

    init(_ explanation: Explanation, texts: NarratedText, strings: SheetStrings) throws {
        self.strings = strings
        let prediction = explanation.prediction
        let attribution = explanation.attribution
        answer =
            strings.titles.title(of: prediction.label, class: prediction.class)
            .asOneParagraph
        target = strings.title(of: attribution.target)
        against = attribution.against.map(strings.title)
        let given = explanation.input.label?.asOneParagraph ?? ""
        label =
            given.isEmpty
            ? nil : strings.titles.title(of: given, class: explanation.input.labelClass)
        var names = [
            "answer": answer, "target": target,
            "probability": strings.numbers.probability(prediction.probability),
            "model": explanation.model.title.asOneParagraph,
            "layer": explanation.model.layer.asOneParagraph,
            "classes": String(explanation.model.classCount),
        ]
        names["label"] = label
        names["against"] = against
        self.names = names
        // One of two classes is called by its name, also where it is the answer.
        let isAnswer = attribution.target.class == prediction.class && against == nil
        let subject = try strings.text(isAnswer ? "subject-answer" : "subject-other", names)
        let narrator = try strings.text(
            texts.usesLanguageModel ? "narrator-language-model" : "narrator-offline",
            names.merging(["name": (texts.source?.model ?? texts.narrator).asOneParagraph]) { $1 }
        )
        let texts: [String: String?] = [
            "answer": answer, "label": label, "target": target, "against": against,
            "subject": subject, "narrator": narrator, "summary": texts.summary.asOneParagraph,
            "problem": texts.problem?.asOneParagraph,
        ]
        fields = texts.compactMapValues { $0.map(Value.text) }
        var sentences: [String] = []
        let isLabelKnown = explanation.input.labelClass != nil
        for caution in explanation.cautions {
            // "It" must be the model of the sentence before.
            let follows = isLabelKnown && !sentences.isEmpty
            let (warning, sentence) = try self.warning(
                caution,
                isLabelKnown: isLabelKnown,
                followsModel: follows
            )
            warnings.append(DocumentValues.titled(warning, strings))
            if !sentence.isEmpty { sentences.append(sentence) }
        }
        fields["cautions"] = .text(sentences.joined(separator: " "))
    }

    /// The words for a concept without a name.
    func unnamed(_ channel: Int) throws -> String {
        var names = names
        names["channel"] = String(channel)
        return try strings.text("concept-unnamed", names)
    }

    /// A caution's fields, and its sentence.
    private func warning(
        _ caution: Caution,
        isLabelKnown: Bool,
        followsModel: Bool
    ) throws -> (fields: Value, sentence: String) {
        var names = names
        var fields: [String: Value] = [:]
        let numbers = strings.numbers
        let key: String
        switch caution {
        case .unsure(let probability, let margin, let runnerUp):
            fields = [
                "kind": .text("unsure"), "probability": .number(probability),
                "margin": .number(margin),
            ]
            names["probability"] = numbers.probability(probability)
            names["margin"] = numbers.probability(margin)
            if let runnerUp {
                fields["runnerUp"] = try Value(encoding: runnerUp)
                for name in ["runner-up", "runnerUp"] { names[name] = strings.title(of: runnerUp) }
                for name in ["runner-up-probability", "runnerUpProbability"] {
                    names[name] = numbers.probability(runnerUp.probability)
                }
            }
            let isClose =
                runnerUp.map { $0.probability >= Self.leastCloseness * probability } ?? false
            let plain = isClose ? "caution-unsure" : "caution-unsure-alone"
            key = followsModel && strings.has("\(plain)-too") ? "\(plain)-too" : plain
        case .differsFromLabel(let label):
            fields = ["kind": .text("differsFromLabel"), "label": .text(label.asOneParagraph)]
            names["label"] = strings.titles.title(of: label.asOneParagraph)
            key = isLabelKnown ? "caution-differs-from-label" : "caution-label-unknown"
        case .explainsOtherClass(let answer):
            fields = [
                "kind": .text("explainsOtherClass"), "answer": try Value(encoding: answer),
            ]
            names["answer"] = strings.title(of: answer)
            names["probability"] = numbers.probability(answer.probability)
            key = "caution-explains-other-class"
        case .indistinctLayer(let correlation):
            fields = ["kind": .text("indistinctLayer"), "correlation": .number(correlation)]
            names["correlation"] = numbers.probability(correlation)
            key = "caution-indistinct-layer"
        }
        let sentence = try strings.text(key, names)
        fields["text"] = .text(sentence)
        return (.record(fields), sentence)
    }
}
