import Foundation
import LanguageModels
import Testing

@Suite("When a request is sent again")
struct RetryPolicyTests {
    private let now = Date(timeIntervalSince1970: 1_445_412_480)  // Wed, 21 Oct 2015 07:28:00 GMT

    private func decision(
        _ status: Int,
        _ headers: [(String, String)] = [],
        body: String = "",
        policy: RetryPolicy = RetryPolicy(),
        retries: Int = 0,
        elapsed: Duration = .zero,
        random: Double = 0
    ) -> RetryPolicy.Decision {
        policy.decision(
            about: HTTPResponse(
                status: status,
                headers: HTTPHeaders(headers),
                body: Data(body.utf8)
            ),
            retries: retries,
            elapsed: elapsed,
            random: random,
            date: now
        )
    }

    @Test("which statuses pass", arguments: [408, 409, 429, 500, 502, 503, 504, 529])
    func transient(status: Int) {
        #expect(decision(status) == .retry(after: .milliseconds(500)))
    }

    @Test("which statuses stay", arguments: [301, 307, 400, 401, 402, 403, 404, 413, 422, 501])
    func permanent(status: Int) {
        #expect(decision(status, [("Retry-After", "1")]) == .permanent)
    }

    @Test(
        "an account without means is asked no more",
        arguments: [
            #"{"error":{"message":"You exceeded your quota","type":"x","code":"insufficient_quota"}}"#,
            #"{"error":{"message":"You exceeded your quota","type":"insufficient_quota","code":null}}"#,
            #"[{"error":{"code":"insufficient_quota"}}]"#,
        ]
    )
    func quota(body: String) {
        #expect(decision(429, [("Retry-After", "1")], body: body) == .permanent)
        #expect(decision(429, body: "insufficient_quota") != .permanent)
    }

    @Test("a server that says no is believed")
    func shouldRetry() {
        #expect(decision(500, [("X-Should-Retry", "false")]) == .permanent)
        #expect(decision(400, [("X-Should-Retry", "true")]) == .permanent)
    }

    @Test(
        "a wait that is asked for is a lower bound",
        arguments: [
            ([("Retry-After", "3")], 3.0), ([("retry-after", " 2.5 ")], 2.5),
            ([("Retry-After-Ms", "1750")], 1.75),
            ([("Retry-After", "9"), ("retry-after-ms", "700")], 0.7),
            ([("retry-after-ms", "700"), ("Retry-After", "9")], 0.7),
            ([("retry-after-ms", "soon"), ("Retry-After", "9")], 9),
            ([("Retry-After", "Wed, 21 Oct 2015 07:28:30 GMT")], 30),
            ([("Retry-After", "Wednesday, 21-Oct-15 07:28:30 GMT")], 30),
            ([("Retry-After", "Wed Oct 21 07:28:30 2015")], 30),
            // Shorter than the back-off, in the past, or no number: the back-off stays.
            ([("Retry-After", "0.1")], 0.5),
            ([("Retry-After", "Wed, 21 Oct 2015 07:27:00 GMT")], 0.5),
            ([("Retry-After", "-5")], 0.5), ([("Retry-After", "nan")], 0.5),
            ([("Retry-After", "")], 0.5),
            ([("Retry-After", "tomorrow")], 0.5),
        ] as [([(String, String)], Double)]
    )
    func retryAfter(headers: [(String, String)], seconds: Double) throws {
        #expect(decision(429, headers) == .retry(after: .seconds(seconds)))
        // Jitter comes on top.
        guard case .retry(let wait) = decision(429, headers, random: 0.999) else {
            Issue.record("not sent again")
            return
        }
        if seconds > 0.5 { #expect(wait > .seconds(seconds) && wait < .seconds(seconds + 0.5)) }
    }

    @Test(
        "a wait that nobody should sit through is a failure",
        arguments: ["121", "99999999999999999999999"]
    )
    func longWait(text: String) {
        guard case .waitTooLong(let wait) = decision(429, [("Retry-After", text)]) else {
            Issue.record("not too long")
            return
        }
        #expect(wait > .seconds(120))
    }

    @Test("waits double, up to a bound, each longer than the one before whatever the chance")
    func backOff() {
        let policy = RetryPolicy(maximumRetries: 100)
        let waits = { (random: Double) in
            (0..<100).compactMap { retries -> Duration? in
                guard
                    case .retry(let wait) = decision(
                        500,
                        policy: policy,
                        retries: retries,
                        random: random
                    )
                else { return nil }
                return wait
            }
        }
        let (longest, shortest) = (waits(0), waits(0.999_999))
        #expect(longest.count == 100)
        #expect(longest.prefix(7).map { $0 / .seconds(1) } == [0.5, 1, 2, 4, 8, 16, 20])
        #expect(longest.last == .seconds(20))
        for place in 0..<5 {
            #expect(shortest[place + 1] > longest[place] * 1.1)
            #expect(shortest[place] >= longest[place] * 0.6)
        }
    }

    @Test("full jitter is a setting")
    func fullJitter() {
        let policy = RetryPolicy(jitter: 1)
        #expect(decision(500, policy: policy, retries: 3, random: 0) == .retry(after: .seconds(4)))
        #expect(
            decision(500, policy: policy, retries: 3, random: 0.75) == .retry(after: .seconds(1))
        )
    }

    @Test("tries and time are bounded")
    func bounds() {
        #expect(decision(500, retries: 3) != .triesSpent)
        #expect(decision(500, retries: 4) == .triesSpent)
        #expect(decision(500, elapsed: .seconds(899)) == .retry(after: .milliseconds(500)))
        #expect(decision(500, elapsed: .seconds(899.6)) == .timeIsUp)
        #expect(decision(429, [("Retry-After", "60")], elapsed: .seconds(850)) == .timeIsUp)
    }

    @Test("which failures of the connection pass")
    func connection() {
        for reason in [TransferFailure.Reason.refused, .timedOut, .broken, .unresolved] {
            let failure = TransferFailure(reason, address: "http://a", detail: "b")
            let decision = RetryPolicy().decision(
                about: failure,
                retries: 0,
                elapsed: .zero,
                random: 0
            )
            #expect(decision == .retry(after: .milliseconds(500)))
        }
        for reason in [TransferFailure.Reason.untrusted, .tooLarge, .notHTTP, .other] {
            let failure = TransferFailure(reason, address: "http://a", detail: "b")
            let decision = RetryPolicy().decision(
                about: failure,
                retries: 0,
                elapsed: .zero,
                random: 0
            )
            #expect(decision == .permanent)
        }
    }
}
