/// Writes every exchange into a transcript, replies and errors alike.
///
/// It belongs outermost, before the cache: so the transcript holds the whole run, also when all of
/// it came from the cache.
public struct RecordedModel: TracingModel, ParameterizedModel {
    /// Who answers.
    public var provider: String { base.provider }
    /// The model that is asked for.
    public var model: String { base.model }
    /// Where questions go.
    public var destination: String { base.destination }
    /// What shapes replies besides question and model.
    public let parameters: JSONValue

    private let base: any ChatModel
    private let transcript: Transcript

    /// Puts a transcript before a model.
    public init(_ base: any ChatModel, transcript: Transcript) {
        self.base = base
        self.transcript = transcript
        parameters = (base as? any ParameterizedModel)?.parameters ?? .null
    }

    /// Asks, and writes down what came of it.
    public func reply(to request: ChatRequest) async throws -> ChatReply {
        try await tracedReply(to: request).reply
    }

    /// Asks, writes down what came of it, and says where the reply came from.
    public func tracedReply(to request: ChatRequest) async throws -> TracedReply {
        let sequence = transcript.nextSequence(for: request.purpose)
        do {
            let traced: TracedReply
            if let tracing = base as? any TracingModel {
                traced = try await tracing.tracedReply(to: request)
            } else {
                traced = TracedReply(reply: try await base.reply(to: request), isFromCache: false)
            }
            record(request, sequence, .success(traced))
            return traced
        } catch let error as LanguageModelsError {
            record(request, sequence, .failure(error))
            throw error
        }
    }

    private func record(
        _ request: ChatRequest,
        _ sequence: Int,
        _ outcome: Result<TracedReply, LanguageModelsError>
    ) {
        transcript.add(
            TranscriptEntry(
                request: request,
                sequence: sequence,
                from: base,
                parameters: parameters,
                outcome: outcome
            )
        )
    }
}
