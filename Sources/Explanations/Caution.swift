/// Something a reader must be warned of, whatever the narrator writes.
public enum Caution: Codable, Sendable, Equatable {
    /// The model is not sure of its answer: its probability or its lead over the next class is
    /// small.
    case unsure(probability: Double, margin: Double, runnerUp: ScoredClass?)
    /// The answer is not the known label.
    case differsFromLabel(label: String)
    /// The page explains another class than the model's answer.
    case explainsOtherClass(answer: ScoredClass)
    /// The told concepts' heatmaps can hardly be told apart: the layer gives the same map to every channel.
    /// The mean correlation between two of them.
    case indistinctLayer(correlation: Double)
}
