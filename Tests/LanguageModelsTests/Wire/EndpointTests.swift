import Foundation
import LanguageModels
import Testing

@Suite("Addresses as people paste them")
struct EndpointTests {
    @Test(
        "Chat Completions",
        arguments: [
            ("http://localhost:8080", "http://localhost:8080/v1/chat/completions"),
            ("http://localhost:8080/", "http://localhost:8080/v1/chat/completions"),
            ("http://localhost:8080/v1", "http://localhost:8080/v1/chat/completions"),
            ("http://localhost:8080/v1/", "http://localhost:8080/v1/chat/completions"),
            (
                "http://localhost:8080/v1/chat/completions",
                "http://localhost:8080/v1/chat/completions"
            ),
            (" localhost:1234/v1 \n", "http://localhost:1234/v1/chat/completions"),
            ("127.0.0.1:8000", "http://127.0.0.1:8000/v1/chat/completions"),
            ("http://[::1]:8000/v1", "http://[::1]:8000/v1/chat/completions"),
            ("http://localhost:11434/api", "http://localhost:11434/v1/chat/completions"),
            ("api.openai.com", "https://api.openai.com/v1/chat/completions"),
            ("https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions"),
            ("https://openrouter.ai/api", "https://openrouter.ai/api/v1/chat/completions"),
            ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/chat/completions"),
            (
                "https://generativelanguage.googleapis.com",
                "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions"
            ),
            (
                "https://generativelanguage.googleapis.com/v1beta/openai/",
                "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions"
            ),
            (
                "https://gateway.example/team/llm/v1?tag=a",
                "https://gateway.example/team/llm/v1/chat/completions?tag=a"
            ),
        ]
    )
    func completions(pasted: String, expected: String) throws {
        let endpoint = try Endpoint(baseURL: pasted, wire: OpenAIWire())
        #expect(endpoint.url.absoluteString == expected)
        #expect(endpoint.keyHeader == .bearer)
        #expect(!endpoint.isAzure)
    }

    @Test(
        "Azure",
        arguments: [
            (
                "https://x.openai.azure.com/openai/deployments/eyes",
                "/openai/deployments/eyes/chat/completions?api-version=2024-10-21"
            ),
            (
                "https://x.openai.azure.com/openai/deployments/eyes/chat/completions?api-version=2025-01-01-preview",
                "/openai/deployments/eyes/chat/completions?api-version=2025-01-01-preview"
            ),
            ("https://x.openai.azure.com/", "/openai/v1/chat/completions"),
            ("https://x.openai.azure.com/openai/v1/", "/openai/v1/chat/completions"),
            ("https://X.OpenAI.Azure.com/openai", "/openai/v1/chat/completions"),
        ]
    )
    func azure(pasted: String, expected: String) throws {
        let endpoint = try Endpoint(baseURL: pasted, wire: OpenAIWire())
        #expect(endpoint.url.absoluteString.hasSuffix(expected))
        #expect(endpoint.host == "x.openai.azure.com")
        #expect(endpoint.keyHeader == .azure)
        #expect(endpoint.isAzure)
    }

    @Test(
        "Messages",
        arguments: [
            "https://api.anthropic.com", "https://api.anthropic.com/v1",
            "https://api.anthropic.com/v1/", "https://api.anthropic.com/v1/messages",
            "api.anthropic.com",
        ]
    )
    func messages(pasted: String) throws {
        let endpoint = try Endpoint(baseURL: pasted, wire: AnthropicWire())
        #expect(endpoint.url.absoluteString == "https://api.anthropic.com/v1/messages")
        #expect(endpoint.keyHeader == .anthropic)
    }

    @Test(
        "what is no address",
        arguments: [
            "", "  ", "http://", "ftp://host/v1", "file:///etc/passwd", "https://", "a b c",
        ]
    )
    func refused(pasted: String) {
        let error = #expect(throws: LanguageModelsError.self) {
            _ = try Endpoint(baseURL: pasted, wire: OpenAIWire())
        }
        #expect(error?.kind == .misuse)
    }

    @Test(
        "a key in the address is refused and not repeated",
        arguments: [
            "https://me:sk-secret@host/v1", "https://sk-secret@host/v1",
            "https://host/v1?key=sk-secret", "https://host/v1?a=b&API_KEY=sk-secret",
        ]
    )
    func password(pasted: String) {
        let error = #expect(throws: LanguageModelsError.self) {
            _ = try Endpoint(baseURL: pasted, wire: OpenAIWire())
        }
        #expect(error?.kind == .misuse)
        #expect(error?.description.contains("sk-secret") == false)
    }

    @Test("local and exposed servers")
    func places() throws {
        func endpoint(_ text: String) throws -> Endpoint {
            try Endpoint(baseURL: text, wire: OpenAIWire())
        }
        #expect(try endpoint("localhost:80").isLocal)
        #expect(try endpoint("http://[::1]:80").isLocal)
        #expect(try !endpoint("http://127.0.0.1:80").isExposed)
        #expect(try endpoint("http://10.0.0.5:8000").isExposed)
        #expect(try !endpoint("https://10.0.0.5:8000").isExposed)
        #expect(try endpoint("localhost:80").host == "localhost:80")
    }
}
