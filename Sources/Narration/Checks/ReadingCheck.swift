/// Whether a text is easy enough to read.
///
/// The formulas were made for passages, and a few sentences scatter around what they would give
/// there. With sentences that differ by eight words and words that differ by nine tenths of a
/// syllable, as they do in plain prose, the grade of two sentences of 17 words has a standard error
/// of 2.8, and that error falls with the root of the length. A text is too hard where its grade is
/// above the limit by more than chance gives one text in twenty: 28 grades over the root of the
/// number of words.
struct ReadingCheck: TextCheck {
    static let name = "reading"

    /// How many grades a text may read above the limit by chance.
    static func slack(words: Int) -> Double {
        28 / Double(max(1, words)).squareRoot()
    }

    func verdict(on part: CheckedPart) -> Verdict {
        let words = part.prose.words
        // Names are no choice of the writer: each counts as one plain word.
        let plain = part.prose.sentences.map { sentence in
            sentence.indices.compactMap { index in
                let word = sentence[index]
                let pause = word.followsColon ? ": " : ""
                guard word.isName else { return pause + word.written }
                return index > 0 && sentence[index - 1].isName ? nil : pause + "object"
            }
            .joined(separator: " ") + "."
        }
        .joined(separator: " ")
        let language = part.narrated.language
        let grade = Reading.grade(of: plain, language: language)
        let limit = part.book.reader.grade + Self.slack(words: words.count)
        let tenths = (grade * 10).rounded() / 10
        let most = (limit * 10).rounded() / 10
        let evidence = "\(Reading.formula(of: language)) \(tenths), at most \(most)"
        guard grade > limit else { return Verdict(evidence: evidence) }
        return Verdict(
            finding:
                "The text reads at grade \(tenths), the audience's is \(part.book.reader.grade).",
            evidence: evidence
        )
    }
}
