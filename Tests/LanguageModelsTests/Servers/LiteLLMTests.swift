import Foundation
import LanguageModels
import Testing

/// Azure's paths and its key's header, taken by the LiteLLM proxy.
///
/// It is large and slow to start, so these tests run only where LLEXICORP_LITELLM is 1, as
/// `make check-all` sets it.
@Suite(
    "Azure's paths, by the LiteLLM proxy",
    .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["LLEXICORP_LITELLM"] == "1")
)
final class LiteLLMTests {
    private let server: RunningProgram
    private let address: String

    init() throws {
        let port = try TestServers.freePort()
        address = "http://127.0.0.1:\(port)"
        server = try RunningProgram(
            try TestServers.liteLLM(),
            [
                "--config", TestServers.script("litellm.yaml").path, "--host", "127.0.0.1",
                "--port", "\(port)",
            ],
            // Else it asks the network for prices before it starts.
            environment: ["LITELLM_LOCAL_MODEL_COST_MAP": "True"]
        )
        try server.wait(for: "Uvicorn running")
    }

    deinit { server.stop() }

    private func ask(
        _ base: String,
        model: String,
        key: String = "sk-loopback-test"
    ) async throws -> ChatReply {
        let endpoint = try Endpoint(baseURL: base, wire: OpenAIWire())
        let client = HTTPClient(policy: RetryPolicy(maximumRetries: 0, deadline: .seconds(60)))
        let sender = KeyedSender(client, key: try APIKey(key, origin: "the test"), for: endpoint)
        let server = ServerModel(
            model: model,
            endpoint: endpoint,
            wire: OpenAIWire(),
            sender: sender
        )
        return try await server.reply(to: Samples.request())
    }

    private func kind(_ base: String, model: String, key: String = "sk-loopback-test") async
        -> LanguageModelsError.Kind?
    {
        do {
            _ = try await ask(base, model: model, key: key)
            return nil
        } catch {
            return (error as? LanguageModelsError)?.kind
        }
    }

    @Test("deployments, plain paths, refusals of keys and questions")
    func azure() async throws {
        let deployment = "\(address)/openai/deployments/eyes"
        #expect(try Endpoint(baseURL: deployment, wire: OpenAIWire()).keyHeader == .azure)
        for base in [
            deployment, "\(deployment)/chat/completions?api-version=2025-01-01-preview",
            "\(address)/v1", address,
        ] {
            let reply = try await ask(base, model: "eyes")
            #expect(reply.finish == .stop)
            #expect(reply.text.contains("striped fur"))
        }
        #expect(await kind(deployment, model: "eyes", key: "sk-not-the-key") != nil)
        let limited = "\(address)/openai/deployments/eyes-limited"
        #expect(await kind(limited, model: "eyes-limited") == .unreachable)
        let broken = "\(address)/openai/deployments/eyes-broken"
        #expect(await kind(broken, model: "eyes-broken") == .unreachable)
        let short = "\(address)/openai/deployments/eyes-short"
        #expect(await kind(short, model: "eyes-short") == .rejected)
    }
}
