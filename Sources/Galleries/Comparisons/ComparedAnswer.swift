public import Explanations

/// What the two sides give one class.
public struct ComparedAnswer: Sendable, Equatable {
    /// The probability of a class on one side.
    public enum Probability: Sendable, Equatable {
        /// It is in the document.
        case known(Double)
        /// It is not among the most probable ones that the document lists: at most that of the last of them.
        case below(Double)
        /// The document does not say; the model may not even know the class.
        case unknown

        /// What it is at most; nil where that is unknown.
        public var most: Double? {
            switch self {
            case .known(let value), .below(let value): value
            case .unknown: nil
            }
        }
    }

    /// The class as the side spells it that gives it more.
    public var scored: ScoredClass
    /// What the first side gives it.
    public var first: Probability
    /// What the second side gives it.
    public var second: Probability
    /// Whether it is the first side's answer.
    public var isFirst: Bool
    /// Whether it is the second side's answer.
    public var isSecond: Bool
    /// Whether it is the photo's known label.
    public var isLabel: Bool

    /// How many classes are compared, if there are as many.
    public static let most = 5

    /// Whether two classes are one: the same number of models that tell as many classes apart, and the same name;
    /// of other models the name alone. (Lists of classes have names twice, such as crane.)
    static func isSame(
        _ first: ScoredClass,
        _ second: ScoredClass,
        _ one: ModelIdentity,
        _ other: ModelIdentity
    ) -> Bool {
        let hasSameCount = one.classCount == other.classCount
        return first.label.lowercased() == second.label.lowercased()
            && (!hasSameCount || first.class == second.class)
    }

    /// The classes worth comparing: both answers, the label, then those that either side finds probable.
    static func all(_ first: Explanation, _ second: Explanation) -> [Self] {
        let models = (first.model, second.model)
        var rows: [Self] = []
        func contains(_ scored: ScoredClass, of model: ModelIdentity) -> Bool {
            rows.contains { row in
                isSame(row.scored, scored, models.0, models.1)
                    || (row.scored.class == scored.class && row.scored.label == scored.label
                        && models.0.weightsSHA256 == models.1.weightsSHA256)
            }
        }
        func add(_ scored: ScoredClass, isLabel: Bool = false) {
            guard !contains(scored, of: models.0) else {
                return
            }
            let probabilities = (
                probability(of: scored, in: first, models),
                probability(of: scored, in: second, models)
            )
            rows.append(
                Self(
                    scored: scored,
                    first: probabilities.0,
                    second: probabilities.1,
                    isFirst: isSame(scored, first.prediction.scored, models.0, models.1),
                    isSecond: isSame(scored, second.prediction.scored, models.0, models.1),
                    isLabel: isLabel
                )
            )
        }
        add(first.prediction.scored)
        add(second.prediction.scored)
        for explanation in [first, second] {
            guard let number = explanation.input.labelClass else { continue }
            guard let labelled = explanation.prediction.all.first(where: { $0.class == number })
            else { continue }
            add(labelled, isLabel: true)
            for row in rows.indices where isSame(rows[row].scored, labelled, models.0, models.1) {
                rows[row].isLabel = true
            }
        }
        let others = (first.prediction.runnersUp + second.prediction.runnersUp)
            .sorted { $0.probability > $1.probability }
        for scored in others where rows.count < most { add(scored) }
        return rows
    }

    private static func probability(
        of scored: ScoredClass,
        in explanation: Explanation,
        _ models: (ModelIdentity, ModelIdentity)
    ) -> Probability {
        let prediction = explanation.prediction
        if let own = prediction.all.first(where: { isSame($0, scored, models.0, models.1) }) {
            return .known(own.probability)
        }
        guard models.0.classCount == models.1.classCount,
            let least = prediction.runnersUp.map(\.probability).min()
        else { return .unknown }
        return .below(least)
    }
}

extension Prediction {
    /// The answer as a class with its probability.
    var scored: ScoredClass { ScoredClass(class: `class`, label: label, probability: probability) }

    /// All classes that the document gives a probability.
    var all: [ScoredClass] { [scored] + runnersUp + (labelled.map { [$0] } ?? []) }
}
