import Foundation
import LanguageModels
import Synchronization
import Testing

@Suite("A model on a server")
struct ServerModelTests {
    /// Gives one body, keeps what was posted, and knows a key.
    private final class OneReply: RequestSender {
        let body: Data
        let posted = Mutex<[(url: URL, names: [String], body: Data)]>([])

        init(_ body: Data) { self.body = body }

        func post(
            _ url: URL,
            headers: [(name: String, value: String)],
            body: Data
        ) async throws -> Data {
            posted.withLock { $0.append((url, headers.map(\.name), body)) }
            return self.body
        }

        func redacting(_ text: String) -> String { text.replacing("sk-secret", with: "[key]") }
    }

    private func model(_ sender: OneReply, _ wire: any WireFormat = OpenAIWire()) throws
        -> ServerModel
    {
        let address = wire.provider == "openai" ? "localhost:8080" : "api.anthropic.com"
        let endpoint =
            wire.provider == "openai"
            ? try Endpoint(baseURL: address, wire: OpenAIWire())
            : try Endpoint(baseURL: address, wire: AnthropicWire())
        return ServerModel(model: "tiny", endpoint: endpoint, wire: wire, sender: sender)
    }

    @Test("posts where the server listens, with the form's headers and without any key")
    func posts() async throws {
        let sender = OneReply(try Samples.fixture("Replies/openai/stop.json"))
        let server = try model(sender)
        #expect(server.destination == "localhost:8080")
        #expect(try await server.reply(to: Samples.request()).finish == .stop)
        let other = OneReply(try Samples.fixture("Replies/anthropic/end-turn.json"))
        _ = try await model(other, AnthropicWire()).reply(to: Samples.request())
        let posted = sender.posted.withLock { $0 }
        #expect(posted.map(\.url.absoluteString) == ["http://localhost:8080/v1/chat/completions"])
        #expect(posted.first?.names.isEmpty == true)
        #expect(other.posted.withLock { $0.first?.names } == ["anthropic-version"])
    }

    @Test("a server that names no model is taken to be the one that was asked")
    func namelessModel() async throws {
        let body = #"{"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}]}"#
        #expect(
            try await model(OneReply(Data(body.utf8))).reply(to: Samples.request()).model == "tiny"
        )
    }

    @Test("a key that the server sends back is taken out of replies and errors")
    func echo() async throws {
        let body =
            #"{"model":"sk-secret","system_fingerprint":"sk-secret","choices":"#
            + #"[{"message":{"content":"a sk-secret","refusal":"sk-secret!"}}]}"#
        let reply = try await model(OneReply(Data(body.utf8))).reply(to: Samples.request())
        #expect(reply.text == "a [key]")
        #expect(reply.refusal == "[key]!")
        #expect(reply.model == "[key]")
        #expect(reply.fingerprint == "[key]")
        let failure = Data(#"{"error":{"message":"bad key sk-secret"}}"#.utf8)
        let model = try model(OneReply(failure))
        let error = await #expect(throws: LanguageModelsError.self) {
            _ = try await model.reply(to: Samples.request())
        }
        #expect(error?.message == "localhost:8080: the server reports an error: bad key [key]")
    }
}
