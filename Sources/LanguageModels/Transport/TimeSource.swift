public import Foundation

/// Tells the time and waits; tests put their own in its place and need not wait.
public protocol TimeSource: Sendable {
    /// The time since some fixed moment; never runs backwards.
    var elapsed: Duration { get }
    /// The date of the calendar.
    var date: Date { get }
    /// Waits at least so long.
    ///
    /// - Parameter duration: How long.
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func sleep(for duration: Duration) async throws
}

/// The machine's own time.
public struct SystemTimeSource: TimeSource {
    private static let start = ContinuousClock.now

    /// Makes a time source.
    public init() {}

    /// The time since the first question.
    public var elapsed: Duration { ContinuousClock.now - Self.start }
    /// Now.
    public var date: Date { Date() }
    /// Waits at least so long.
    public func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration, clock: .continuous)
    }
}
