import Digests
import Explanations
import Foundation
import Mustache

/// Finds prompt templates: first in the audience's folder, then in the one for all audiences.
///
/// The folders are `<audience>/prompts/<language>/` and `shared/prompts/<language>/` in
/// `Templates`, or in each of several.
struct PromptFolder: Sendable {
    /// The folders, in the order they are looked into.
    private let folders: [String]
    private let templates: TemplateFolders

    /// What stands before every template, so that nothing is escaped as for HTML.
    private static let pragma = "{{% CONTENT_TYPE: TEXT}}"

    /// Finds the folders of an audience and a language.
    ///
    /// - Throws: `NarrationError` if there are none.
    init(templates: TemplateFolders, audience: String, language: String) throws(NarrationError) {
        let isPlain = [audience, language].allSatisfy {
            !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        }
        let parents = ["\(audience)/prompts", "shared/prompts"]
        folders = parents.map { "\($0)/\(language)" }
        self.templates = templates
        for parent in parents {
            let known = templates.folders(in: parent)
            guard isPlain, known.contains(language) else {
                throw NarrationError(
                    "\(templates.file(parent).path): has no prompts in \"\(language)\"",
                    hint: known.isEmpty
                        ? "a language model cannot be asked for this audience"
                        : "there are \(known.joined(separator: ", "))"
                )
            }
        }
    }

    /// Finds the folder for all audiences alone.
    ///
    /// - Throws: `NarrationError` if it has no prompts in that language.
    init(templates: TemplateFolders, language: String) throws(NarrationError) {
        try self.init(templates: templates, audience: "shared", language: language)
    }

    /// The words beside the templates.
    func strings() throws(NarrationError) -> PromptStrings {
        try JSONFile.read(PromptStrings.self, from: url(of: "strings.json"))
    }

    /// Reads a template with all that it includes.
    ///
    /// - Parameters:
    ///   - name: The file's name without extension.
    ///   - tags: The names it may use.
    /// - Returns: The template, ready to be filled.
    /// - Throws: `NarrationError` with file and line of what is at fault.
    func template(_ name: String, tags: Set<String>) throws(NarrationError) -> PromptTemplate {
        var texts: [(name: String, text: String)] = []
        try collect(name, tags, into: &texts, path: [])
        let own = texts[0].text
        guard let version = Self.version(statedBy: own) else {
            throw NarrationError(
                "\(url(of: "\(name).mustache").path):1: no version is stated",
                hint: "begin with a comment such as {{! Version 1. What it asks for. }}"
            )
        }
        var library = MustacheLibrary()
        for (part, text) in texts.dropFirst() {
            library.register(try parsed(text, part), named: part)
        }
        let halves = own.split(
            separator: PromptTemplate.separator,
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        .map(String.init)
        let isWhole = halves.count == 1
        // As many empty lines as stand above, so that the line numbers of errors stay right; two of
        // them are the separator's own.
        let lines = isWhole ? 0 : halves[0].count(where: \.isNewline) + 2
        let question = isWhole ? own : String(repeating: "\n", count: lines) + halves[1]
        return PromptTemplate(
            identity: PromptIdentity(
                name: name,
                version: version,
                sha256: SHA256Digest.hex(of: Data(texts.map(\.text).joined(separator: "\0").utf8))
            ),
            instructions: try parsed(isWhole ? "" : halves[0], name),
            question: try parsed(question, name),
            library: library
        )
    }

    private func url(of file: String) -> URL {
        let found = folders.map { "\($0)/\(file)" }.first(where: templates.has)
        return templates.file(found ?? "\(folders[folders.count - 1])/\(file)")
    }

    /// Reads a template and those it includes, each once, in the order of their first mention.
    private func collect(
        _ name: String,
        _ tags: Set<String>,
        into texts: inout [(name: String, text: String)],
        path: [String]
    ) throws(NarrationError) {
        let file = url(of: "\(name).mustache")
        guard !path.contains(name) else {
            throw NarrationError("\(file.path): includes itself")
        }
        guard !texts.contains(where: { $0.name == name }) else { return }
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw NarrationError(
                "\(file.path): cannot be read as UTF-8 text",
                hint: path.last.map { "\($0).mustache includes it" }
                    ?? "give the folder Templates with the prompts"
            )
        }
        texts.append((name, text))
        for tag in PromptTag.all(in: text) {
            switch tag.kind {
            case .partial:
                try collect(tag.name, tags, into: &texts, path: path + [name])
            case .value where !tags.contains(tag.name) && tag.name != ".":
                throw NarrationError(
                    "\(file.path):\(tag.line): {{\(tag.name)}} is not known here",
                    hint: "known are \(tags.sorted().joined(separator: ", "))"
                )
            case .value: break
            }
        }
    }

    private func parsed(_ text: String, _ name: String) throws(NarrationError) -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: Self.pragma + text)
        } catch let error as MustacheTemplate.ParserError {
            throw NarrationError(
                "\(url(of: "\(name).mustache").path):\(error.context.lineNumber): "
                    + "is not a Mustache template (\(error.error))"
            )
        } catch {
            throw NarrationError("\(url(of: "\(name).mustache").path): \(error)")
        }
    }

    /// The version in the comment that a template begins with.
    private static func version(statedBy text: String) -> String? {
        guard let found = text.firstMatch(of: /^\{\{!\s*Version\s+([0-9][0-9A-Za-z.\-]*)/) else {
            return nil
        }
        return String(found.1.reversed().drop { $0 == "." }.reversed())
    }
}

/// A tag of a template.
struct PromptTag {
    /// What it asks for.
    enum Kind {
        /// Another template.
        case partial
        /// A value, or a section about one.
        case value
    }

    let kind: Kind
    let name: String
    let line: Int

    /// All tags but comments, in order.
    static func all(in text: String) -> [PromptTag] {
        var tags: [PromptTag] = []
        var rest = text[...]
        while let opening = rest.range(of: "{{"),
            let closing = rest[opening.upperBound...].range(of: "}}")
        {
            let tag = rest[opening.upperBound..<closing.lowerBound]
            if tag.first != "!" {
                let name = tag.drop { "#^/&{> ".contains($0) }.prefix { !"} ".contains($0) }
                let line = text[..<opening.lowerBound].count(where: \.isNewline) + 1
                tags.append(
                    PromptTag(
                        kind: tag.first == ">" ? .partial : .value,
                        name: String(name),
                        line: line
                    )
                )
            }
            rest = rest[closing.upperBound...]
        }
        return tags
    }
}
