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
    init(templates: URL, audience: String, language: String) throws(NarrationError) {
        let narration =
            templates.appendingPathComponent(audience).appendingPathComponent("narration")
        let folder = narration.appendingPathComponent(language)
        let files = FileManager.default
        var isFolder: ObjCBool = false
        let isPlain = [audience, language].allSatisfy {
            !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        }
        guard isPlain, files.fileExists(atPath: folder.path, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            let known = ((try? files.contentsOfDirectory(atPath: narration.path)) ?? []).sorted()
            throw NarrationError(
                "\(narration.path): has no phrases in \"\(language)\"",
                hint: known.isEmpty
                    ? "the audience \"\(audience)\" has none in any language"
                    : "there are \(known.joined(separator: ", "))"
            )
        }
        nouns = try Nouns(contentsOf: templates.appendingPathComponent("nouns.\(language).json"))
        let shared = templates.appendingPathComponent("shared/narration/\(language)")
        words = try JSONFile.read(Words.self, from: shared.appendingPathComponent("words.json"))
        checks = try JSONFile.read(
            CheckWords.self,
            from: shared.appendingPathComponent("checks.json")
        )
        reader = try JSONFile.read(Reader.self, from: folder.appendingPathComponent("reader.json"))
        facts = try JSONFile.read(FactWords.self, from: shared.appendingPathComponent("words.json"))
        let cases = words.cases.union(nouns.cases).union(facts.cases)
        let plurals = words.pluralClasses
        context = try PhraseFile(
            contentsOf: folder.appendingPathComponent("context.mustache"),
            tags: ContextPhrase.tags,
            cases: cases,
            plurals: plurals
        )
        summary = try PhraseFile(
            contentsOf: folder.appendingPathComponent("summary.mustache"),
            tags: SummaryPhrase.tags,
            cases: cases,
            plurals: plurals
        )
    }
}
