public import Explanations

/// When a reader must be warned, whatever the texts say.
public enum CautionRules {
    /// Below this probability the model is called unsure: it then holds all other classes together for
    /// likelier than its answer.
    ///
    /// Measured on the listed photos whose label is one of ImageNet's classes: SqueezeNet 1.1 gives exactly
    /// that class for 9 of 40 photos below a half, for 64 of 88 above.
    public static let leastProbability = 0.5
    /// Below this lead over the next class, in probability, the model is called unsure: the order of the
    /// two may turn with the crop or the light, and the same concepts speak for both.
    public static let leastMargin = 0.2

    /// The cautions for one explanation, the gravest first.
    ///
    /// - Parameters:
    ///   - prediction: What the model answered.
    ///   - target: The class that is explained.
    ///   - label: The known label, if the caller gave one.
    ///   - labelClass: The class the label names, if it is one of the model's; without it the label is
    ///     compared with the answer's name, letter case aside.
    ///   - meanCorrelation: The mean correlation of the told heatmaps, if there are enough of them.
    ///   - indistinctCorrelation: From which on they count as one and the same.
    /// - Returns: At most one caution of each kind.
    public static func cautions(
        for prediction: Prediction,
        target: ScoredClass,
        label: String? = nil,
        labelClass: Int? = nil,
        meanCorrelation: Double? = nil,
        indistinctCorrelation: Double = SelectionThresholds().indistinctCorrelation
    ) -> [Caution] {
        var cautions: [Caution] = []
        if target.class != prediction.class {
            cautions.append(
                .explainsOtherClass(
                    answer: ScoredClass(
                        class: prediction.class,
                        label: prediction.label,
                        probability: prediction.probability
                    )
                )
            )
        }
        if let label {
            let agrees =
                labelClass.map { $0 == prediction.class }
                ?? (label.lowercased() == prediction.label.lowercased())
            if !agrees { cautions.append(.differsFromLabel(label: label)) }
        }
        if prediction.probability < leastProbability || prediction.margin < leastMargin {
            cautions.append(
                .unsure(
                    probability: prediction.probability,
                    margin: prediction.margin,
                    runnerUp: prediction.runnersUp.first
                )
            )
        }
        if let meanCorrelation, meanCorrelation >= indistinctCorrelation {
            cautions.append(.indistinctLayer(correlation: meanCorrelation))
        }
        return cautions
    }
}
