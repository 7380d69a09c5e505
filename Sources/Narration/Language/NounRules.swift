/// How nouns behave in a language that makes its plurals and articles by endings, as English does.
///
/// Endings and articles are taken by the longest entry that fits, so that a person can mend a word
/// by adding a longer one.
struct NounRules: Decodable, Sendable {
    let endings: [String: String]
    let irregular: [String: String]
    let uncountable: Set<String>
    let pluralOnly: Set<String>
    let headBefore: [String]
    let articles: [String: String]
    let definiteArticle: String
    let definiteNames: Set<String>
    let plainly: [String: String]

    func spoken(_ label: String) -> String { plainly[label] ?? label }

    func plural(of noun: String) -> String {
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

    func withArticle(_ noun: String) -> String {
        let prefix = Self.longest(in: articles.keys, where: noun.lowercased().hasPrefix)
        guard let article = prefix.flatMap({ articles[$0] }) else { return noun }
        return "\(article) \(noun)"
    }

    func noun(of label: String, isName: Bool, isPlural: Bool) -> Noun {
        let label = spoken(label)
        let words = label.split(separator: " ").map(String.init)
        let isDefinite =
            definiteNames.contains(label) || words.contains(where: definiteNames.contains)
        if isName || definiteNames.contains(label) {
            let name = Inflected(isDefinite ? "\(definiteArticle) \(label)" : label)
            return Noun(one: name, many: name, counts: false)
        }
        let last = words.last?.lowercased() ?? ""
        if isPlural || pluralOnly.contains(last) || uncountable.contains(last) {
            return Noun(one: Inflected(label), many: Inflected(label), counts: false)
        }
        return Noun(
            one: Inflected(withArticle(label)),
            many: Inflected(plural(of: label)),
            counts: true
        )
    }

    private static func longest(
        in keys: some Sequence<String>,
        where fits: (String) -> Bool
    ) -> String? {
        keys.filter(fits).max { $0.count < $1.count }
    }
}
