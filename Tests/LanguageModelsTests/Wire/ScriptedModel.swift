import LanguageModels
import Synchronization

/// Answers from a list, and counts.
final class ScriptedModel: ParameterizedModel {
    let provider = "openai"
    let model: String
    let destination: String
    let parameters: JSONValue

    private let outcomes: Mutex<[Result<ChatReply, LanguageModelsError>]>
    private let asked = Mutex<[ChatRequest]>([])

    init(
        _ outcomes: [Result<ChatReply, LanguageModelsError>],
        model: String = "gpt-4o",
        destination: String = "api.openai.com",
        parameters: JSONValue = ["seed": 7]
    ) {
        self.outcomes = Mutex(outcomes)
        self.model = model
        self.destination = destination
        self.parameters = parameters
    }

    /// The questions so far.
    var requests: [ChatRequest] { asked.withLock { $0 } }

    func reply(to request: ChatRequest) async throws -> ChatReply {
        asked.withLock { $0.append(request) }
        let outcome = outcomes.withLock { $0.count > 1 ? $0.removeFirst() : $0.first }
        guard let outcome else { throw LanguageModelsError(.unreachable, "no outcome is left") }
        return try outcome.get()
    }
}
