/// Whatever answers questions: a server, a cache before it, a folder of batch files, a transcript.
///
/// Each adds one duty and hands on to the next, so they can be put together as needed.
public protocol ChatModel: Sendable {
    /// Who answers, such as `openai`, `anthropic` or `batch`.
    var provider: String { get }
    /// The model that was asked for, such as `gpt-4o`.
    var model: String { get }
    /// Where questions go, for people: a host name, or a folder.
    var destination: String { get }
    /// Answers a question.
    ///
    /// Safe to call from several tasks at once.
    ///
    /// - Parameter request: The question.
    /// - Returns: The reply, whatever its finish; the caller looks at it.
    /// - Throws: `LanguageModelsError`, or `CancellationError` if the task was cancelled.
    func reply(to request: ChatRequest) async throws -> ChatReply
}
