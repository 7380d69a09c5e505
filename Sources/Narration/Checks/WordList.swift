/// Words of a language, some of them by their beginning: `light*`.
struct WordList: Decodable, Sendable {
    private let whole: Set<String>
    private let beginnings: [String]

    /// Reads a list of strings.
    init(from decoder: any Decoder) throws {
        self.init(try [String](from: decoder))
    }

    /// Sorts words from beginnings.
    init(_ entries: [String]) {
        whole = Set(entries.filter { $0.last != "*" })
        beginnings = entries.filter { $0.last == "*" }.map { String($0.dropLast()) }
    }

    /// Whether a word in lower case is in the list.
    func contains(_ word: String) -> Bool {
        whole.contains(word) || beginnings.contains { word.hasPrefix($0) }
    }
}

/// Some words in a row; `*` at a word's end stands for any ending, `_` for any one word or none.
struct Phrase: Decodable, Sendable {
    /// The words as the language's file spells them.
    let spelling: String
    private let steps: [Substring]

    /// Reads a string.
    init(from decoder: any Decoder) throws {
        self.init(try String(from: decoder))
    }

    /// Splits a phrase into words.
    init(_ spelling: String) {
        self.spelling = spelling
        steps = spelling.split(separator: " ")
    }

    /// How many words the phrase takes from a position on; nil where it does not stand there.
    func length(in words: ArraySlice<Word>) -> Int? {
        Self.length(steps[...], words)
    }

    /// The first place where the phrase stands.
    func range(in words: [Word]) -> Range<Int>? {
        for start in words.indices {
            if let length = length(in: words[start...]) { return start..<start + length }
        }
        return nil
    }

    private static func length(
        _ steps: ArraySlice<Substring>,
        _ words: ArraySlice<Word>
    ) -> Int? {
        guard let step = steps.first else { return 0 }
        if step == "_" {
            if let rest = length(steps.dropFirst(), words) { return rest }
            guard !words.isEmpty else { return nil }
            return length(steps.dropFirst(), words.dropFirst()).map { $0 + 1 }
        }
        guard let word = words.first, !word.isName else { return nil }
        let plain = word.plain
        if step.first == "," {
            // ", so": only behind a pause.
            guard word.followsPause, plain == step.dropFirst() else { return nil }
        } else if step.last == "*" {
            guard plain.hasPrefix(step.dropLast()) else { return nil }
        } else if plain != step {
            return nil
        }
        return length(steps.dropFirst(), words.dropFirst()).map { $0 + 1 }
    }
}
