public import Explanations
public import Foundation

/// Names channels from their references' labels through WordNet, else from how the parts that they
/// saw look: as `OfflineNarrator` does, but for no photo and no class.
public struct OfflineNamer: ConceptNamer {
    private let naming: OfflineNaming
    private let words: Words

    /// Makes a namer.
    ///
    /// - Parameters:
    ///   - wordNet: Without it only references with equal labels have something in common.
    ///   - templates: The folder `Templates`, or several.
    ///   - language: The language of the names, such as `en`.
    /// - Throws: `NarrationError` if there are no words in that language.
    public init(wordNet: WordNet?, templates: some TemplateSource, language: String) throws {
        let files = try SharedWords(templates: TemplateFolders(templates), language: language)
        naming = OfflineNaming(wordNet: wordNet, nouns: files.nouns, facts: files.facts)
        words = files.words
    }

    /// `offline`.
    public var provider: String { OfflineNarrator.provider }

    /// None.
    public var prompts: [PromptIdentity] { [] }

    /// Finds what a channel's references share.
    public func name(
        _ channel: Int,
        shownBy references: [Reference],
        in folder: URL
    ) async throws -> NameOutcome {
        let pattern = naming.pattern(
            of: references,
            naming.subjects(references),
            besides: .none,
            looks: []
        )
        let name = pattern.map {
            ConceptNames(patterns: [$0], words: words, most: ReplyLimits.name).names[0]
        }
        return .named(
            NameFinding(
                name: name.flatMap(ConceptNameText.clean),
                description: nil,
                fitting: pattern?.fitting.count ?? 0,
                of: references.count,
                model: nil
            )
        )
    }
}

/// The words of a language that are the same for all audiences.
struct SharedWords: Sendable {
    let nouns: Nouns
    let words: Words
    let facts: FactWords

    /// Reads them.
    ///
    /// - Throws: `NarrationError` if there are none for the language, or with the file at fault.
    init(templates: TemplateFolders, language: String) throws(NarrationError) {
        let known = NarrationFiles.languages(in: templates)
        guard known.contains(language) else {
            throw NarrationError(
                "\(templates.file("shared/narration").path): has no words in \"\(language)\"",
                hint: known.isEmpty ? nil : "there are \(known.joined(separator: ", "))"
            )
        }
        let file = templates.file("shared/narration/\(language)/words.json")
        nouns = try Nouns(contentsOf: templates.file("nouns.\(language).json"))
        words = try JSONFile.read(Words.self, from: file)
        facts = try JSONFile.read(FactWords.self, from: file)
    }
}
