import Foundation
import Mustache

/// A Mustache template of sentences, one on each line.
///
/// A line that renders to nothing is left out; the others are joined by spaces, each with a capital
/// at its front. Nothing is escaped: the text goes on paper, not into HTML.
struct PhraseFile: Sendable {
    private let template: MustacheTemplate
    private let cases: [String]

    /// Reads a template and checks that it asks for nothing that it is not given.
    ///
    /// - Parameters:
    ///   - url: The file.
    ///   - tags: The names it may use.
    ///   - cases: The language's cases besides the nominative.
    ///   - plurals: The language's plural classes.
    /// - Throws: `NarrationError` with file and line.
    init(
        contentsOf url: URL,
        tags: PhraseTags,
        cases: some Collection<String>,
        plurals: some Collection<String>
    ) throws(NarrationError) {
        self.cases = Array(cases)
        let tags = tags.names(cases: cases, plurals: plurals)
        let text: String
        do {
            text = try String(contentsOf: url, encoding: .utf8)
        } catch {
            throw NarrationError(
                "\(url.path): cannot be read as UTF-8 text",
                hint: "give the folder Templates with the phrases"
            )
        }
        do {
            // Before the first line, so that the line numbers of errors stay right.
            template = try MustacheTemplate(string: "{{% CONTENT_TYPE: TEXT}}" + text)
        } catch let error as MustacheTemplate.ParserError {
            throw NarrationError(
                "\(url.path):\(error.context.lineNumber): \(Self.describe(error.error))"
            )
        } catch {
            throw NarrationError("\(url.path): \(error)")
        }
        if let stray = Self.strayTag(in: text, allowed: tags) {
            throw NarrationError(
                "\(url.path):\(stray.line): {{\(stray.tag)}} is not known here",
                hint: "known are \(tags.sorted().joined(separator: ", "))"
            )
        }
    }

    /// The sentences for some values.
    ///
    /// - Parameter values: Texts, phrases, numbers, and truths for sections.
    /// - Returns: The sentences that rendered to something, on one line.
    func sentences(_ values: [String: any Sendable]) -> String {
        template.render(told(values))
            .split(whereSeparator: \.isNewline)
            .map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty }
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
    }

    /// The values by all tags that stand for them: a phrase by its cases, a number by its plural class.
    private func told(_ values: [String: any Sendable]) -> [String: any Sendable] {
        var told = values
        func tell(_ phrase: Inflected, as tag: String) {
            told[tag] = phrase.plain
            for name in cases { told["\(tag)-\(name)"] = phrase.form(name) }
        }
        for (tag, value) in values {
            if let phrase = value as? Inflected {
                tell(phrase, as: tag)
            } else if let count = value as? Counted {
                tell(count.words, as: tag)
                told["\(tag)-\(count.plural)"] = true
            }
        }
        return told
    }

    private static func strayTag(
        in text: String,
        allowed: Set<String>
    ) -> (tag: String, line: Int)? {
        var rest = text[...]
        while let opening = rest.range(of: "{{") {
            guard let closing = rest[opening.upperBound...].range(of: "}}") else { return nil }
            let tag = rest[opening.upperBound..<closing.lowerBound]
            if tag.first != "!" {
                let name = tag.drop { "#^/&{ ".contains($0) }.prefix { !"} ".contains($0) }
                if !allowed.contains(String(name)) {
                    let line = text[..<opening.lowerBound].count(where: \.isNewline) + 1
                    return (String(tag), line)
                }
            }
            rest = rest[closing.upperBound...]
        }
        return nil
    }

    private static func describe(_ error: any Error) -> String {
        switch error as? MustacheTemplate.Error {
        case .sectionCloseNameIncorrect: "a section is closed by another name than it was opened by"
        case .unfinishedName: "a tag is not closed by }}"
        case .expectedSectionEnd: "a section is not closed"
        default: "is not a Mustache template (\(error))"
        }
    }
}
