extension AnthropicWire {
    /// Reads a message: the input of the tool if it was used, else the text; thinking is left out.
    public func reply(from value: JSONValue) throws(LanguageModelsError) -> ChatReply {
        guard case .object = value else {
            throw LanguageModelsError(
                .unreadable,
                "the server's reply is JSON, but no object",
                hint: "check the base URL: it may lead to another kind of server"
            )
        }
        if let complaint = value["error"], complaint != .null {
            throw ServerComplaint.error(complaint)
        }
        let reason = value["stop_reason"]?.string
        // A refusal before the first word has no content at all.
        guard let blocks = value["content"]?.array ?? (reason == "refusal" ? [] : nil) else {
            throw LanguageModelsError(
                .unreadable,
                "the server's reply has no content",
                hint: "check that the base URL leads to Messages"
            )
        }
        let words = blocks.filter { $0["type"]?.string ?? "text" == "text" }
            .compactMap { $0["text"]?.string }.joined()
        let tool = blocks.first { $0["type"]?.string == "tool_use" }?["input"]
        let finish = Self.finish(reason, usedTool: tool != nil)
        let explained = value["stop_details"]?["explanation"]?.string
        return ChatReply(
            text: tool.map(CanonicalJSON.text) ?? words,
            finish: finish,
            refusal: finish == .refusal ? explained ?? (words.isEmpty ? nil : words) : nil,
            model: value["model"]?.string ?? "",
            usage: Self.usage(value["usage"])
        )
    }

    // MARK: Pieces

    private static func finish(_ reason: String?, usedTool: Bool) -> ChatReply.Finish {
        switch reason {
        case "end_turn", "stop_sequence": .stop
        case "tool_use": usedTool ? .stop : .other
        case "max_tokens", "model_context_window_exceeded": .length
        case "refusal": .refusal
        default: .other
        }
    }

    /// Tokens read from the server's prompt cache count as input too.
    private static func usage(_ usage: JSONValue?) -> TokenUsage? {
        guard var counts = TokenUsage(usage?["input_tokens"], usage?["output_tokens"]) else {
            return nil
        }
        counts.input += TokenUsage.count(usage?["cache_creation_input_tokens"]) ?? 0
        counts.input += TokenUsage.count(usage?["cache_read_input_tokens"]) ?? 0
        return counts
    }
}
