import Explanations

/// How much each of a concept's references counts.
///
/// A reference counts with its score, the channel's share of that photo's relevance:
/// v_i = s_i / sum of s. A score that is no positive number counts nothing; where none is, all count
/// the same.
struct Votes: Sendable {
    /// One weight for each reference, in order; they sum to 1.
    let weights: [Double]

    /// Weighs references by their scores.
    init(_ references: [Reference]) {
        self.init(scores: references.map(\.score))
    }

    /// Weighs by scores.
    init(scores: [Double]) {
        let positive = scores.map { $0.isFinite && $0 > 0 ? $0 : 0 }
        let sum = positive.reduce(0, +)
        guard sum > 0, sum.isFinite else {
            weights = scores.map { _ in 1 / Double(scores.count) }
            return
        }
        weights = positive.map { $0 / sum }
    }

    /// What some of the references count together, 0 to 1.
    func share(of references: [Int]) -> Double {
        references.reduce(0) { $0 + weights[$1] }
    }
}
