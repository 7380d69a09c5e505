/// One exchange as it stands in a transcript: one line of `transcript.jsonl`.
///
/// Pictures are given by title, size and SHA-256. Keys of servers are never in it, since nothing
/// that records ever holds one.
public struct TranscriptEntry: Sendable, Equatable {
    /// What the question was for.
    public var purpose: String
    /// Which one it was of those for the purpose, from 0.
    public var sequence: Int
    /// The SHA-256 of what the model read: `ChatRequest.contentHash(model:)`.
    public var key: String
    /// Who answered.
    public var provider: String
    /// The model that was asked for.
    public var model: String
    /// Where the question went.
    public var destination: String
    /// What shaped the reply besides question and model.
    public var parameters: JSONValue
    /// The question: texts in full, pictures by title, size and SHA-256.
    public var request: JSONValue
    /// The reply; nil where there was an error.
    public var reply: ChatReply?
    /// What went wrong; nil where there was a reply.
    public var error: LanguageModelsError?
    /// Whether the reply was at hand already and nothing was sent.
    public var isFromCache: Bool

    /// The entry as a value of JSON.
    var json: JSONValue {
        [
            "purpose": .string(purpose), "sequence": .integer(sequence), "key": .string(key),
            "provider": .string(provider), "model": .string(model),
            "destination": .string(destination), "parameters": parameters, "request": request,
            "reply": reply.map(Self.json) ?? .null, "error": error.map(Self.json) ?? .null,
            "fromCache": .bool(isFromCache),
        ]
    }

    /// Reads an entry; nil where something is missing that answering from it needs.
    init?(_ json: JSONValue) {
        guard let purpose = json["purpose"]?.string, let key = json["key"]?.string,
            let provider = json["provider"]?.string, let model = json["model"]?.string,
            let destination = json["destination"]?.string
        else { return nil }
        self.purpose = purpose
        sequence = json["sequence"]?.integer ?? 0
        self.key = key
        self.provider = provider
        self.model = model
        self.destination = destination
        parameters = json["parameters"] ?? .null
        request = json["request"] ?? .null
        reply = json["reply"].flatMap(Self.reply)
        error = json["error"].flatMap(Self.error)
        isFromCache = json["fromCache"]?.bool ?? false
        guard (reply == nil) != (error == nil) else { return nil }
    }

    /// Makes an entry.
    init(
        request: ChatRequest,
        sequence: Int,
        from model: any ChatModel,
        parameters: JSONValue,
        outcome: Result<TracedReply, LanguageModelsError>
    ) {
        purpose = request.purpose
        self.sequence = sequence
        key = request.contentHash(model: model.model)
        provider = model.provider
        self.model = model.model
        destination = model.destination
        self.parameters = parameters
        self.request = request.record
        reply = try? outcome.get().reply
        isFromCache = (try? outcome.get().isFromCache) ?? false
        if case .failure(let failure) = outcome { error = failure }
    }

    // MARK: Replies and errors

    private static func json(_ reply: ChatReply) -> JSONValue {
        var values: [String: JSONValue] = [
            "text": .string(reply.text), "finish": .string(reply.finish.rawValue),
            "model": .string(reply.model),
        ]
        if let refusal = reply.refusal { values["refusal"] = .string(refusal) }
        if let fingerprint = reply.fingerprint { values["fingerprint"] = .string(fingerprint) }
        if let usage = reply.usage {
            values["usage"] = ["input": .integer(usage.input), "output": .integer(usage.output)]
        }
        return .object(values)
    }

    private static func reply(_ json: JSONValue) -> ChatReply? {
        guard let text = json["text"]?.string,
            let finish = json["finish"]?.string.flatMap(ChatReply.Finish.init)
        else { return nil }
        return ChatReply(
            text: text,
            finish: finish,
            refusal: json["refusal"]?.string,
            model: json["model"]?.string ?? "",
            fingerprint: json["fingerprint"]?.string,
            usage: TokenUsage(json["usage"]?["input"], json["usage"]?["output"])
        )
    }

    private static func json(_ error: LanguageModelsError) -> JSONValue {
        var values: [String: JSONValue] = [
            "kind": .string("\(error.kind)"), "message": .string(error.message),
        ]
        if let hint = error.hint { values["hint"] = .string(hint) }
        return .object(values)
    }

    private static func error(_ json: JSONValue) -> LanguageModelsError? {
        guard let message = json["message"]?.string else { return nil }
        let kinds: [LanguageModelsError.Kind] = [
            .unreachable, .notAllowed, .rejected, .unreadable, .overBudget, .pending, .misuse,
        ]
        let kind = kinds.first { "\($0)" == json["kind"]?.string } ?? .unreadable
        return LanguageModelsError(kind, message, hint: json["hint"]?.string)
    }

    /// Two entries are equal if their lines are.
    public static func == (first: TranscriptEntry, second: TranscriptEntry) -> Bool {
        first.json == second.json
    }
}

extension ChatRequest {
    /// The question for a transcript.
    var record: JSONValue {
        [
            "system": .string(system),
            "messages": .array(
                messages.map { message in
                    [
                        "role": .string(message.role.rawValue),
                        "parts": .array(message.parts.map(\.record)),
                    ]
                }
            ),
            "reply": ["name": .string(reply.name), "schema": reply.schema],
            "maximumTokens": .integer(maximumTokens),
        ]
    }
}

extension ChatPart {
    fileprivate var record: JSONValue {
        switch self {
        case .text(let text): ["text": .string(text)]
        case .image(let image):
            [
                "image": [
                    "sha256": .string(image.sha256), "title": .string(image.title),
                    "mediaType": .string(image.mediaType), "width": .integer(image.width),
                    "height": .integer(image.height), "bytes": .integer(image.data.count),
                ]
            ]
        }
    }
}
