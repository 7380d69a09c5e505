import Explanations

/// Whether a text says on which side a concept is.
///
/// Held is what says "speaks for", "supports", "counts against" and the like, of the concept that
/// the sentence is about. A word is turned round by a "not" right before it. A text that says both
/// passes: it compares. Where one class is held against another, what speaks for the second speaks against
/// the first.
struct SignCheck: TextCheck {
    static let name = "sign"

    func verdict(on part: CheckedPart) -> Verdict {
        var told: [Told] = []
        let rivals = RivalClasses(part)
        for number in part.prose.sentences.indices { told += all(in: number, part, rivals) }
        let concepts = part.about.map { [$0.concept] } ?? part.explanation.concepts
        let evidence =
            concepts.map { concept in
                "\(concept.channel): \(concept.relevance < 0 ? "against" : "for")"
            }
            .joined(separator: ", ")
            + (part.explanation.attribution.against == nil ? "" : " the first of the two classes")
        for one in told {
            let isRight = one.concepts.contains { ($0.relevance > 0) == one.supports }
            let isCompared = told.contains {
                $0.concepts == one.concepts && $0.supports != one.supports
            }
            if isRight || isCompared { continue }
            let side = one.supports ? "against" : "for"
            let what =
                rivals == nil
                ? side : one.supports ? "for the second class" : "for the first class"
            return Verdict(
                finding: "\"\(one.said)\" is said of a concept that speaks \(what).",
                evidence: evidence
            )
        }
        return Verdict(evidence: evidence)
    }

    /// A side that a text tells, and of what.
    private struct Told {
        let said: String
        let supports: Bool
        let concepts: [Concept]
    }

    private func all(
        in number: Int,
        _ part: CheckedPart,
        _ rivals: RivalClasses?
    ) -> [Told] {
        let signs = part.checks.sign
        let sentence = part.prose.sentences[number]
        let said: [(range: Range<Int>, supports: Bool)] = sentence.indices.compactMap { position in
            let here = sentence[position...]
            let opposed = signs.opposes.lazy.compactMap { $0.length(in: here) }.first
            let supported = signs.supports.lazy.compactMap { $0.length(in: here) }.first
            return (opposed ?? supported).map { (position..<position + $0, opposed == nil) }
        }
        return said.indices.compactMap { index in
            let (range, supports) = said[index]
            let position = range.lowerBound
            let next =
                said[(index + 1)...].first { $0.range.lowerBound >= range.upperBound }?
                .range.lowerBound ?? sentence.count
            // "No concept speaks against it" and "it does not speak against it" tell of no concept
            // that does.
            let isDenied = sentence[..<position].suffix(2).contains {
                signs.nots.contains($0.plain)
            }
            let concepts = subjects(at: position, number, part)
            guard !isDenied, !concepts.isEmpty else { return nil }
            let isRival = rivals?.isRival(range, before: next, in: sentence) ?? false
            return Told(
                said: sentence[range].map(\.written).joined(separator: " "),
                supports: supports != isRival,
                concepts: concepts
            )
        }
    }

    /// The concepts that a side is told of: the text's own, or those named in the sentence.
    private func subjects(at position: Int, _ number: Int, _ part: CheckedPart) -> [Concept] {
        if let about = part.about { return [about.concept] }
        let mention =
            part.mention(at: position, in: number, sameClause: true)
            ?? part.mention(at: position, in: number, sameClause: false)
        return mention.map(part.concepts(named:)) ?? []
    }
}
