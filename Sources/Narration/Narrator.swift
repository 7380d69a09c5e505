public import Explanations

/// Whatever puts an explanation into words.
public protocol Narrator: Sendable {
    /// The narrator's name, such as `offline`.
    var name: String { get }
    /// Whether a language model writes the words; the sheet says so.
    var usesLanguageModel: Bool { get }
    /// Writes the words of one explanation.
    ///
    /// - Parameters:
    ///   - explanation: What was computed; its own `texts` are not looked at.
    ///   - audience: The reader, by the folder's name in `Templates`, such as `end-user`.
    ///   - language: The language's code, such as `en`.
    /// - Returns: A summary and a text for each told concept, with the checks' verdicts.
    /// - Throws: `NarrationError` if nothing can be written for that audience or in that language.
    func narrate(
        _ explanation: Explanation,
        audience: String,
        language: String
    ) async throws -> NarratedText
}
