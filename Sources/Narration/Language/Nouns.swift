package import Foundation

/// How the nouns of one language behave, and what groups of things are called in it:
/// `nouns.en.json`.
///
/// Endings and articles are taken by the longest entry that fits, so that a person can mend a word
/// by adding a longer one.
package struct Nouns: Sendable {
    /// The plain plural of groups of things by their synset; the only groups that may name a
    /// concept.
    package let groups: [SynsetID: String]
    /// What everyday speech counts among a group and WordNet does not: a rose is a flower.
    package let alsoKindOf: [SynsetID: SynsetID]
    private let endings: [String: String]
    private let irregular: [String: String]
    private let uncountable: Set<String>
    private let pluralOnly: Set<String>
    private let headBefore: [String]
    private let articles: [String: String]
    private let definiteArticle: String
    private let definiteNames: Set<String>
    private let plainly: [String: String]

    /// Reads the file of a language.
    ///
    /// - Throws: `NarrationError` with the file's name if it is missing or damaged.
    package init(contentsOf url: URL) throws(NarrationError) {
        struct File: Decodable {
            let endings: [String: String]
            let irregular: [String: String]
            let uncountable: Set<String>
            let pluralOnly: Set<String>
            let headBefore: [String]
            let articles: [String: String]
            let definiteArticle: String
            let definiteNames: Set<String>
            let plainly: [String: String]
            let alsoKindOf: [String: String]
            let groups: [String: String]
        }
        let file = try JSONFile.read(File.self, from: url)
        endings = file.endings
        irregular = file.irregular
        uncountable = file.uncountable
        pluralOnly = file.pluralOnly
        headBefore = file.headBefore
        articles = file.articles
        definiteArticle = file.definiteArticle
        definiteNames = file.definiteNames
        plainly = file.plainly
        func id(_ key: String, _ table: String) throws(NarrationError) -> SynsetID {
            if let id = SynsetID(key) { return id }
            throw NarrationError(
                "\(url.path): \(table): \"\(key)\" is not a synset",
                hint: "write n and eight digits"
            )
        }
        var groups: [SynsetID: String] = [:]
        for (key, plural) in file.groups { groups[try id(key, "groups")] = plural }
        self.groups = groups
        var kinds: [SynsetID: SynsetID] = [:]
        for (kind, group) in file.alsoKindOf {
            kinds[try id(kind, "alsoKindOf")] = try id(group, "alsoKindOf")
        }
        alsoKindOf = kinds
    }

    /// A label in the words of everyday speech: a tower for a monumental tower.
    package func spoken(_ label: String) -> String { plainly[label] ?? label }

    /// The plural of a noun or a phrase around one.
    package func plural(of noun: String) -> String {
        if let plural = irregular[noun.lowercased()] { return plural }
        for joint in headBefore {
            if let range = noun.range(of: joint) {
                return plural(of: String(noun[..<range.lowerBound])) + noun[range.lowerBound...]
            }
        }
        let last = String(noun.split(separator: " ").last ?? "")
        let front = noun.dropLast(last.count)
        let key = last.lowercased()
        guard !uncountable.contains(key), !pluralOnly.contains(key) else { return noun }
        if let plural = irregular[key] { return front + plural }
        guard let ending = Self.longest(in: endings.keys, where: key.hasSuffix),
            let replacement = endings[ending]
        else { return noun }
        return front + last.dropLast(ending.count) + replacement
    }

    /// A noun with its indefinite article.
    package func withArticle(_ noun: String) -> String {
        let prefix = Self.longest(in: articles.keys, where: noun.lowercased().hasPrefix)
        guard let article = prefix.flatMap({ articles[$0] }) else { return noun }
        return "\(article) \(noun)"
    }

    /// What a thing with a label is called.
    ///
    /// - Parameters:
    ///   - label: The label in plain words.
    ///   - isName: Whether it is the name of one single thing.
    ///   - isPlural: Whether the label is a plural already.
    /// - Returns: One of them and several of them, as a sentence says it.
    package func noun(of label: String, isName: Bool = false, isPlural: Bool = false) -> Noun {
        let label = spoken(label)
        let words = label.split(separator: " ").map(String.init)
        let isDefinite =
            definiteNames.contains(label) || words.contains(where: definiteNames.contains)
        if isName || definiteNames.contains(label) {
            let name = isDefinite ? "\(definiteArticle) \(label)" : label
            return Noun(one: name, many: name, counts: false)
        }
        let last = words.last?.lowercased() ?? ""
        if isPlural || pluralOnly.contains(last) || uncountable.contains(last) {
            return Noun(one: label, many: label, counts: false)
        }
        return Noun(one: withArticle(label), many: plural(of: label), counts: true)
    }

    private static func longest(
        in keys: some Sequence<String>,
        where fits: (String) -> Bool
    ) -> String? {
        keys.filter(fits).max { $0.count < $1.count }
    }
}
