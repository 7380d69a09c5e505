import Explanations

extension Explanation {
    /// Whether another class than the model's answer is explained.
    var explainsOther: Bool { attribution.target.class != prediction.class }

    /// The labels that a text may mean by the answer or by what is explained: the answer's, the explained
    /// class's, and that of the class it is held against.
    var explainedLabels: [String] {
        [prediction.label, attribution.target.label]
            + [attribution.against?.label].compactMap(\.self)
    }
}
