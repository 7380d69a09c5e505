import Foundation
import LanguageModels
import Testing

@Suite("What is known of models")
struct ModelProfileTests {
    @Test(
        "plain names",
        arguments: [
            ("gpt-4o-2024-08-06", "gpt-4o"), ("openai/gpt-4o", "gpt-4o"),
            ("claude-3-5-haiku-20241022", "claude-3-5-haiku"),
            ("claude-sonnet-4-0", "claude-sonnet-4"),
            ("anthropic/claude-opus-4.5", "claude-opus-4-5"),
            ("us.anthropic.x/claude-sonnet-4-5@20250929", "claude-sonnet-4-5"),
            ("models/gemini-2.5-pro", "gemini-2.5-pro"), ("GPT-5-chat-latest", "gpt-5-chat"),
            ("", ""),
        ]
    )
    func names(name: String, plain: String) {
        #expect(ModelProfile.plainName(of: name) == plain)
    }

    @Test("list prices hold at the vendor's own server and for batches, nowhere else")
    func prices() throws {
        func price(_ model: String, _ address: String?) throws -> Price? {
            let endpoint = try address.map { try Endpoint(baseURL: $0, wire: OpenAIWire()) }
            return ModelProfile.named(model, at: endpoint).price
        }
        #expect(try price("gpt-4o-2024-08-06", nil) == Price(input: 2.5, output: 10))
        #expect(try price("gpt-4o", "api.openai.com") == Price(input: 2.5, output: 10))
        #expect(try price("gpt-4o", "https://x.openai.azure.com") == Price(input: 2.5, output: 10))
        #expect(try price("gpt-4o", "http://localhost:8080") == nil)
        #expect(try price("openai/gpt-4o", "https://openrouter.ai/api/v1") == nil)
        #expect(try price("gpt-99", "api.openai.com") == nil)
        #expect(try price("llava", nil) == nil)
    }

    @Test("an Azure deployment of any name gets fields that all take")
    func azure() throws {
        let endpoint = try Endpoint(
            baseURL: "https://x.openai.azure.com/openai/deployments/eyes",
            wire: OpenAIWire()
        )
        let profile = ModelProfile.named("eyes", at: endpoint)
        #expect(profile.limitField == .maximumCompletionTokens)
        #expect(profile.temperature == nil)
        #expect(profile.dialect == .structure)
        #expect(ModelProfile.named("gpt-4o", at: endpoint).dialect == .structure)
    }

    @Test("an estimate counts instructions, texts, schema and pictures, and the whole reply")
    func estimate() {
        let profile = ModelProfile.named("gpt-4o")
        let small = profile.estimate(Samples.request())
        #expect(small.requests == 1)
        #expect(small.images == 1)
        #expect(small.outputTokens == 400)
        // 255 for the picture; the texts and the schema are some 600 bytes.
        #expect((400..<700).contains(small.inputTokens))
        let dollars = (Double(small.inputTokens) * 2.5 + 400 * 10) / 1_000_000
        #expect(abs((small.dollars ?? 0) - dollars) < 1e-12)
        let batch = profile.estimate(Samples.request(), isBatch: true)
        #expect(abs((batch.dollars ?? 0) - dollars / 2) < 1e-12)
        let long = profile.estimate(Samples.request(text: String(repeating: "é", count: 3000)))
        #expect(long.inputTokens > small.inputTokens + 1900)
        #expect(ModelProfile().estimate(Samples.request()).dollars == nil)
        #expect((small + small).requests == 2)
        #expect((small + ModelProfile().estimate(Samples.request())).dollars == nil)
        #expect(profile.estimate(Samples.request()) == small)
    }
}
