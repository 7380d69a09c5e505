import Explanations
import Foundation

/// All that is needed to write for one audience in one language.
///
/// The files lie in the folder `Templates`: `nouns.<language>.json` and
/// `shared/narration/<language>/` with `words.json` and `checks.json` for all audiences,
/// `<audience>/narration/<language>/` with `reader.json`, `context.mustache` and `summary.mustache`.
struct Phrasebook: Sendable {
    let nouns: Nouns
    let words: Words
    let facts: FactWords
    let checks: CheckWords
    let reader: Reader
    let context: PhraseFile
    let summary: PhraseFile

    /// Reads the files.
    ///
    /// - Throws: `NarrationError` if there are none for the audience or language, or with the file
    ///   and line that is at fault.
    init(templates: TemplateFolders, audience: String, language: String) throws(NarrationError) {
        let narration = "\(audience)/narration"
        let known = templates.folders(in: narration)
        let isPlain = [audience, language].allSatisfy {
            !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        }
        guard isPlain, known.contains(language) else {
            throw NarrationError(
                "\(templates.file(narration).path): has no phrases in \"\(language)\"",
                hint: known.isEmpty
                    ? "the audience \"\(audience)\" has none in any language"
                    : "there are \(known.joined(separator: ", "))"
            )
        }
        func own(_ file: String) -> URL { templates.file("\(narration)/\(language)/\(file)") }
        func shared(_ file: String) -> URL {
            templates.file("shared/narration/\(language)/\(file)")
        }
        nouns = try Nouns(contentsOf: templates.file("nouns.\(language).json"))
        words = try JSONFile.read(Words.self, from: shared("words.json"))
        checks = try JSONFile.read(CheckWords.self, from: shared("checks.json"))
        reader = try JSONFile.read(Reader.self, from: own("reader.json"))
        facts = try JSONFile.read(FactWords.self, from: shared("words.json"))
        let cases = words.cases.union(nouns.cases).union(facts.cases)
        let plurals = words.pluralClasses
        context = try PhraseFile(
            contentsOf: own("context.mustache"),
            tags: ContextPhrase.tags,
            cases: cases,
            plurals: plurals
        )
        summary = try PhraseFile(
            contentsOf: own("summary.mustache"),
            tags: SummaryPhrase.tags,
            cases: cases,
            plurals: plurals
        )
    }
}
