import Foundation
import LanguageModels
import Synchronization
import Testing

@Suite("Turns and pauses", .timeLimit(.minutes(1)))
struct RateLimiterTests {
    private func response(status: Int = 200, _ headers: [(String, String)]) -> HTTPResponse {
        HTTPResponse(status: status, headers: HTTPHeaders(headers))
    }

    /// What the next request waits after a reply with such a header.
    private func wait(after response: HTTPResponse) async throws -> [Duration] {
        let time = RecordedTime(start: Date(timeIntervalSince1970: 1_445_412_480))
        let limiter = RateLimiter(time: time)
        limiter.note(response)
        try await limiter.run {}
        return time.sleeps
    }

    @Test(
        "OpenAI's forms of a reset",
        arguments: [
            ("1s", 1), ("120ms", 0.12), ("0m6s", 6), ("12.5s", 12.5), ("2.5", 2.5), ("8.64s", 8.64),
            // Longer than the longest pause.
            ("6m0s", 60), ("1h2m3s", 60), ("1d", 60), ("99999999999999999999s", 60),
        ]
    )
    func openAI(text: String, seconds: Double) async throws {
        for kind in ["requests", "tokens"] {
            let waits = try await wait(
                after: response([
                    ("X-RateLimit-Reset-\(kind)", text), ("x-ratelimit-remaining-\(kind)", "0"),
                ])
            )
            #expect(waits == [.seconds(seconds)])
        }
    }

    @Test("the longest of several resets counts; what has something left does not")
    func several() async throws {
        let waits = try await wait(
            after: response([
                ("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-reset-requests", "1s"),
                ("x-ratelimit-remaining-tokens", "0"), ("x-ratelimit-reset-tokens", "3s"),
                ("anthropic-ratelimit-tokens-remaining", "1"),
                ("anthropic-ratelimit-tokens-reset", "2015-10-21T07:28:30Z"),
            ])
        )
        #expect(waits == [.seconds(3)])
    }

    @Test(
        "Anthropic's reset is a date",
        arguments: [
            "2015-10-21T07:28:30Z", "2015-10-21T07:28:30.000Z", "2015-10-21T09:28:30+02:00",
        ]
    )
    func anthropic(text: String) async throws {
        for kind in ["requests", "tokens", "input-tokens", "output-tokens"] {
            let waits = try await wait(
                after: response([
                    ("anthropic-ratelimit-\(kind)-remaining", "0"),
                    ("anthropic-ratelimit-\(kind)-reset", text),
                ])
            )
            #expect(waits == [.seconds(30)])
        }
    }

    @Test(
        "headers that make no sense make no pause",
        arguments: [
            ("1", "6m0s"), ("", "1s"), ("0", "soon"), ("0", ""), ("0", "1x"), ("0", "s"),
            ("-1", "1s"),
            ("none", "1s"), ("0", "2001-01-01T00:00:00Z"),
        ]
    )
    func nonsense(left: String, reset: String) async throws {
        let waits = try await wait(
            after: response([
                ("x-ratelimit-remaining-requests", left), ("x-ratelimit-reset-requests", reset),
            ])
        )
        #expect(waits.isEmpty)
    }

    @Test("a 429 makes the others wait, too")
    func tooMany() async throws {
        #expect(
            try await wait(after: response(status: 429, [("Retry-After", "7")])) == [.seconds(7)]
        )
        #expect(try await wait(after: response(status: 503, [("Retry-After", "7")])).isEmpty)
    }

    @Test("a shorter pause does not end a longer one")
    func pauses() async throws {
        let time = RecordedTime()
        let limiter = RateLimiter(time: time)
        limiter.pause(for: .seconds(9))
        limiter.pause(for: .seconds(2))
        try await limiter.run {}
        #expect(time.sleeps == [.seconds(9)])
    }

    /// Gives way until something is so, or the time limit cancels the test.
    private func settle(_ isSo: () -> Bool) async throws {
        while !isSo() {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    private final class Record: Sendable { let numbers = Mutex<[Int]>([]) }

    @Test("turns come in the order of asking")
    func order() async throws {
        let limiter = RateLimiter(limit: 1)
        let done = Record()
        let (gate, opener) = AsyncStream<Void>.makeStream()
        let first = Task { try await limiter.run { for await _ in gate {} } }
        var tasks: [Task<Void, any Error>] = []
        try await settle { limiter.running >= 1 }
        for number in 0..<20 {
            tasks.append(
                Task { try await limiter.run { done.numbers.withLock { $0.append(number) } } }
            )
            try await settle { limiter.waiting > number }
        }
        opener.finish()
        try await first.value
        for task in tasks { try await task.value }
        #expect(done.numbers.withLock { $0 } == Array(0..<20))
    }

    @Test("cancelling who waits for a turn leaves the others theirs")
    func cancelledInQueue() async throws {
        let limiter = RateLimiter(limit: 1)
        let (gate, opener) = AsyncStream<Void>.makeStream()
        let first = Task { try await limiter.run { for await _ in gate {} } }
        try await settle { limiter.running >= 1 }
        let waiting = (0..<10).map { _ in Task { try await limiter.run {} } }
        try await settle { limiter.waiting >= 10 }
        for task in waiting.prefix(9) { task.cancel() }
        for task in waiting.prefix(9) {
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        opener.finish()
        try await first.value
        try await waiting[9].value
    }

    @Test("cancelling who sits through a pause gives the turn back")
    func cancelledInPause() async throws {
        let time = StoppedTime()
        let limiter = RateLimiter(limit: 1, time: time)
        limiter.pause(for: .seconds(5))
        let task = Task { try await limiter.run {} }
        for await wait in time.isWaiting {
            #expect(wait == .seconds(5))
            break
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // The turn is free again: the next one gets as far as the pause.
        let next = Task { try await limiter.run {} }
        for await _ in time.isWaiting { break }
        next.cancel()
        await #expect(throws: CancellationError.self) { try await next.value }
    }

    @Test("a failure gives the turn back")
    func failure() async throws {
        let limiter = RateLimiter(limit: 1)
        for _ in 0..<3 {
            await #expect(throws: CocoaError.self) {
                try await limiter.run { throw CocoaError(.fileNoSuchFile) }
            }
        }
        try await limiter.run {}
    }
}
