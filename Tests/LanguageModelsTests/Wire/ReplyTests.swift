import Foundation
import LanguageModels
import Testing

@Suite("Replies in the vendors' forms")
struct ReplyTests {
    static let answer = #"{"name":"striped fur","confidence":8}"#

    @Test(
        "Chat Completions: each state",
        arguments: [
            ("stop", .stop, answer, nil),
            ("parts", .stop, answer, nil),
            ("azure-stop", .stop, answer, nil),
            ("gemini", .stop, answer, nil),
            ("ollama", .stop, answer, nil),
            ("vllm", .stop, answer, nil),
            (
                "odd-spacing", .stop,
                "{\"name\"\n \t: \"str\u{FFFD}ped fur\",\"confidence\":8 }", nil
            ),
            ("refusal", .refusal, "", "I can't help with identifying people."),
            ("length", .length, #"{"name":"striped"#, nil),
            ("half-a-character", .length, "a tail \u{FFFD}", nil),
            ("content-filter", .contentFilter, "", nil),
            ("azure-choice-filtered", .contentFilter, "", nil),
            ("azure-prompt-filtered", .contentFilter, "", nil),
            ("gemini-safety", .contentFilter, "", nil),
            ("error-filter", .contentFilter, "", nil),
        ] as [(String, ChatReply.Finish, String, String?)]
    )
    func completion(
        name: String,
        finish: ChatReply.Finish,
        text: String,
        refusal: String?
    ) throws {
        let reply = try OpenAIWire().decode(Samples.fixture("Replies/openai/\(name).json"))
        #expect(reply.finish == finish)
        #expect(reply.text == text)
        #expect(reply.refusal == refusal)
    }

    @Test(
        "Chat Completions: counts of tokens, also written as fractions",
        arguments: ["stop", "odd-spacing", "gemini", "vllm"]
    )
    func counts(name: String) throws {
        let reply = try OpenAIWire().decode(Samples.fixture("Replies/openai/\(name).json"))
        #expect(reply.usage == TokenUsage(input: 1203, output: 17))
    }

    @Test("Chat Completions: model and fingerprint")
    func provenance() throws {
        let reply = try OpenAIWire().decode(Samples.fixture("Replies/openai/stop.json"))
        #expect(reply.model == "gpt-4o-2024-08-06")
        #expect(reply.fingerprint == "fp_50cad350e4")
    }

    @Test(
        "Messages: each state",
        arguments: [
            ("end-turn", .stop, answer, nil),
            ("thinking", .stop, answer, nil),
            ("tool-use", .stop, #"{"confidence":8,"name":"striped fur"}"#, nil),
            ("max-tokens", .length, #"{"name":"striped"#, nil),
            ("refusal", .refusal, "I can't describe this.", "I can't describe this."),
            ("refusal-without-words", .refusal, "", nil),
            ("pause", .other, "", nil),
        ] as [(String, ChatReply.Finish, String, String?)]
    )
    func message(name: String, finish: ChatReply.Finish, text: String, refusal: String?) throws {
        let reply = try AnthropicWire().decode(Samples.fixture("Replies/anthropic/\(name).json"))
        #expect(reply.finish == finish)
        #expect(reply.text == text)
        #expect(reply.refusal == refusal)
        #expect(reply.usage == TokenUsage(input: 1203, output: 17))
        #expect(reply.model == "claude-sonnet-4-5-20250929")
    }

    @Test(
        "errors with a status of success",
        arguments: [
            ("openai/error-with-status-200", LanguageModelsError.Kind.rejected, "Loading model"),
            ("openai/error-text", .rejected, "model 'llava' not found"),
            ("openai/no-choices", .unreadable, "no choices"),
            ("anthropic/error", .rejected, "Overloaded"),
            ("anthropic/no-content", .unreadable, "no content"),
        ]
    )
    func complaint(path: String, kind: LanguageModelsError.Kind, words: String) throws {
        let wire: any WireFormat = path.hasPrefix("openai") ? OpenAIWire() : AnthropicWire()
        let data = try Samples.fixture("Replies/\(path).json")
        let error = #expect(throws: LanguageModelsError.self) { _ = try wire.decode(data) }
        #expect(error?.kind == kind)
        #expect(error?.message.contains(words) == true)
    }

    static let garbage = [
        "", "   \r\n", "secret garbage", "<html><body>secret</body></html>", "[1,2,3]", "null",
        #""secret""#, #"{"choices":[{"message":"secret"}]}"#, #"{"choices":"secret"}"#,
        #"{"choices":[null]}"#, #"{"content":"secret"}"#, #"{"secret"#, #"{"a":"\ud800"#,
        "\u{0}\u{1}secret", String(repeating: "[", count: 100_000),
        String(repeating: "secret ", count: 150_000),
    ]

    @Test("garbage with a status of success, never quoted", arguments: garbage.indices)
    func unreadable(place: Int) {
        for wire in [OpenAIWire(), AnthropicWire()] as [any WireFormat] {
            let error = #expect(throws: LanguageModelsError.self) {
                _ = try wire.decode(Data(Self.garbage[place].utf8))
            }
            #expect(error?.kind == .unreadable)
            #expect(error?.description.contains("secret") == false)
        }
    }

    @Test("bytes that are no UTF-8 become U+FFFD")
    func brokenText() throws {
        let body =
            Data(#"{"choices":[{"message":{"content":"a"#.utf8) + [0xFF, 0xC3]
            + Data(#"b"},"finish_reason":"stop"}]}"#.utf8)
        #expect(try OpenAIWire().decode(body).text == "a\u{FFFD}\u{FFFD}b")
    }

    @Test(
        "absurd counts of tokens are left out, not added up",
        arguments: ["-1", "1e300", "\(Int.max)"]
    )
    func absurdCounts(count: String) throws {
        let usage = #"{"input_tokens":5,"output_tokens":5,"cache_read_input_tokens":"# + count + "}"
        let body = #"{"content":[],"stop_reason":"end_turn","usage":"# + usage + "}"
        let reply = try AnthropicWire().decode(Data(body.utf8))
        #expect(reply.usage == TokenUsage(input: 5, output: 5))
    }

    @Test("a server's message is one short line without control characters")
    func cleanMessage() {
        let text = "bad\\u001b[31m\\nkey\\u202e" + String(repeating: "x", count: 5000)
        let body = Data("{\"error\":{\"message\":\"\(text)\"}}".utf8)
        let error = #expect(throws: LanguageModelsError.self) { _ = try OpenAIWire().decode(body) }
        let message = error?.message ?? ""
        #expect(message.count < 260)
        #expect(message.contains("bad [31m key xx"))
    }
}
