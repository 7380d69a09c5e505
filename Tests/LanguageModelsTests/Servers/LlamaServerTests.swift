import Foundation
import LanguageModels
import Testing

/// llama.cpp's own server with a model of random numbers: what it says is noise, the protocol is
/// real.
@Suite("llama.cpp's server", .serialized)
final class LlamaServerTests {
    private static let key = "sk-loopback-test"
    private let server: RunningProgram
    private let address: String

    init() throws {
        let port = try TestServers.freePort()
        address = "http://127.0.0.1:\(port)"
        let folder = TestServers.folder.appending(component: "model")
        server = try RunningProgram(
            try TestServers.python(),
            [TestServers.script("serve_llama.py").path, folder.path, "\(port)", Self.key]
        )
        try server.wait(for: "LISTENING")
    }

    deinit { server.stop() }

    private func model(_ wire: any WireFormat = OpenAIWire(), key: String = key) throws
        -> ServerModel
    {
        let endpoint =
            wire.provider == "openai"
            ? try Endpoint(baseURL: address, wire: OpenAIWire())
            : try Endpoint(baseURL: address, wire: AnthropicWire())
        let policy = RetryPolicy(maximumRetries: 0, deadline: .seconds(60))
        let sender = KeyedSender(
            HTTPClient(policy: policy),
            key: try APIKey(key, origin: "the test"),
            for: endpoint
        )
        return ServerModel(model: "tiny", endpoint: endpoint, wire: wire, sender: sender)
    }

    private func request(_ name: String, maximumTokens: Int = 1200) throws -> ChatRequest {
        let type = name.hasSuffix("png") ? "image/png" : "image/jpeg"
        let image = ChatImage(
            data: try Samples.fixture(name),
            mediaType: type,
            width: 32,
            height: 32,
            title: name
        )
        var request = Samples.request(image: image, maximumTokens: maximumTokens)
        // The model's noise is bytes, not characters: where any text is allowed, the server cannot
        // always make one of it.
        request.reply.schema = [
            "type": "object",
            "additionalProperties": false,
            "required": ["name", "kind", "confidence", "seen"],
            "properties": [
                "name": ["type": "string", "pattern": "^[a-z]{3,12}( [a-z]{1,9})?$"],
                "kind": ["type": "string", "enum": ["part", "texture", "no shared pattern"]],
                "confidence": ["type": "integer", "minimum": 0, "maximum": 10],
                "seen": [
                    "type": "array", "minItems": 1, "maxItems": 6,
                    "items": ["type": "integer", "minimum": 1, "maximum": 6],
                ],
            ],
        ]
        return request
    }

    @Test("answers about a picture, by the schema", arguments: ["picture.jpg", "picture.png"])
    func answers(name: String) async throws {
        let reply = try await model().reply(to: request(name))
        #expect(reply.finish == .stop)
        #expect(!reply.model.isEmpty)
        // The picture alone is 16 tokens of it.
        #expect((reply.usage?.input ?? 0) > 100)
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(reply.text.utf8))
        guard case .object(let values) = value else {
            Issue.record("no object: \(reply.text)")
            return
        }
        #expect(Set(values.keys) == ["name", "kind", "confidence", "seen"])
        #expect(values["name"]?.string?.wholeMatch(of: /[a-z]{3,12}( [a-z]{1,9})?/) != nil)
        #expect(["part", "texture", "no shared pattern"].contains(values["kind"]?.string))
        #expect((0...10).contains(values["confidence"]?.integer ?? -1))
        let seen = values["seen"]?.array ?? []
        #expect(
            (1...6).contains(seen.count) && seen.allSatisfy { (1...6).contains($0.integer ?? 0) }
        )
    }

    @Test("a reply cut by its limit says so")
    func cut() async throws {
        let reply = try await model().reply(to: request("picture.jpg", maximumTokens: 3))
        #expect(reply.finish == .length)
    }

    @Test("the same question gives the same reply")
    func repeatable() async throws {
        let first = try await model().reply(to: request("picture.png"))
        #expect(try await model().reply(to: request("picture.png")).text == first.text)
    }

    @Test("Messages: text, counts and the reason to stop")
    func messages() async throws {
        let reply = try await model(AnthropicWire()).reply(
            to: request("picture.jpg", maximumTokens: 40)
        )
        // This server ignores the tool for a model without tools: whoever asks must check.
        #expect(reply.finish == .stop || reply.finish == .length)
        #expect((reply.usage?.output ?? 0) > 0)
        #expect(reply.refusal == nil)
    }

    @Test("a wrong key is not allowed, in either form", arguments: ["openai", "anthropic"])
    func wrongKey(form: String) async throws {
        let wire: any WireFormat = form == "openai" ? OpenAIWire() : AnthropicWire()
        let model = try model(wire, key: "sk-wrong-key-of-mine")
        let error = await #expect(throws: LanguageModelsError.self) {
            _ = try await model.reply(to: Samples.request(image: nil))
        }
        #expect(error?.kind == .notAllowed)
        #expect(error?.description.contains("wrong-key") == false)
    }

    @Test("what is no picture is rejected")
    func noPicture() async throws {
        let image = ChatImage(
            data: Data("no picture".utf8),
            mediaType: "image/png",
            width: 1,
            height: 1,
            title: "nothing"
        )
        let model = try model()
        let error = await #expect(throws: LanguageModelsError.self) {
            _ = try await model.reply(to: Samples.request(image: image))
        }
        #expect(error?.kind == .rejected)
    }

    @Test("a question longer than the model's memory is rejected")
    func tooLong() async throws {
        let model = try model()
        let error = await #expect(throws: LanguageModelsError.self) {
            let text = String(repeating: "stripes and dots ", count: 2000)
            _ = try await model.reply(to: Samples.request(text: text, image: nil))
        }
        #expect(error?.kind == .rejected)
    }
}
