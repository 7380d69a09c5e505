import Foundation
import LanguageModels
import Testing

@Suite("Requests in the vendors' forms")
struct RequestTests {
    private func body(_ wire: any WireFormat, _ model: String) -> JSONValue {
        wire.body(for: Samples.request(), model: model, profile: .named(model))
    }

    @Test("Chat Completions: system text, picture as data URL with detail, strict schema")
    func completion() {
        let body = body(OpenAIWire(), "gpt-4o")
        #expect(body["model"] == "gpt-4o")
        #expect(body["messages"]?[0]?["role"] == "system")
        let parts = body["messages"]?[1]?["content"]
        #expect(parts?[0]?["text"] == "What do they share?")
        let url = parts?[1]?["image_url"]?["url"]?.string
        #expect(url == "data:image/png;base64," + Samples.picture.base64EncodedString())
        #expect(parts?[1]?["image_url"]?["detail"] == "high")
        #expect(body["messages"]?[2] == ["role": "assistant", "content": "{}"])
        let format = body["response_format"]
        #expect(format?["type"] == "json_schema")
        #expect(format?["json_schema"]?["strict"] == true)
        #expect(format?["json_schema"]?["name"] == "label")
        #expect(body["temperature"] == 0)
        #expect(body["seed"] != nil)
        #expect(body["max_tokens"] == 400)
    }

    @Test(
        "models that think: the other limit, room for thinking, no temperature",
        arguments: [
            "o3", "o4-mini-2025-04-16", "gpt-5", "openai/gpt-5-mini", "gpt-5.6-sol", "gpt-6-luna",
        ]
    )
    func thinking(model: String) {
        let body = body(OpenAIWire(), model)
        #expect(body["max_tokens"] == nil)
        #expect((body["max_completion_tokens"]?.integer ?? 0) > 4000)
        #expect(body["temperature"] == nil)
        #expect(body["seed"] == nil)
    }

    @Test(
        "a chat variant of GPT-5 does not think",
        arguments: ["gpt-5-chat-latest", "gpt-4.1", "llava"]
    )
    func plain(model: String) {
        #expect(body(OpenAIWire(), model)["max_tokens"] == 400)
    }

    @Test("an unknown model gets the plainest fields: no detail, the whole schema")
    func unknown() {
        let body = body(OpenAIWire(), "qwen2.5vl:7b")
        #expect(body["messages"]?[1]?["content"]?[1]?["image_url"]?["detail"] == nil)
        #expect(body["response_format"]?["json_schema"]?["schema"] == Samples.schema)
    }

    @Test("Messages: current Claudes take the schema as format, without limits and temperature")
    func claude() {
        let body = body(AnthropicWire(), "claude-sonnet-4-5-20250929")
        let format = body["output_config"]?["format"]
        #expect(format?["type"] == "json_schema")
        let properties = format?["schema"]?["properties"]
        #expect(properties?["confidence"]?["minimum"] == nil)
        #expect(
            properties?["confidence"]?["description"] == "how sure (minimum: 0, maximum: 10)"
        )
        #expect(properties?["seen"]?["minItems"] == nil)
        #expect(format?["schema"]?["additionalProperties"] == false)
        #expect(body["tools"] == nil)
        #expect(body["temperature"] == nil)
        #expect(body["max_tokens"] == 400)
        let source = body["messages"]?[0]?["content"]?[1]?["source"]
        #expect(source?["media_type"] == "image/png")
        #expect(source?["data"]?.string == Samples.picture.base64EncodedString())
        #expect(body["system"]?.string?.hasPrefix("You name") == true)
    }

    @Test(
        "Messages: older Claudes and others are held by a tool",
        arguments: ["claude-3-5-haiku-latest", "claude-opus-4-1", "some-model"]
    )
    func tool(model: String) {
        let body = body(AnthropicWire(), model)
        #expect(body["tool_choice"]?["type"] == "tool")
        #expect(body["tool_choice"]?["name"] == "label")
        #expect(body["tools"]?[0]?["name"] == "label")
        #expect(body["output_config"] == nil)
    }

    @Test(
        "Messages: Claudes that refuse a forced tool get none, and room for thinking",
        arguments: [
            "claude-opus-5-5", "claude-opus-5", "anthropic/claude-sonnet-5.5", "claude-fable-5-1",
        ]
    )
    func newest(model: String) {
        let body = body(AnthropicWire(), model)
        #expect(body["tool_choice"] == nil)
        #expect(body["output_config"] != nil)
        #expect((body["max_tokens"]?.integer ?? 0) > 4000)
    }

    @Test("the same question gives the same bytes, keys sorted")
    func deterministic() throws {
        for wire in [OpenAIWire(), AnthropicWire()] as [any WireFormat] {
            let profile = ModelProfile.named("gpt-4o")
            let bytes = wire.encode(Samples.request(), model: "gpt-4o", profile: profile)
            #expect(bytes == wire.encode(Samples.request(), model: "gpt-4o", profile: profile))
            // Foundation's own sorted spelling agrees: an independent writer.
            let value = try JSONDecoder().decode(JSONValue.self, from: bytes)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            #expect(bytes == (try encoder.encode(value)))
        }
    }

    @Test(
        "canonical JSON reads back as it was",
        arguments: [
            "\u{0}\u{1F}\u{7F}\"\\/\n\r\t", "😀 é \u{2028}", "", "\u{FFFD}",
        ]
    )
    func canonical(text: String) throws {
        let value: JSONValue = [
            "t": .string(text),
            text: [1, true, .null, .number(0.1), .number(-2.5e-7), .integer(.min)],
        ]
        let data = CanonicalJSON.data(value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
        #expect(CanonicalJSON.text(.number(.nan)) == "null")
    }

    @Test("a property named like a limit stays a property")
    func propertyNames() {
        let schema: JSONValue = [
            "type": "object", "properties": ["minimum": ["type": "number", "minimum": 1]],
        ]
        let told = SchemaDialect.structure.translated(schema)
        #expect(
            told["properties"]?["minimum"] == ["type": "number", "description": "(minimum: 1)"]
        )
    }
}
