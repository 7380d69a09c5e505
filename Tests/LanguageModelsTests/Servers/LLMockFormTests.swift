import Foundation
import LanguageModels
import Testing

/// llmock answers by the schema, as OpenAI does, and through the tool, as Claude does.
@Suite("llmock's replies in both forms", .serialized)
final class LLMockFormTests {
    private let server: RunningProgram
    private let address: String

    init() throws {
        let port = try TestServers.freePort()
        address = "http://127.0.0.1:\(port)"
        server = try RunningProgram(
            try TestServers.python(),
            ["-m", "llmock.cli", "serve", "--host", "127.0.0.1", "--port", "\(port)"]
        )
        try server.wait(for: "Uvicorn running")
    }

    deinit { server.stop() }

    @Test("a schema as format, and a schema as a tool that must be used")
    func schema() async throws {
        for (wire, base, model) in [
            (OpenAIWire(), address, "gpt-4o"),
            (OpenAIWire(), "\(address)/groq/openai/v1", "qwen2.5vl"),
            (AnthropicWire(), "\(address)/anthropic", "claude-3-5-haiku-20241022"),
        ] as [(any WireFormat, String, String)] {
            let endpoint =
                wire.provider == "openai"
                ? try Endpoint(baseURL: base, wire: OpenAIWire())
                : try Endpoint(baseURL: base, wire: AnthropicWire())
            let key = try APIKey("sk-anything", origin: "the test")
            let sender = KeyedSender(HTTPClient(), key: key, for: endpoint)
            let server = ServerModel(model: model, endpoint: endpoint, wire: wire, sender: sender)
            let reply = try await server.reply(to: Samples.request())
            #expect(reply.finish == .stop)
            #expect((reply.usage?.input ?? 0) > 0)
            let value = try JSONDecoder().decode(JSONValue.self, from: Data(reply.text.utf8))
            #expect(value["name"]?.string != nil, "\(model): \(reply.text)")
            #expect(["part", "texture", "no shared pattern"].contains(value["kind"]?.string))
            #expect((0...10).contains(value["confidence"]?.integer ?? -1))
        }
    }
}
