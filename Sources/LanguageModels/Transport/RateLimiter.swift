import Foundation
import Synchronization

/// Lets only so many requests out at once, and none while a server says that none are left.
///
/// First come, first served: no request waits while a later one is let out.
public final class RateLimiter: Sendable {
    /// The most requests at once.
    public let limit: Int
    /// The longest pause that a server's header can bring about; after it requests are tried again.
    public let longestPause: Duration
    private let time: any TimeSource
    private let state = Mutex(State())

    private struct State {
        var running = 0
        var waiting: [(number: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
        var lastNumber: UInt64 = 0
        var pausedUntil = Duration.zero
    }

    /// Makes a limiter.
    ///
    /// - Parameters:
    ///   - limit: The most requests at once, at least one.
    ///   - longestPause: The longest pause that a server's header can bring about. The vendors'
    ///     resets tell when everything is there again; something is there much earlier.
    ///   - time: The time to wait by.
    public init(
        limit: Int = 4,
        longestPause: Duration = .seconds(60),
        time: any TimeSource = SystemTimeSource()
    ) {
        precondition(limit >= 1, "a rate limiter needs room for a request, not \(limit)")
        self.limit = limit
        self.longestPause = longestPause
        self.time = time
    }

    /// Does something when it is its turn.
    ///
    /// - Parameter body: What to do, such as sending a request.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws; `CancellationError` if the task is cancelled while it waits.
    public func run<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        try await enter()
        defer { leave() }
        while let pause { try await time.sleep(for: pause) }
        return try await body()
    }

    /// Takes in what a reply's header says about what is left.
    ///
    /// - Parameter response: The reply.
    public func note(_ response: HTTPResponse) {
        let date = time.date
        var wait = ServerWait.untilReset(response.headers, date: date)
        if response.status == 429 {
            wait = max(wait ?? .zero, ServerWait.beforeRetry(response.headers, date: date) ?? .zero)
        }
        if let wait { pause(for: wait) }
    }

    /// Lets no request out for a while; a longer pause that is on already stays.
    ///
    /// - Parameter duration: How long, at most `longestPause`.
    public func pause(for duration: Duration) {
        let end = time.elapsed + min(duration, longestPause)
        state.withLock { $0.pausedUntil = max($0.pausedUntil, end) }
    }

    /// How many requests are out, or sit through a pause.
    public var running: Int { state.withLock { $0.running } }
    /// How many requests wait for their turn.
    public var waiting: Int { state.withLock { $0.waiting.count } }

    // MARK: Turns

    /// What is left of a pause.
    private var pause: Duration? {
        let left = state.withLock { $0.pausedUntil } - time.elapsed
        return left > .zero ? left : nil
    }

    private func enter() async throws {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    // Under the lock that the handler takes, too: see `TransferLoop.submit`.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.running < limit {
                        state.running += 1
                        return .success(())
                    }
                    state.waiting.append((number, continuation))
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiting.firstIndex { $0.number == number }.map {
                    state.waiting.remove(at: $0)
                }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            // The place goes straight to who waits longest, so nobody can slip in between.
            return state.waiting.removeFirst().continuation
        }
        next?.resume()
    }
}
