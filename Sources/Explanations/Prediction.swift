/// A class with the model's output for it.
public struct ScoredClass: Codable, Sendable, Equatable {
    /// The class's number, from 0.
    public var `class`: Int
    /// The class's name.
    public var label: String
    /// The softmax probability, 0 to 1.
    public var probability: Double

    /// Makes the value of its parts.
    public init(
        `class`: Int,
        label: String,
        probability: Double
    ) {
        self.`class` = `class`
        self.label = label
        self.probability = probability
    }
}

/// What the model answered: its most probable class, and the next ones.
public struct Prediction: Codable, Sendable, Equatable {
    /// The class's number, from 0.
    public var `class`: Int
    /// The class's name.
    public var label: String
    /// The raw output before softmax.
    public var logit: Double
    /// The softmax probability, 0 to 1.
    public var probability: Double
    /// The next most probable classes, most probable first.
    public var runnersUp: [ScoredClass]
    /// The known label's own output, if it is a class and neither the answer nor a runner-up.
    public var labelled: ScoredClass?

    /// Makes the value of its parts.
    public init(
        `class`: Int,
        label: String,
        logit: Double,
        probability: Double,
        runnersUp: [ScoredClass],
        labelled: ScoredClass? = nil
    ) {
        self.`class` = `class`
        self.label = label
        self.logit = logit
        self.probability = probability
        self.runnersUp = runnersUp
        self.labelled = labelled
    }

    /// The probability of the answer less that of the next class, 0 to 1.
    public var margin: Double { probability - (runnersUp.first?.probability ?? 0) }
}
