import Foundation
import LanguageModels
import ServerFixtures
import Testing

@Suite("Requests that are not sent", .timeLimit(.minutes(1)))
struct RequestChecksTests {
    private func refusal(
        _ address: String,
        headers: [HTTPHeader] = [],
        settings: TransportSettings = TransportSettings(connectTimeout: .seconds(2))
    ) async throws -> LanguageModelsError? {
        let url = try #require(URL(string: address))
        do {
            _ = try await HTTPTransport(settings: settings).send(
                HTTPRequest(url: url, headers: headers, timeout: .seconds(2))
            )
            return nil
        } catch is TransferFailure {
            return nil
        } catch {
            return try #require(error as? LanguageModelsError)
        }
    }

    @Test(
        "a key goes unencrypted to no other machine",
        arguments: [
            "http://192.0.2.1:9/v1", "http://127.0.0.1.example.invalid/v1",
            "http://localhost.example.invalid/", "http://0127.0.0.1.invalid/",
        ]
    )
    func plainHTTP(address: String) async throws {
        let key = [HTTPHeader("x-api-key", try APIKey("sk-0123456789", origin: "test"))]
        let error = try #require(try await refusal(address, headers: key))
        #expect(error.kind == .misuse)
        #expect(error.message.contains("unencrypted"))
        #expect(!"\(error)".contains("sk-0123"))
    }

    @Test("a key goes unencrypted to this machine, and where it is allowed")
    func plainHTTPAllowed() async throws {
        let server = try ScriptedServer()
        let key = [HTTPHeader("x-api-key", try APIKey("sk-0123456789", origin: "test"))]
        for host in ["127.0.0.1", "localhost"] {
            #expect(try await refusal("http://\(host):\(server.port)/", headers: key) == nil)
        }
        #expect(server.requests.count == 2)
        #expect(try await refusal("http://[::1]:9/", headers: key) == nil)
        #expect(try await refusal("http://name.invalid/") == nil)
        let settings = TransportSettings(allowsPlainHTTP: true)
        #expect(
            try await refusal("http://name.invalid/", headers: key, settings: settings) == nil
        )
    }

    @Test(
        "an address that is none is refused",
        arguments: [
            "file:///etc/passwd", "ftp://example.invalid/", "v1/chat", "gopher://127.0.0.1/",
            "http:///v1",
        ]
    )
    func address(address: String) async throws {
        let error = try #require(try await refusal(address))
        #expect(error.kind == .misuse)
        #expect(error.hint?.contains("https://") == true)
    }

    @Test("a user name in the address is refused and not shown")
    func userInAddress() async throws {
        let error = try #require(try await refusal("https://me:secret@example.invalid/"))
        #expect(error.kind == .misuse)
        #expect(!"\(error)".contains("secret"))
    }

    @Test(
        "a header that would become two is refused",
        arguments: [
            ("X-A", "1\r\nX-B: 2"), ("X-A", "1\nX-B: 2"), ("X-A", "\u{0}"), ("X-A: 1\r\nX-B", "2"),
            ("", "1"), ("X A", "1"), ("X-\u{e9}", "1"),
        ]
    )
    func header(name: String, value: String) async throws {
        let server = try ScriptedServer()
        let error = try #require(
            try await refusal(server.url.absoluteString, headers: [HTTPHeader(name, value)])
        )
        #expect(error.kind == .misuse)
        #expect(!error.message.contains("\n"))
        #expect(server.requests.isEmpty)
    }
}
