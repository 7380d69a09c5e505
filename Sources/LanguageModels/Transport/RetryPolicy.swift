public import Foundation

/// When a request that failed is sent again, and how long after.
///
/// Back-off is exponential with jitter: before try n+1 the wait is `c * (1 - jitter * r)`, where
/// `c = min(maximumDelay, firstDelay * 2^(n-1))` and r is random in 0..<1. A server's own
/// `retry-after-ms` or `Retry-After` is a lower bound: jitter comes on top, so that requests which
/// failed together do not come again together.
public struct RetryPolicy: Sendable, Equatable {
    /// How many times a request is sent again.
    public var maximumRetries: Int
    /// The longest wait before the first retry.
    public var firstDelay: Duration
    /// The longest wait before any retry, unless the server asks for more.
    public var maximumDelay: Duration
    /// The share of a wait that is random, 0 to 1; 1 is "full jitter".
    public var jitter: Double
    /// The longest wait that a server may ask for; if it asks for more, the request has failed.
    public var longestServerWait: Duration
    /// How long all tries together may last, waits included.
    public var deadline: Duration

    /// Makes a policy.
    ///
    /// - Parameters:
    ///   - maximumRetries: How many times a request is sent again.
    ///   - firstDelay: The longest wait before the first retry.
    ///   - maximumDelay: The longest wait before any retry.
    ///   - jitter: The share of a wait that is random. By default each wait is surely longer than
    ///     the one before it, which full jitter does not give.
    ///   - longestServerWait: The longest wait that a server may ask for.
    ///   - deadline: How long all tries together may last.
    public init(
        maximumRetries: Int = 4,
        firstDelay: Duration = .milliseconds(500),
        maximumDelay: Duration = .seconds(20),
        jitter: Double = 0.4,
        longestServerWait: Duration = .seconds(120),
        deadline: Duration = .seconds(900)
    ) {
        self.maximumRetries = maximumRetries
        self.firstDelay = firstDelay
        self.maximumDelay = maximumDelay
        self.jitter = jitter
        self.longestServerWait = longestServerWait
        self.deadline = deadline
    }

    /// What to do about a failed try.
    public enum Decision: Sendable, Equatable {
        /// Send it again after the wait.
        case retry(after: Duration)
        /// The failure would be the same again.
        case permanent
        /// It could succeed, but enough tries were made.
        case triesSpent
        /// It could succeed, but the server asks for a wait that nobody should sit through.
        case waitTooLong(Duration)
        /// It could succeed, but the time is up.
        case timeIsUp
    }

    /// The statuses after which the same request may succeed: waiting asked for, conflict with
    /// another request, and servers in trouble (520 to 524 are a gateway's).
    public static let transientStatuses: Set<Int> = [
        408, 409, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529,
    ]

    /// Decides about a reply that is no success.
    ///
    /// - Parameters:
    ///   - response: The reply.
    ///   - retries: How many times the request was sent again already.
    ///   - elapsed: The time since the first try began.
    ///   - random: A random number in 0..<1.
    ///   - date: Now, for a `Retry-After` that names a date.
    /// - Returns: What to do.
    public func decision(
        about response: HTTPResponse,
        retries: Int,
        elapsed: Duration,
        random: Double,
        date: Date
    ) -> Decision {
        // OpenAI's and Anthropic's servers say so where they know better than the status tells.
        guard Self.transientStatuses.contains(response.status),
            response.headers["x-should-retry"] != "false",
            !ServerMessage(body: response.body).isQuotaSpent
        else { return .permanent }
        let asked = ServerWait.beforeRetry(response.headers, date: date)
        return decision(asked: asked, retries: retries, elapsed: elapsed, random: random)
    }

    /// Decides about a transfer that brought no reply.
    ///
    /// - Parameters:
    ///   - failure: Why it brought none.
    ///   - retries: How many times the request was sent again already.
    ///   - elapsed: The time since the first try began.
    ///   - random: A random number in 0..<1.
    /// - Returns: What to do.
    public func decision(
        about failure: TransferFailure,
        retries: Int,
        elapsed: Duration,
        random: Double
    ) -> Decision {
        guard failure.isTransient else { return .permanent }
        return decision(asked: nil, retries: retries, elapsed: elapsed, random: random)
    }

    // MARK: Waiting

    private func decision(
        asked: Duration?,
        retries: Int,
        elapsed: Duration,
        random: Double
    ) -> Decision {
        guard retries < maximumRetries else { return .triesSpent }
        if let asked, asked > longestServerWait { return .waitTooLong(asked) }
        let wait = delay(asked: asked, retries: retries, random: random)
        return elapsed + wait < deadline ? .retry(after: wait) : .timeIsUp
    }

    private func delay(asked: Duration?, retries: Int, random: Double) -> Duration {
        // Sixty doublings of a nanosecond are 36 years: no need for more, and no overflow.
        let ceiling = min(maximumDelay, firstDelay * pow(2, Double(min(retries, 60))))
        let backOff = ceiling * (1 - jitter * random)
        guard let asked else { return backOff }
        return max(asked + firstDelay * (jitter * random), backOff)
    }
}
