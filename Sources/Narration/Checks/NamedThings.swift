import Explanations

/// Knows the names of things, so that their words are not read as numbers or places: a "three-toed
/// sloth" is no number and a "high-heeled shoe" no place.
struct NamedThings {
    /// A name's words in lower case, or their stems where a text inflects them.
    private struct Name: Hashable {
        let words: [String]
        let isStemmed: Bool
    }

    private let names: [Name]

    /// Collects the names that an explanation and its text know.
    init(
        _ text: NarratedText,
        _ explanation: Explanation,
        _ book: Phrasebook,
        _ stemmer: Stemmer
    ) {
        var names: Set<Name> = []
        func add(_ name: String, isStemmed: Bool) {
            let words = Prose(name, book.checks, stemmer).words
            // A number or place by itself is no name: a class called "six" must not hide every six.
            let isPlain = words.allSatisfy {
                $0.isDigits || $0.plain.count < 2 || book.checks.numbers.words[$0.plain] != nil
                    || book.checks.numbers.parts[$0.plain] != nil
            }
            guard !isPlain, !words.isEmpty else { return }
            names.insert(
                Name(words: words.map { isStemmed ? $0.stem : $0.plain }, isStemmed: isStemmed)
            )
        }
        func add(label: String?) {
            guard let plain = Label.plain(label) else { return }
            for name in book.nouns.names(of: plain) { add(name, isStemmed: false) }
        }
        for concept in explanation.concepts {
            for reference in concept.references {
                add(label: reference.label)
                add(label: reference.answer.label)
            }
        }
        for label in explanation.explainedLabels { add(label: label) }
        add(label: explanation.input.label)
        for scored in explanation.prediction.runnersUp { add(label: scored.label) }
        add(explanation.model.layer, isStemmed: false)
        for concept in text.concepts where concept.hasSharedPattern {
            add(concept.name, isStemmed: true)
        }
        // The longest first, so that "tiger cat" does not leave "tiger" behind.
        self.names = names.sorted {
            ($0.words.count, $0.words.joined()) > ($1.words.count, $1.words.joined())
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
                    name.words.count <= rest.count
                        && zip(name.words, rest).allSatisfy {
                            $0 == (name.isStemmed ? $1.stem : $1.plain)
                        }
                }
                let length = fitting?.words.count ?? 0
                for index in start..<start + length { words[index].isName = true }
                start += max(1, length)
            }
            prose.sentences[number] = words
        }
    }
}
