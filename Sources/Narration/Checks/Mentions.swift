import Explanations

/// A concept's name in a text.
struct Mention: Equatable {
    let channel: Int
    /// The sentence, from 0.
    let sentence: Int
    /// The words from the name's first to its last.
    let range: Range<Int>
    /// The share of the name's words that stand there, 0 to 1.
    let share: Double
    /// Whether the name is told as a name: in quotation marks, or beside a word for a concept.
    let isMarked: Bool
}

/// Finds the names of concepts in a text, inflected or shortened.
struct Mentions {
    /// The words of a name that carry content, as stems.
    struct Name {
        let channel: Int
        let stems: [String]
    }

    let names: [Name]
    private let checks: CheckWords

    /// Takes the names of the concepts that have one.
    ///
    /// A name that is the answer's too is left out: where it stands, the answer may be meant.
    init(
        _ text: NarratedText,
        _ explanation: Explanation,
        _ checks: CheckWords,
        _ stemmer: Stemmer
    ) {
        self.checks = checks
        func stems(_ name: String) -> [String] {
            Prose(name, checks, stemmer).words
                .filter { !checks.function.contains($0.plain) }.map(\.stem)
        }
        let classes = explanation.explainedLabels.map { Set(stems($0)) }
        names = text.concepts.filter(\.hasSharedPattern)
            .map {
                Name(channel: $0.channel, stems: stems($0.name.replacing(/\s\(\d+\)$/, with: "")))
            }
            .filter { name in !classes.contains { $0.isSuperset(of: name.stems) } }
    }

    /// Every mention, in the order of the text.
    ///
    /// A name is mentioned where at least three fifths of its words stand within its length and
    /// three words more. Where two names would be, the one with the greater share is.
    func find(in prose: Prose) -> [Mention] {
        var found: [Mention] = []
        for (number, sentence) in prose.sentences.enumerated() {
            var here: [Mention] = []
            for name in names where !name.stems.isEmpty {
                var start = 0
                while start < sentence.count {
                    guard let mention = mention(of: name, in: sentence, number, at: start) else {
                        start += 1
                        continue
                    }
                    here.append(mention)
                    start = mention.range.upperBound
                }
            }
            here.sort { ($0.share, $0.range.count) > ($1.share, $1.range.count) }
            var taken: [Mention] = []
            for mention in here where !taken.contains(where: { $0.range.overlaps(mention.range) }) {
                taken.append(mention)
            }
            found += taken.sorted { $0.range.lowerBound < $1.range.lowerBound }
        }
        return found
    }

    private func mention(
        of name: Name,
        in sentence: [Word],
        _ number: Int,
        at start: Int
    ) -> Mention? {
        guard name.stems.contains(sentence[start].stem) else { return nil }
        var missing = name.stems
        var end = start
        for index in start..<min(sentence.count, start + name.stems.count + 3) {
            guard let hit = missing.firstIndex(of: sentence[index].stem) else { continue }
            missing.remove(at: hit)
            end = index + 1
        }
        let share = 1 - Double(missing.count) / Double(name.stems.count)
        guard share >= 0.6 else { return nil }
        let beside = [start - 1, start - 2, end, end + 1].filter(sentence.indices.contains)
        return Mention(
            channel: name.channel,
            sentence: number,
            range: start..<end,
            share: share,
            isMarked: sentence[start].isQuoted
                || beside.contains { checks.numbers.concepts.contains(sentence[$0].plain) }
        )
    }
}
