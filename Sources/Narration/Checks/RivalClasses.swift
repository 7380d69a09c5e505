import Explanations

/// Knows where a text names the two classes that are held against each other.
struct RivalClasses {
    /// One of the two in a sentence.
    private struct Named {
        let range: Range<Int>
        let isRival: Bool
    }

    /// The names of both, in lower case, the longest first.
    private let names: [(words: [String], isRival: Bool)]
    /// The last words of what the model's answer is called: "answer", where that is one of the two.
    private let answer: (words: Set<String>, isRival: Bool)?

    /// Nil where an explanation is about one class alone.
    init?(_ part: CheckedPart) {
        let attribution = part.explanation.attribution
        guard let against = attribution.against else { return nil }
        func names(of scored: ScoredClass) -> Set<[String]> {
            let plain = Label.plain(scored.label)
            let forms = plain.map { part.book.nouns.names(of: $0) } ?? []
            let title = plain.map { part.book.nouns.title(of: $0, class: scored.class) }
            let words = forms.union([scored.label, title].compactMap { $0 }).map {
                Prose($0, part.checks, part.tools.stemmer).words.map(\.plain)
            }
            return Set(words).subtracting([[]])
        }
        let target = names(of: attribution.target)
        let rival = names(of: against)
        let all =
            target.subtracting(rival).map { (words: $0, isRival: false) }
            + rival.subtracting(target).map { (words: $0, isRival: true) }
        self.names = all.sorted {
            ($0.words.count, $0.words.joined()) > ($1.words.count, $1.words.joined())
        }
        let answers = part.book.words.theAnswer.forms.compactMap {
            $0.split(separator: " ").last.map { $0.lowercased() }
        }
        answer =
            [attribution.target.class, against.class].contains(part.explanation.prediction.class)
            ? (Set(answers), against.class == part.explanation.prediction.class) : nil
    }

    /// Whether it is the second class that something speaks for or against.
    ///
    /// That is the class named first from there on, before the next such words; else the last one named
    /// before; else the answer, if that is told of; else the first class.
    ///
    /// - Parameters:
    ///   - said: Where the words stand, such as "speaks for".
    ///   - next: Where the next such words stand; the sentence's end if there are none.
    ///   - words: The sentence.
    /// - Returns: Whether the class that is named with them is the other one.
    func isRival(
        _ said: Range<Int>,
        before next: Int,
        in words: [Word]
    ) -> Bool {
        let named = all(in: words)
        let behind = named.first { said.lowerBound..<next ~= $0.range.lowerBound }
        if let behind { return behind.isRival }
        if let answer,
            words[said.lowerBound..<next].contains(where: { answer.words.contains($0.plain) })
        {
            return answer.isRival
        }
        return named.last { $0.range.upperBound <= said.lowerBound }?.isRival ?? false
    }

    private func all(in words: [Word]) -> [Named] {
        var found: [Named] = []
        var start = 0
        while start < words.count {
            let name = names.first { name in
                name.words.count <= words.count - start
                    && zip(name.words, words[start...]).allSatisfy { $0 == $1.plain }
            }
            guard let name else {
                start += 1
                continue
            }
            found.append(Named(range: start..<start + name.words.count, isRival: name.isRival))
            start += name.words.count
        }
        return found
    }
}
