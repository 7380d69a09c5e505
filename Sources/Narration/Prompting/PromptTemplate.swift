package import Explanations
import Foundation
import Mustache

/// One prompt: instructions, and the question with its data.
package struct PromptTemplate: Sendable {
    /// The line between instructions and question; without it all is question.
    static let separator = "\n=== question ===\n"

    /// Its name, version and digest.
    package let identity: PromptIdentity
    private let instructions: MustacheTemplate
    private let question: MustacheTemplate
    private let library: MustacheLibrary

    init(
        identity: PromptIdentity,
        instructions: MustacheTemplate,
        question: MustacheTemplate,
        library: MustacheLibrary
    ) {
        self.identity = identity
        self.instructions = instructions
        self.question = question
        self.library = library
    }

    /// Fills in values.
    ///
    /// - Parameter values: Texts, truths for sections, and lists.
    /// - Returns: The instructions and the question, without empty lines at their ends.
    package func fill(
        _ values: [String: any Sendable]
    ) -> (instructions: String, question: String) {
        (
            Self.tidy(instructions.render(values, library: library)),
            Self.tidy(question.render(values, library: library))
        )
    }

    /// The text with at most one empty line at a time.
    private static func tidy(_ text: String) -> String {
        var lines: [Substring] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        where !line.allSatisfy(\.isWhitespace) || lines.last?.isEmpty == false {
            lines.append(line.allSatisfy(\.isWhitespace) ? "" : line)
        }
        return lines.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
