import Foundation
import LanguageModels
import Testing

@Suite("llmock's verdict on the client", .timeLimit(.minutes(2)))
struct LLMockTests {
    private let key = "sk-0123456789abcdef"
    /// Little jitter, and waits long enough that each is mostly seen to be longer than the one before:
    /// llmock measures them where the requests arrive.
    private let policy = RetryPolicy(firstDelay: .milliseconds(800), jitter: 0.1)

    /// A chat request; faults are queued for its model's name.
    private func ask(
        _ model: String,
        of server: LLMockServer,
        by client: HTTPClient? = nil,
        path: String = "v1/chat/completions",
        question: String = "Which animal?",
        more: String = ""
    ) async throws -> String {
        let body = """
            {"model": "\(model)", "max_tokens": 50, \(more)
             "messages": [{"role": "user", "content": "\(question)"}]}
            """
        let response = try await (client ?? HTTPClient(policy: policy)).post(
            server.url.appendingPathComponent(path),
            headers: [
                HTTPHeader(
                    "Authorization",
                    try APIKey(key, origin: "test"),
                    prefix: "Bearer "
                ),
                HTTPHeader("x-api-key", try APIKey(key, origin: "test")),
                HTTPHeader("anthropic-version", "2023-06-01"),
            ],
            body: Data(body.utf8)
        )
        return String(decoding: response.body, as: UTF8.self)
    }

    private func error(
        _ model: String,
        of server: LLMockServer
    ) async throws -> LanguageModelsError {
        let error = await #expect(throws: LanguageModelsError.self) {
            try await ask(model, of: server)
        }
        return try #require(error)
    }

    @Test("nothing to find fault with, whatever llmock does")
    func verdict() async throws {
        try await LLMockServer.run { server in
            try await server.script(
                """
                {"type": "fail", "status": 429, "retry_after": 0.3, "times": 2,
                 "match": {"model": "busy"}},
                {"type": "fail", "status": 503, "retry_after": 0.2, "match": {"model": "down"}},
                {"type": "fail", "status": 500, "times": 2, "match": {"model": "down"}},
                {"type": "fail", "status": 408, "match": {"model": "timeout"}},
                {"type": "fail", "status": 409, "match": {"model": "conflict"}},
                {"type": "fail", "status": 502, "times": 3, "match": {"model": "gateway"}},
                {"type": "fail", "status": 529, "retry_after": 0.1, "match": {"model": "claude"}},
                {"type": "fail", "status": 504, "retry_after": 0.02, "times": null,
                 "match": {"model": "gone"}},
                {"type": "fail", "status": 400, "times": null, "match": {"model": "wrong"}},
                {"type": "fail", "status": 401, "times": null, "match": {"model": "locked"}},
                {"type": "fail", "status": 403, "times": null, "match": {"model": "forbidden"}},
                {"type": "fail", "status": 404, "times": null, "match": {"model": "none"}},
                {"type": "fail", "status": 422, "times": null, "match": {"model": "odd"}},
                {"type": "fail", "status": 429, "retry_after": 0.2, "times": 5,
                 "match": {"model": "crowd"}},
                {"type": "delay", "seconds": 1.0, "match": {"model": "slow"}},
                {"type": "stream_fault", "kind": "disconnect", "after_chunks": 2, "times": 2,
                 "match": {"model": "cut"}},
                {"type": "reply", "text": "Sure! {not JSON", "match": {"model": "prose"}}
                """
            )
            for model in ["busy", "down", "timeout", "conflict", "gateway"] {
                #expect(try await ask(model, of: server).contains("choices"))
            }
            let message = try await ask("claude", of: server, path: "anthropic/v1/messages")
            #expect(message.contains("stop_reason"))

            // A stream that breaks off is asked for again until it comes whole.
            let stream = try await ask("cut", of: server, more: #""stream": true,"#)
            #expect(stream.contains("[DONE]"))
            #expect(try await ask("prose", of: server).contains("Sure! {not JSON"))

            // The first try is given up, the second is served.
            let settings = TransportSettings(totalTimeout: .milliseconds(400))
            let hasty = HTTPClient(
                transport: HTTPTransport(settings: settings),
                policy: policy
            )
            #expect(try await ask("slow", of: server, by: hasty).contains("choices"))

            #expect(try await error("gone", of: server).kind == .unreachable)
            for model in ["wrong", "none", "odd"] {
                #expect(try await error(model, of: server).kind == .rejected)
            }
            for model in ["locked", "forbidden"] {
                let error = try await error(model, of: server)
                #expect(error.kind == .notAllowed)
                #expect(!"\(error)".contains(key.prefix(8)))
            }

            let client = HTTPClient(policy: policy)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<12 {
                    group.addTask { [url = server.url] in
                        let body =
                            #"{"model": "crowd", "messages": [{"role": "user", "content": "\#(number)"}]}"#
                        _ = try await client.post(
                            url.appendingPathComponent("v1/chat/completions"),
                            body: Data(body.utf8)
                        )
                    }
                }
                try await group.waitForAll()
            }
            let report = try await server.report()
            #expect(
                report.text.contains("0 error(s)") || report.text.contains("PASS"),
                "\(report.text)"
            )
            // Whether waits were seen to grow depends on what else the machine did meanwhile; that they
            // are planned to is tested of the policy.
            let warnings = report.text.split(separator: "\n").filter { $0.contains("WARN") }
            #expect(warnings.allSatisfy { $0.contains("no_backoff") }, "\(report.text)")
        }
    }

    @Test("the verdict is one: a client that does not wait is found out")
    func verdictOnAnother() async throws {
        try await LLMockServer.run { server in
            try await server.script(
                #"{"type": "fail", "status": 429, "retry_after": 5, "match": {"model": "busy"}}"#
            )
            let impatient = HTTPTransport()
            for _ in 0..<2 {
                _ = try await impatient.send(
                    HTTPRequest(
                        url: server.url.appendingPathComponent("v1/chat/completions"),
                        headers: [HTTPHeader("Content-Type", "application/json")],
                        body: Data(#"{"model": "busy", "messages": []}"#.utf8)
                    )
                )
            }
            let report = try await server.report()
            #expect(report.status == 1)
            #expect(report.text.contains("retry_after_ignored"), "\(report.text)")
        }
    }
}
