import Foundation

/// The form of OpenAI's Chat Completions, which most other servers speak as well: Azure, Gemini's
/// compatible endpoint, vLLM, llama.cpp, Ollama, LM Studio.
///
/// The reply's schema goes into `response_format` in strict mode. Servers that ignore it answer all
/// the same; whoever asked checks the reply.
public struct OpenAIWire: WireFormat {
    /// Makes the form.
    public init() {}

    /// `openai`.
    public var provider: String { "openai" }
    /// None.
    public var headers: [(name: String, value: String)] { [] }

    /// The body of a request: system message, conversation, schema and limits.
    public func body(
        for request: ChatRequest,
        model: String,
        profile: ModelProfile
    ) -> JSONValue {
        var messages: [JSONValue] = []
        if !request.system.isEmpty {
            messages.append(["role": "system", "content": .string(request.system)])
        }
        messages += request.messages.map { message(from: $0, profile: profile) }
        var body: [String: JSONValue] = [
            "model": .string(model),
            "messages": .array(messages),
            "response_format": [
                "type": "json_schema",
                "json_schema": [
                    "name": .string(request.reply.name),
                    "strict": true,
                    "schema": profile.dialect.translated(request.reply.schema),
                ],
            ],
        ]
        body[profile.limitField.rawValue] = .integer(
            request.maximumTokens + profile.thinkingTokens
        )
        if let temperature = profile.temperature { body["temperature"] = .integer(temperature) }
        if let seed = profile.seed { body["seed"] = .integer(seed) }
        return .object(body)
    }

    /// Everything the body holds besides question, schema and model.
    public func parameters(for profile: ModelProfile) -> JSONValue {
        var parameters = profile.parameters
        parameters["wire"] = "chat-completions/1"
        parameters["limitField"] = .string(profile.limitField.rawValue)
        if let detail = profile.detail { parameters["detail"] = .string(detail) }
        return .object(parameters)
    }

    // MARK: Messages

    private func message(from message: ChatMessage, profile: ModelProfile) -> JSONValue {
        // Replies given back are texts; many servers refuse parts in an assistant's message.
        if message.role == .assistant {
            let text = message.parts.map { part in
                if case .text(let text) = part { text } else { "" }
            }
            return ["role": "assistant", "content": .string(text.joined())]
        }
        let parts = message.parts.map { part -> JSONValue in
            switch part {
            case .text(let text): return ["type": "text", "text": .string(text)]
            case .image(let image):
                let data = image.data.base64EncodedString()
                var source: [String: JSONValue] = [
                    "url": .string("data:\(image.mediaType);base64,\(data)")
                ]
                if let detail = profile.detail { source["detail"] = .string(detail) }
                return ["type": "image_url", "image_url": .object(source)]
            }
        }
        return ["role": "user", "content": .array(parts)]
    }
}
