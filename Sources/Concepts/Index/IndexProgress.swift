public import Foundation

/// How far a build has come.
public struct IndexProgress: Sendable, Equatable {
    /// How many photos are done, those of earlier runs included.
    public let done: Int
    /// How many there are.
    public let total: Int
    /// Photos per second since this run began; nil before the first batch.
    public let photosPerSecond: Double?
    /// The seconds left at that rate; nil where there is none.
    public let secondsLeft: Double?

    /// Measures the rate.
    ///
    /// - Parameters:
    ///   - done: How many photos are done.
    ///   - total: How many there are.
    ///   - began: How many were done when this run began; they say nothing of its speed.
    ///   - seconds: How long this run has lasted.
    init(done: Int, total: Int, began: Int, seconds: Double) {
        self.done = done
        self.total = total
        let rate = done > began && seconds > 0 ? Double(done - began) / seconds : nil
        photosPerSecond = rate
        secondsLeft = rate.map { Double(total - done) / $0 }
    }
}

/// What a build did.
public struct IndexReport: Sendable, Equatable {
    /// The finished index.
    public let url: URL
    /// How many photos were scored.
    public let scored: Int
    /// The photos that could not be used, and why.
    public let broken: [BrokenPhoto]
    /// How many photos were done when this run began: all of them if the index was there already.
    public let resumedAt: Int
    /// How long this run lasted.
    public let seconds: Double
}
