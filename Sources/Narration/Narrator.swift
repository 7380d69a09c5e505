public import Explanations
public import Foundation

/// Whatever puts an explanation into words.
public protocol Narrator: Sendable {
    /// The narrator's name, such as `offline`.
    var name: String { get }
    /// Whether a language model writes the words; the sheet says so.
    var usesLanguageModel: Bool { get }
    /// Writes the words of one explanation.
    ///
    /// - Parameters:
    ///   - explanation: What was computed; of its own `texts` at most the names in other audiences'
    ///     texts are looked at.
    ///   - assets: The folder that the explanation's paths start from.
    ///   - audience: The reader, by the folder's name in `Templates`, such as `end-user`.
    ///   - language: The language's code, such as `en`.
    /// - Returns: A summary and a text for each told concept, with the checks' verdicts.
    /// - Throws: `NarrationError` if nothing can be written for that audience or in that language.
    func narrate(
        _ explanation: Explanation,
        assets: URL,
        audience: String,
        language: String
    ) async throws -> NarratedText
}
