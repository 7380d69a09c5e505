import Explanations

/// Knows the names of things, so that their words are not read as numbers or places: a "three-toed
/// sloth" is no number and a "high-heeled shoe" no place.
struct NamedThings {
    private let names: [[String]]

    /// Collects the names that an explanation and its text know.
    init(
        _ text: NarratedText,
        _ explanation: Explanation,
        _ book: Phrasebook,
        _ stemmer: Stemmer
    ) {
        var names: Set<[String]> = []
        func add(_ name: String) {
            let words = Prose(name, book.checks, stemmer).words
            // A number or place by itself is no name: a class called "six" must not hide every six.
            let isPlain = words.allSatisfy {
                $0.isDigits || $0.plain.count < 2 || book.checks.numbers.words[$0.plain] != nil
                    || book.checks.numbers.parts[$0.plain] != nil
            }
            if !isPlain { names.insert(words.map(\.stem)) }
        }
        func add(label: String?) {
            guard let plain = Label.plain(label) else { return }
            for name in [plain, book.nouns.spoken(plain)] {
                add(name)
                add(book.nouns.plural(of: name))
            }
        }
        for concept in explanation.concepts {
            for reference in concept.references {
                add(label: reference.label)
                add(label: reference.answer.label)
            }
        }
        add(label: explanation.prediction.label)
        add(label: explanation.input.label)
        add(label: explanation.attribution.target.label)
        for scored in explanation.prediction.runnersUp { add(label: scored.label) }
        for concept in text.concepts where concept.hasSharedPattern { add(concept.name) }
        // The longest first, so that "tiger cat" does not leave "tiger" behind.
        self.names = names.sorted {
            $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
        }
    }

    /// Marks the words of names.
    func mark(_ prose: inout Prose) {
        for number in prose.sentences.indices {
            var words = prose.sentences[number]
            var start = 0
            while start < words.count {
                let rest = words[start...]
                let fitting = names.first { name in
                    name.count <= rest.count
                        && zip(name, rest).allSatisfy { $0 == $1.stem }
                }
                let length = fitting?.count ?? 0
                for index in start..<start + length { words[index].isName = true }
                start += max(1, length)
            }
            prose.sentences[number] = words
        }
    }
}
