import Foundation

/// The form of Anthropic's Messages.
///
/// Two ways lead to a reply by schema. Claude 4.5 and later take the schema in
/// `output_config.format` and write JSON as their text; from Opus 5.5 on they refuse a forced tool.
/// Earlier Claudes, and most other servers of this form, know only the forced tool: one tool whose
/// input has the schema, and the order to use it. The profile says which one a model takes.
public struct AnthropicWire: WireFormat {
    /// Makes the form.
    public init() {}

    /// `anthropic`.
    public var provider: String { "anthropic" }
    /// The version of the form.
    public var headers: [(name: String, value: String)] { [("anthropic-version", "2023-06-01")] }

    /// The body of a request: system text, conversation, schema and limit.
    public func body(
        for request: ChatRequest,
        model: String,
        profile: ModelProfile
    ) -> JSONValue {
        let schema = profile.dialect.translated(request.reply.schema)
        var body: [String: JSONValue] = [
            "model": .string(model),
            "max_tokens": .integer(request.maximumTokens + profile.thinkingTokens),
            "messages": .array(request.messages.map(message)),
        ]
        if !request.system.isEmpty { body["system"] = .string(request.system) }
        if let temperature = profile.temperature { body["temperature"] = .integer(temperature) }
        switch profile.structuredReply {
        case .outputFormat:
            body["output_config"] = ["format": ["type": "json_schema", "schema": schema]]
        case .forcedTool:
            body["tools"] = [
                [
                    "name": .string(request.reply.name),
                    "description": "Gives the reply. Its input is the whole reply.",
                    "input_schema": schema,
                ]
            ]
            body["tool_choice"] = [
                "type": "tool", "name": .string(request.reply.name),
                "disable_parallel_tool_use": true,
            ]
        }
        return .object(body)
    }

    /// Everything the body holds besides question, schema and model.
    public func parameters(for profile: ModelProfile) -> JSONValue {
        var parameters = profile.parameters
        parameters["wire"] = "messages/1"
        parameters["structuredReply"] = .string(profile.structuredReply.rawValue)
        parameters["seed"] = nil
        return .object(parameters)
    }

    // MARK: Messages

    private func message(from message: ChatMessage) -> JSONValue {
        let parts = message.parts.map { part -> JSONValue in
            switch part {
            case .text(let text): ["type": "text", "text": .string(text)]
            case .image(let image):
                [
                    "type": "image",
                    "source": [
                        "type": "base64", "media_type": .string(image.mediaType),
                        "data": .string(image.data.base64EncodedString()),
                    ],
                ]
            }
        }
        return ["role": .string(message.role.rawValue), "content": .array(parts)]
    }
}
