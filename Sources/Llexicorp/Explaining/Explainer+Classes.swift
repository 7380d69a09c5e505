import Attribution
import Explanations
import Models
import Tensors

/// Which class is meant: the answer, the explained one, the label.
extension Explainer {
    /// How many of the next classes a document names.
    private static let runnersUp = 5

    /// A class that is explained, with its logit.
    struct ExplainedClass {
        let scored: ScoredClass
        let logit: Double
    }

    /// A photo's known label: its name and, if it is one of the model's classes, that class.
    struct KnownLabel {
        var name: String?
        var number: Int?
        var scored: ScoredClass?
    }

    /// The model's answer and the next classes, of a tape with one photo.
    func prediction(on tape: Tape) throws -> Prediction {
        let probabilities = tape.probabilities().elements
        let order = probabilities.indices.sorted {
            (probabilities[$0], $1) > (probabilities[$1], $0)
        }
        let answer = tape.topClass(0)
        let others = order.filter { $0 != answer }.prefix(Self.runnersUp)
        return Prediction(
            class: answer,
            label: className(answer),
            logit: Double(tape.logits[0, answer]),
            probability: Double(probabilities[answer]),
            runnersUp: others.map { scored($0, on: tape) }
        )
    }

    /// The class to explain: the one asked for, else the answer.
    func target(on tape: Tape, answering prediction: Prediction) throws -> ExplainedClass {
        let number = try settings.targetClass.map(classNumber) ?? prediction.class
        return ExplainedClass(
            scored: scored(number, on: tape),
            logit: Double(tape.logits[0, number])
        )
    }

    /// The class the explained one is held against, if one was asked for.
    ///
    /// - Throws: `LlexicorpError` if it is the explained class itself.
    func against(
        _ target: ExplainedClass,
        on tape: Tape,
        answering prediction: Prediction
    ) throws -> ExplainedClass? {
        guard let text = settings.against else { return nil }
        let isAnswer = prediction.class == target.scored.class
        let best = isAnswer ? prediction.runnersUp.first?.class : prediction.class
        guard let number = text == ExplainSettings.runnerUp ? best : try classNumber(text) else {
            throw LlexicorpError("\(model.name) has no other class than \(target.scored.label)")
        }
        guard number != target.scored.class else {
            throw Self.sameClass(className(number))
        }
        return ExplainedClass(
            scored: scored(number, on: tape),
            logit: Double(tape.logits[0, number])
        )
    }

    /// The error for a class that is to be held against itself.
    static func sameClass(_ name: String) -> LlexicorpError {
        LlexicorpError(
            "\(name) is the explained class: it cannot be held against itself",
            hint: "name another class, or \(ExplainSettings.runnerUp)"
        )
    }

    /// The known label, as the class list spells it where it names a class.
    func knownLabel(on tape: Tape, prediction: Prediction) throws -> KnownLabel {
        guard let label = settings.label else { return KnownLabel() }
        guard let number = try? classNumber(label) else { return KnownLabel(name: label) }
        let isShown = ([prediction.class] + prediction.runnersUp.map(\.class)).contains(number)
        return KnownLabel(
            name: className(number),
            number: number,
            scored: isShown ? nil : scored(number, on: tape)
        )
    }

    /// The number of a class given by number or name.
    ///
    /// - Throws: `ModelsError` naming the range or the nearest names.
    func classNumber(_ text: String) throws -> Int {
        try model.classNames.index(of: text)
    }

    func className(_ number: Int) -> String {
        model.classNames.title(of: number)
    }

    private func scored(_ number: Int, on tape: Tape) -> ScoredClass {
        ScoredClass(
            class: number,
            label: className(number),
            probability: Double(tape.probabilities()[0, number])
        )
    }
}

extension Prediction {
    /// The same with the label's own output.
    func with(labelled: ScoredClass?) -> Prediction {
        var copy = self
        copy.labelled = labelled
        return copy
    }
}
