import Foundation
import LanguageModels
import Testing

/// The vendors' own SDKs judge what we write, and the fixtures that claim to be what they write.
@Suite("The SDKs' types judge requests")
struct RequestOracleTests {
    /// One verdict for each value: `ok` or what is wrong.
    private func verdicts(_ form: String, _ values: [Data]) throws -> [String] {
        let input = values.reduce(into: Data()) { $0 += $1 + [UInt8(ascii: "\n")] }
        let script = TestServers.script("check_request.py").path
        let output = try RunningProgram.output(
            of: TestServers.python(),
            [script, form],
            input: input
        )
        let verdicts = output.split(separator: "\n").map(String.init)
        try #require(verdicts.count == values.count, "\(output)")
        return verdicts
    }

    private let models = [
        "openai": [
            "gpt-4o", "gpt-4.1-mini", "o4-mini", "gpt-5", "gpt-6-sol", "llava", "gemini-2.5-pro",
        ],
        "anthropic": ["claude-opus-5-5", "claude-sonnet-4-5", "claude-3-5-haiku-latest"],
    ]

    private func wire(_ vendor: String) -> any WireFormat {
        vendor == "openai" ? OpenAIWire() : AnthropicWire()
    }

    @Test("requests for every family are accepted", arguments: ["openai", "anthropic"])
    func accepted(vendor: String) throws {
        let values = (models[vendor] ?? []).flatMap { model in
            [Samples.request(), Samples.request(image: nil)].map {
                wire(vendor).encode($0, model: model, profile: .named(model))
            }
        }
        let verdicts = try verdicts(vendor, values)
        #expect(verdicts.allSatisfy { $0 == "ok" }, "\(verdicts)")
    }

    private static let mutations = [
        "openai": [
            (#""role":"user""#, #""role":"usr""#), (#""detail":"high""#, #""detail":"ultra""#),
            (#""detail":"#, #""detial":"#), (#""url":"#, #""uri":"#),
            (#""max_tokens""#, #""max_token""#), (#""strict":"#, #""strickt":"#),
            (#""json_schema":"#, #""json_shema":"#),
            (#""type":"image_url""#, #""type":"image""#),
        ],
        "anthropic": [
            (#""role":"user""#, #""role":"usr""#),
            (#""media_type":"image/png""#, #""media_type":"image/tiff""#),
            (#""media_type":"#, #""mime_type":"#),
            (#""max_tokens""#, #""max_completion_tokens""#),
            (#""output_config""#, #""output_format2""#),
            (#""type":"json_schema""#, #""type":"json""#),
        ],
    ]

    @Test("the judge can say no", arguments: ["openai", "anthropic"])
    func rejected(vendor: String) throws {
        let model = vendor == "openai" ? "gpt-4o" : "claude-sonnet-4-5"
        let bytes = wire(vendor).encode(Samples.request(), model: model, profile: .named(model))
        let text = String(decoding: bytes, as: UTF8.self)
        let mutations = Self.mutations[vendor] ?? []
        let mutated = mutations.map { Data(text.replacing($0.0, with: $0.1).utf8) }
        let verdicts = try verdicts(vendor, [bytes] + mutated)
        #expect(verdicts[0] == "ok")
        for (mutation, verdict) in zip(mutations, verdicts.dropFirst()) {
            #expect(text.contains(mutation.0))
            #expect(verdict != "ok", "\(mutation)")
        }
    }

    @Test("lines of batch files are accepted, in both forms")
    func batches() async throws {
        let folder = try ScratchFolder()
        for model in ["gpt-4o", "claude-sonnet-4-5"] {
            let batch = try BatchModel(
                folder: folder.url,
                models: BatchModel.Models(openAI: model, anthropic: model)
            )
            for number in 0..<3 {
                _ = try? await batch.reply(
                    to: Samples.request("label-\(number)", text: "\(number)")
                )
            }
            for file in try batch.writeMissing().files {
                let isOpenAI = file.lastPathComponent.contains("openai")
                let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
                // Claude's form has no temperature, which requests for other models hold.
                if !isOpenAI, model == "gpt-4o" { continue }
                let form = isOpenAI ? "openai-batch" : "anthropic-batch"
                #expect(try verdicts(form, lines.map { Data($0) }) == ["ok", "ok", "ok"])
            }
        }
    }

    @Test("fixtures that claim to be whole replies are", arguments: ["openai", "anthropic"])
    func fixtures(vendor: String) throws {
        let names =
            vendor == "openai"
            ? [
                "stop", "refusal", "length", "content-filter", "azure-choice-filtered",
                "azure-stop",
                "gemini", "ollama", "vllm",
            ]
            : ["end-turn", "tool-use", "thinking", "max-tokens", "refusal", "pause"]
        let values = try names.map { name in
            let data = try Samples.fixture("Replies/\(vendor)/\(name).json")
            return CanonicalJSON.data(try JSONDecoder().decode(JSONValue.self, from: data))
        }
        let verdicts = try verdicts("\(vendor)-reply", values)
        #expect(verdicts.allSatisfy { $0 == "ok" }, "\(verdicts)")
    }
}
