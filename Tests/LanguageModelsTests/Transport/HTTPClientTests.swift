import Foundation
import LanguageModels
import ServerFixtures
import Synchronization
import Testing

@Suite("Posting to a language model's server", .timeLimit(.minutes(1)))
struct HTTPClientTests {
    private let time = RecordedTime()
    private let secret = "sk-proj-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"

    private func client(
        policy: RetryPolicy = RetryPolicy(),
        settings: TransportSettings = TransportSettings(),
        notices: Notices? = nil
    ) -> HTTPClient {
        HTTPClient(
            transport: HTTPTransport(settings: settings),
            policy: policy,
            keyVariable: "OPENAI_API_KEY",
            time: time,
            random: { 0 },
            notice: { line in notices?.lines.withLock { $0.append(line) } }
        )
    }

    private func error(
        _ replies: [ScriptedServer.Reply],
        policy: RetryPolicy = RetryPolicy(),
        settings: TransportSettings = TransportSettings(),
        key: Bool = true
    ) async throws -> LanguageModelsError {
        let server = try ScriptedServer(replies)
        let key = key ? [try header()] : []
        let error = await #expect(throws: LanguageModelsError.self) {
            try await client(policy: policy, settings: settings)
                .post(server.url, headers: key, body: Data("{}".utf8))
        }
        return try #require(error)
    }

    private func header() throws -> HTTPHeader {
        HTTPHeader("Authorization", try APIKey(secret, origin: "A_KEY"), prefix: "Bearer ")
    }

    private final class Notices: Sendable { let lines = Mutex<[String]>([]) }

    // MARK: Trying again

    @Test("tries again until it succeeds, waiting as the servers ask")
    func retries() async throws {
        let server = try ScriptedServer([
            .http(429, [("Retry-After", "3")]), .http(503, [("retry-after-ms", "1500")]),
            .resetInMidReply, .closeAtOnce, .http(200, body: "done"),
        ])
        let notices = Notices()
        let response = try await client(notices: notices)
            .post(server.url, headers: [try header()], body: Data(#"{"a":1}"#.utf8))
        #expect(String(decoding: response.body, as: UTF8.self) == "done")
        #expect(time.sleeps.map { $0 / .seconds(1) } == [3, 1.5, 2, 4])
        #expect(server.requests.map(\.body) == [Data](repeating: Data(#"{"a":1}"#.utf8), count: 5))
        #expect(server.requests.allSatisfy { $0.headers["content-type"] == "application/json" })
        let lines = notices.lines.withLock { $0 }
        #expect(lines.count == 4)
        #expect(
            lines[0] == "\(server.url)/ answered 429; trying again in 3.0 s"
                || lines[0] == "\(server.url) answered 429; trying again in 3.0 s"
        )
        #expect(!lines.joined().contains(secret.prefix(8)))
    }

    @Test("a content type that is given stays")
    func contentType() async throws {
        let server = try ScriptedServer()
        _ = try await client().post(
            server.url,
            headers: [HTTPHeader("content-TYPE", "text/x")],
            body: Data()
        )
        #expect(server.requests[0].headers["content-type"] == "text/x")
    }

    @Test("gives up after the last try", arguments: [429, 500, 503, 529])
    func givesUp(status: Int) async throws {
        let error = try await error([.http(status, body: #"{"error":{"message":"Overloaded"}}"#)])
        #expect(error.kind == .unreachable)
        #expect(error.message.contains("answered \(status) after 5 tries: Overloaded"))
        #expect(time.sleeps.count == 4)
    }

    @Test("a wait that nobody should sit through is told at once")
    func longWait() async throws {
        let error = try await error([.http(429, [("Retry-After", "3600")])])
        #expect(error.kind == .unreachable)
        #expect(error.hint?.contains("3600 s") == true)
        #expect(time.sleeps.isEmpty)
    }

    @Test("the deadline bounds all tries together")
    func deadline() async throws {
        let policy = RetryPolicy(maximumRetries: 100, deadline: .seconds(10))
        let error = try await error([.http(500)], policy: policy)
        #expect(error.kind == .unreachable)
        #expect(time.sleeps.map { $0 / .seconds(1) } == [0.5, 1, 2, 4])
    }

    @Test("the deadline ends a transfer that never answers")
    func deadlineOfTransfer() async throws {
        let policy = RetryPolicy(maximumRetries: 0, deadline: .milliseconds(200))
        let error = try await error([.never], policy: policy)
        #expect(error.kind == .unreachable)
        #expect(error.message.contains("no reply from http://127.0.0.1"))
    }

    @Test("cancelling ends a transfer, and a wait before the next try")
    func cancellation() async throws {
        let server = try ScriptedServer([.never])
        let client = client()
        let task = Task { try await client.post(server.url, body: Data()) }
        await server.waitForRequests(1)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await server.waitForHangUps(1)

        let busy = try ScriptedServer([.http(503)])
        let stopped = StoppedTime()
        let waiting = Task {
            try await HTTPClient(time: stopped).post(busy.url, body: Data())
        }
        for await _ in stopped.isWaiting { break }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(busy.requests.count == 1)
    }

    // MARK: At once

    @Test("thirty-two requests, four at once and never more")
    func atOnce() async throws {
        // The server answers as soon as four wait, so four must be let out together.
        let server = try ScriptedServer([.http(200)], gate: 4)
        let client = client()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<32 {
                group.addTask {
                    _ = try await client.post(server.url, body: Data("\(number)".utf8))
                }
            }
            try await group.waitForAll()
        }
        #expect(server.mostAtOnce == 4)
        #expect(server.requests.count == 32)
        #expect(Set(server.requests.map(\.body)).count == 32)
    }

    @Test("requests wait while a server's header says that none are left")
    func limits() async throws {
        let server = try ScriptedServer([
            .http(
                200,
                [("X-RateLimit-Remaining-Requests", "0"), ("X-RateLimit-Reset-Requests", "7s")]
            ),
            .http(200),
        ])
        let client = client()
        for _ in 0..<3 { _ = try await client.post(server.url, body: Data()) }
        #expect(time.sleeps == [.seconds(7)])
    }

    // MARK: Words

    @Test(
        "each status has its kind and its hint",
        arguments: [
            (400, .rejected, nil), (401, .notAllowed, "check the key in A_KEY"),
            (402, .notAllowed, "means are spent"), (403, .notAllowed, "ask for access"),
            (404, .rejected, "--llm"), (413, .rejected, "smaller images"), (422, .rejected, nil),
            (501, .unreachable, "later"),
        ] as [(Int, LanguageModelsError.Kind, String?)]
    )
    func kinds(status: Int, kind: LanguageModelsError.Kind, hint: String?) async throws {
        let error = try await error([.http(status, body: #"{"error":"no such thing"}"#)])
        #expect(error.kind == kind)
        #expect(error.message.hasSuffix("answered \(status): no such thing"))
        if let hint { #expect(error.hint?.contains(hint) == true) }
        #expect(time.sleeps.isEmpty)
    }

    @Test("without a key the hint names the variable to set")
    func noKey() async throws {
        #expect(try await error([.http(401)], key: false).hint == "set OPENAI_API_KEY")
    }

    @Test("spent means are told as such")
    func quota() async throws {
        let body = #"{"error":{"message":"You exceeded","code":"insufficient_quota"}}"#
        let error = try await error([.http(429, [("Retry-After", "1")], body: body)])
        #expect(error.kind == .notAllowed)
        #expect(error.hint?.contains("means") == true)
        #expect(time.sleeps.isEmpty)
    }

    @Test("a redirect is refused in clear words")
    func redirect() async throws {
        let target = try ScriptedServer()
        let error = try await error([.http(302, [("Location", "\(target.url)/v2")])])
        #expect(error.kind == .rejected)
        #expect(error.message.contains("redirects to \(target.url)/v2"))
        #expect(target.requests.isEmpty)
    }

    @Test("a server that does not run, one that breaks off, and what is no server")
    func unreachable() async throws {
        let port = try ScriptedServer().port
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/v1"))
        let refused = await #expect(throws: LanguageModelsError.self) {
            try await client().post(url, body: Data())
        }
        #expect(refused?.kind == .unreachable)
        #expect(refused?.hint == "start the server or give --base-url")
        #expect(refused?.message.contains("127.0.0.1:\(port)/v1 after 5 tries") == true)
        #expect(try await error([.closeAtOnce]).kind == .unreachable)
        let noHTTP = try await error([.raw("220 mail.invalid ESMTP\r\n")])
        #expect(noHTTP.kind == .unreadable)
        let small = TransportSettings(maximumReplySize: 1000)
        let large = try await error([.garbage(bytes: 1 << 20)], settings: small)
        #expect(large.kind == .unreadable)
        #expect(large.message.contains("1000 bytes"))
    }

    @Test("a garbage reply with status 200 is handed on; with an error it stays one short line")
    func garbage() async throws {
        let server = try ScriptedServer([.garbage(bytes: 1 << 20)])
        let response = try await client().post(server.url, body: Data())
        #expect(response.body.count == 1 << 20)
        let text = String(repeating: "\u{1b}[31m\u{202e}nonsense\r\n", count: 50_000)
        let error = try await error([.http(400, body: text)])
        #expect(error.message.count < 300)
        #expect(error.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202e })
    }

    @Test("a key never shows, whatever the server sends back")
    func keyNeverShows() async throws {
        let bodies = [
            #"{"error":{"message":"Incorrect API key provided: \#(secret)"}}"#,
            #"{"error":{"message":"Incorrect API key provided: sk-proj-********************6789."}}"#,
            #"{"error":{"message":"\#(String(repeating: "x", count: 190)) \#(secret)"}}"#,
            #"{"message":"Bearer \#(secret.prefix(12))"}"#, "plain \(secret)",
        ]
        for status in [400, 401, 500] {
            for body in bodies {
                let error = try await error([.http(status, [("Location", secret)], body: body)])
                #expect(!"\(error)".contains(secret.prefix(8)), "\(error)")
                #expect(!"\(error)".contains("6789"), "\(error)")
            }
        }
        let redirect = try await error([.http(301, [("Location", "/?key=\(secret)")])])
        #expect(!"\(redirect)".contains(secret.prefix(8)))
    }

    @Test("a query, which can hold a key, never shows")
    func query() async throws {
        let server = try ScriptedServer([.http(400)])
        let url = try #require(URL(string: "\(server.url)/v1?key=hidden"))
        let error = await #expect(throws: LanguageModelsError.self) {
            try await client().post(url, body: Data())
        }
        #expect(server.requests[0].target == "/v1?key=hidden")
        #expect(error?.message.contains("hidden") == false)
    }
}
