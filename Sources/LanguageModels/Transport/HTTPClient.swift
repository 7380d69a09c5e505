public import Foundation

/// Posts requests to a language model's server: sends, waits its turn, tries again, and tells in
/// plain words what went wrong in the end.
public final class HTTPClient: Sendable {
    private let transport: HTTPTransport
    private let policy: RetryPolicy
    private let limiter: RateLimiter
    private let words: FailureWords
    private let time: any TimeSource
    private let random: @Sendable () -> Double
    private let notice: @Sendable (String) -> Void

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - transport: What sends.
    ///   - policy: When a request is sent again.
    ///   - limiter: How many requests go at once; by default four.
    ///   - keyVariable: The environment variable that people put their key into, for hints.
    ///   - time: The time to wait by.
    ///   - random: Gives numbers in 0..<1, for jitter.
    ///   - notice: Told in one line each time when a request is sent again, and when.
    public init(
        transport: HTTPTransport = HTTPTransport(),
        policy: RetryPolicy = RetryPolicy(),
        limiter: RateLimiter? = nil,
        keyVariable: String? = nil,
        time: any TimeSource = SystemTimeSource(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.transport = transport
        self.policy = policy
        self.limiter = limiter ?? RateLimiter(time: time)
        self.words = FailureWords(keyVariable: keyVariable)
        self.time = time
        self.random = random
        self.notice = notice
    }

    /// Posts JSON and waits for a reply with a status of 200 to 299.
    ///
    /// Safe to call from many tasks at once; cancelling the task ends it at once.
    ///
    /// - Parameters:
    ///   - url: Where it goes.
    ///   - headers: The header's lines, among them the key's; `Content-Type: application/json` is
    ///     added unless there is one.
    ///   - body: The JSON.
    /// - Returns: The reply.
    /// - Throws: `LanguageModelsError`: `unreachable` (no connection, no reply in time, a server in
    ///   trouble or too busy after all tries), `notAllowed` (401, 402, 403, or the account's means
    ///   are spent), `rejected` (any other status), `unreadable` (a reply that is too large or not
    ///   HTTP), `misuse` (an address or a header that cannot be used). `CancellationError` if the
    ///   task was cancelled.
    public func post(
        _ url: URL,
        headers: [HTTPHeader] = [],
        body: Data
    ) async throws -> HTTPResponse {
        var request = HTTPRequest(url: url, headers: headers, body: body)
        if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            request.headers.append(HTTPHeader("Content-Type", "application/json"))
        }
        var retries = 0
        var start: Duration?
        while true {
            let outcome = try await limiter.run {
                // The deadline runs from the first try on: waiting for one's turn is no failure.
                let first = start ?? time.elapsed
                start = first
                return try await attempt(request, left: policy.deadline - (time.elapsed - first))
            }
            let elapsed = start.map { time.elapsed - $0 } ?? .zero
            let decision: RetryPolicy.Decision
            switch outcome {
            case .success(let response):
                if response.isSuccess { return response }
                decision = policy.decision(
                    about: response,
                    retries: retries,
                    elapsed: elapsed,
                    random: random(),
                    date: time.date
                )
            case .failure(let failure):
                decision = policy.decision(
                    about: failure,
                    retries: retries,
                    elapsed: elapsed,
                    random: random()
                )
            }
            guard case .retry(let wait) = decision else {
                throw words.error(outcome, request: request, retries: retries, decision: decision)
            }
            if case .success(let response) = outcome, response.status == 429 {
                // Others would only be told the same.
                limiter.pause(for: wait)
            }
            notice(words.notice(outcome, request: request, wait: wait))
            try await time.sleep(for: wait)
            retries += 1
        }
    }

    private func attempt(
        _ request: HTTPRequest,
        left: Duration
    ) async throws -> Result<HTTPResponse, TransferFailure> {
        var request = request
        request.timeout = max(left, .milliseconds(1))
        do throws(any Error) {
            let response = try await transport.send(request)
            limiter.note(response)
            return .success(response)
        } catch let failure as TransferFailure {
            return .failure(failure)
        }
    }
}
