package import Foundation

/// How the nouns of one language behave, and what groups of things are called in it:
/// `nouns.<language>.json`.
///
/// English makes its forms by rules; other languages have a dictionary that is looked up by the English
/// label.
package struct Nouns: Sendable {
    /// The plain plural of groups of things by their synset; the only groups that may name a
    /// concept.
    package let groups: [SynsetID: Inflected]
    /// What everyday speech counts among a group and WordNet does not: a rose is a flower.
    package let alsoKindOf: [SynsetID: SynsetID]
    private let source: Source

    private enum Source: Sendable {
        case rules(NounRules)
        case dictionary(NounDictionary)
    }

    /// Reads the file of a language.
    ///
    /// - Throws: `NarrationError` with the file's name if it is missing or damaged.
    package init(contentsOf url: URL) throws(NarrationError) {
        struct File: Decodable {
            let alsoKindOf: [String: String]
            let groups: [String: String]
            let source: Source

            private enum Key: CodingKey { case alsoKindOf, groups, words }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: Key.self)
                alsoKindOf = try fields.decode([String: String].self, forKey: .alsoKindOf)
                groups = try fields.decode([String: String].self, forKey: .groups)
                source =
                    fields.contains(.words)
                    ? .dictionary(try NounDictionary(from: decoder))
                    : .rules(try NounRules(from: decoder))
            }
        }
        let file = try JSONFile.read(File.self, from: url)
        source = file.source
        func id(_ key: String, _ table: String) throws(NarrationError) -> SynsetID {
            if let id = SynsetID(key) { return id }
            throw NarrationError(
                "\(url.path): \(table): \"\(key)\" is not a synset",
                hint: "write n and eight digits"
            )
        }
        var groups: [SynsetID: Inflected] = [:]
        for (key, plural) in file.groups {
            let name: Inflected =
                switch file.source {
                case .rules: Inflected(plural)
                case .dictionary(let dictionary): dictionary.group(plural)
                }
            groups[try id(key, "groups")] = name
        }
        self.groups = groups
        var kinds: [SynsetID: SynsetID] = [:]
        for (kind, group) in file.alsoKindOf {
            kinds[try id(kind, "alsoKindOf")] = try id(group, "alsoKindOf")
        }
        alsoKindOf = kinds
    }

    /// The cases that the language has besides the nominative.
    package var cases: [String] {
        switch source {
        case .rules: []
        case .dictionary(let dictionary): dictionary.cases
        }
    }

    /// Several things of a kind, counted: "two domes", "pět ptáků".
    ///
    /// - Parameters:
    ///   - count: How many, made by `Words.number` with the noun's gender.
    ///   - noun: What is counted.
    /// - Returns: Number and noun, in all cases.
    package func counted(_ count: Counted, _ noun: Noun) -> Inflected {
        var governed: [String: String] = [:]
        if case .dictionary(let dictionary) = source {
            governed = dictionary.counted[count.plural] ?? [:]
        }
        func text(_ name: String) -> String {
            "\(count.words.form(name)) \(noun.many.form(governed[name] ?? name))"
        }
        return Inflected(
            text("nom"),
            cases: Dictionary(uniqueKeysWithValues: cases.map { ($0, text($0)) })
        )
    }

    /// What a class is called by itself, as in a heading; its own label where that is not known.
    ///
    /// - Parameters:
    ///   - label: The class's name in English.
    ///   - number: The class's number, which tells classes of one name apart.
    /// - Returns: Its name in the language.
    package func title(of label: String, class number: Int? = nil) -> String {
        switch source {
        case .rules: label
        case .dictionary(let dictionary): dictionary.title(of: label, class: number) ?? label
        }
    }

    /// All that a label may be called in a text of the language, in any number and case.
    ///
    /// - Parameters:
    ///   - label: The label in plain words.
    ///   - synset: What the label means, where known.
    /// - Returns: The forms, the label itself among them.
    package func names(of label: String, synset: SynsetID? = nil) -> Set<String> {
        switch source {
        case .rules(let rules):
            return Set([label, rules.spoken(label)].flatMap { [$0, rules.plural(of: $0)] })
        case .dictionary(let dictionary):
            guard let noun = dictionary.noun(of: [label], synset: synset, isPlural: false)
            else {
                return [label]
            }
            return noun.one.forms.union(noun.many.forms).union([label, title(of: label)])
        }
    }

    /// A label in the words of everyday speech: a tower for a monumental tower.
    package func spoken(_ label: String) -> String {
        switch source {
        case .rules(let rules): rules.spoken(label)
        case .dictionary: title(of: label)
        }
    }

    /// The plural of a noun or a phrase around one.
    package func plural(of noun: String) -> String {
        switch source {
        case .rules(let rules): rules.plural(of: noun)
        case .dictionary(let dictionary):
            dictionary.noun(of: [noun], synset: nil, isPlural: true)?.many.plain ?? noun
        }
    }

    /// A noun with its indefinite article.
    package func withArticle(_ noun: String) -> String {
        switch source {
        case .rules(let rules): rules.withArticle(noun)
        case .dictionary(let dictionary):
            dictionary.noun(of: [noun], synset: nil, isPlural: false)?.one.plain ?? noun
        }
    }

    /// What a thing with a label is called.
    ///
    /// - Parameters:
    ///   - label: The label in plain words.
    ///   - synset: What the label means, where known.
    ///   - synonyms: Other words for that, looked up where the label is not known.
    ///   - isName: Whether it is the name of one single thing.
    ///   - isPlural: Whether the label is a plural already.
    /// - Returns: One of them and several of them, as a sentence says it.
    package func noun(
        of label: String,
        synset: SynsetID? = nil,
        synonyms: [String] = [],
        isName: Bool = false,
        isPlural: Bool = false
    ) -> Noun {
        switch source {
        case .rules(let rules):
            rules.noun(of: label, isName: isName, isPlural: isPlural)
        case .dictionary(let dictionary):
            // Tweezers are no plural where they have a word of their own.
            dictionary.noun(of: [label], synset: synset, isPlural: false)
                ?? dictionary.noun(of: synonyms, synset: synset, isPlural: isPlural)
                ?? dictionary.unknownNoun(label, isPlural: isPlural)
        }
    }
}
