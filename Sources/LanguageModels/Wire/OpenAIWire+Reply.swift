extension OpenAIWire {
    /// Reads a completion.
    ///
    /// Takes what is seen in the wild: text in parts, `null` texts, errors with status 200, error
    /// codes that are numbers, Azure's filter results, numbers written as fractions.
    public func reply(from value: JSONValue) throws(LanguageModelsError) -> ChatReply {
        guard case .object = value else {
            throw LanguageModelsError(
                .unreadable,
                "the server's reply is JSON, but no object",
                hint: "check the base URL: it may lead to another kind of server"
            )
        }
        let model = value["model"]?.string ?? ""
        let fingerprint = value["system_fingerprint"]?.string
        if let complaint = value["error"], complaint != .null {
            if complaint["code"]?.string == "content_filter" {
                return ChatReply(
                    text: "",
                    finish: .contentFilter,
                    model: model,
                    fingerprint: fingerprint
                )
            }
            throw ServerComplaint.error(complaint)
        }
        let choice = value["choices"]?[0]
        let filtered = Self.isFiltered(choice?["content_filter_results"])
        guard let choice, let message = choice["message"], case .object = message else {
            let prompt = value["prompt_filter_results"]?[0]?["content_filter_results"]
            if filtered || Self.isFiltered(prompt) {
                return ChatReply(text: "", finish: .contentFilter, model: model)
            }
            throw LanguageModelsError(
                .unreadable,
                "the server's reply has no choices with a message",
                hint: "check that the base URL leads to Chat Completions"
            )
        }
        let (text, partRefusal) = Self.text(of: message["content"] ?? .null)
        let refusal = [message["refusal"]?.string, partRefusal]
            .compactMap(\.self).first { !$0.isEmpty }
        return ChatReply(
            text: text,
            finish: refusal != nil
                ? .refusal
                : filtered ? .contentFilter : Self.finish(choice["finish_reason"]?.string),
            refusal: refusal,
            model: model,
            fingerprint: fingerprint,
            usage: TokenUsage(
                value["usage"]?["prompt_tokens"],
                value["usage"]?["completion_tokens"]
            )
        )
    }

    // MARK: Pieces

    private static func text(of content: JSONValue) -> (text: String, refusal: String?) {
        switch content {
        case .string(let text): return (text, nil)
        case .array(let parts):
            let texts = parts.compactMap { $0.string ?? $0["text"]?.string }
            return (texts.joined(), parts.compactMap { $0["refusal"]?.string }.first)
        default: return ("", nil)
        }
    }

    private static func finish(_ reason: String?) -> ChatReply.Finish {
        guard let reason = reason?.lowercased() else { return .other }
        // Gemini's endpoint appends its own reason to `content_filter`.
        if reason.hasPrefix("content_filter") { return .contentFilter }
        switch reason {
        case "stop", "eos", "end_turn", "stop_sequence": return .stop
        case "length", "max_tokens": return .length
        case "refusal": return .refusal
        default: return .other
        }
    }

    private static func isFiltered(_ results: JSONValue?) -> Bool {
        guard case .object(let verdicts)? = results else { return false }
        return verdicts.values.contains { $0["filtered"]?.bool == true }
    }
}

extension TokenUsage {
    /// Two counts of a server; nil where it gives none that make sense.
    init?(_ input: JSONValue?, _ output: JSONValue?) {
        guard let input = Self.count(input), let output = Self.count(output) else { return nil }
        self.init(input: input, output: output)
    }

    /// A count of tokens; a server's number may be anything.
    static func count(_ value: JSONValue?) -> Int? {
        let believable = 0...1_000_000_000
        switch value {
        case .integer(let number)?: return believable.contains(number) ? number : nil
        case .number(let number)?:
            return Int(exactly: number.rounded()).flatMap { believable.contains($0) ? $0 : nil }
        default: return nil
        }
    }
}
