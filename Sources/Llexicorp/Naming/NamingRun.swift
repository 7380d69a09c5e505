import Foundation
import LanguageModels
import Narration

/// One name to make.
struct NamingItem: Sendable {
    let channel: Int
    let language: String
}

/// What of a run is done, under way and to do.
struct NamingRun {
    var report: NamingReport
    var clock: NamingClock
    /// What was not begun yet.
    var waiting: ArraySlice<NamingItem>
    /// How many questions may be under way.
    var width: Int
    private(set) var underWay = 0
    /// Why nothing more is begun.
    private var stop: LanguageModelsError?

    init(report: NamingReport, clock: NamingClock, waiting: ArraySlice<NamingItem>, width: Int) {
        self.report = report
        self.clock = clock
        self.waiting = waiting
        self.width = width
    }

    /// Whether questions under way have no chance: one beyond the budget says nothing about those.
    var isHopeless: Bool { stop.map { $0.kind != .overBudget } ?? false }

    /// The next name to make; nil while enough are under way, and at the end.
    mutating func next() -> NamingItem? {
        guard stop == nil, underWay < width else { return nil }
        return waiting.popFirst()
    }

    /// Counts a name that need not be made.
    mutating func skip(_ kind: WritableKeyPath<NamingReport, Int>) {
        report[keyPath: kind] += 1
        clock.tick(counts: false)
    }

    /// Counts a question that goes out.
    mutating func begin() { underWay += 1 }

    /// Counts what came of a question.
    mutating func settle(_ result: Result<(NamingItem, NameOutcome), any Error>) throws {
        underWay -= 1
        let item: NamingItem
        let outcome: NameOutcome
        do {
            (item, outcome) = try result.get()
        } catch is CancellationError where isHopeless {
            // Called off, since nobody answers any more.
            return
        }
        switch outcome {
        case .named(let finding):
            report.named += 1
            if finding.name == nil { report.unshared += 1 }
        case .failed(let reason):
            report.failures.append(
                NamingReport.Failure(
                    channel: item.channel,
                    language: item.language,
                    reason: reason
                )
            )
        case .awaited: report.awaited += 1
        case .stopped(let error) where error.kind == .overBudget && width > 1:
            // Money is set aside for questions under way, more than they will cost: one at a time from here.
            width = 1
            waiting = [item] + waiting
            return
        case .stopped(let error):
            if stop == nil {
                stop = error
                report.stopped = ErrorLine.text(error)
            }
            return
        }
        clock.tick()
    }
}

/// Tells how far a run is.
struct NamingClock {
    private let isListing: Bool
    private let total: Int
    private let report: @Sendable (NamePress.Progress) -> Void
    private let start = ContinuousClock.now
    private var done = 0
    /// How many took time; those that were there already say nothing of the rest.
    private var counted = 0

    init(
        isListing: Bool,
        total: Int,
        _ report: @escaping @Sendable (NamePress.Progress) -> Void
    ) {
        self.isListing = isListing
        self.total = total
        self.report = report
    }

    /// One more is done.
    ///
    /// - Parameter counts: Whether it took time.
    mutating func tick(counts: Bool = true) {
        done += 1
        if counts { counted += 1 }
        let elapsed = start.duration(to: .now) / .seconds(1)
        let rate = counted > 0 && elapsed > 0 ? Double(counted) / elapsed : nil
        report(
            NamePress.Progress(
                isListing: isListing,
                done: done,
                total: total,
                rate: rate,
                secondsLeft: rate.map { Double(total - done) / $0 }
            )
        )
    }
}
