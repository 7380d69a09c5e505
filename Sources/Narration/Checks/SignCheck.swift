import Explanations

/// Whether a text says on which side a concept is.
///
/// Held is what says "speaks for", "supports", "counts against" and the like, of the concept that
/// the sentence is about. A word is turned round by a "not" right before it. A text that says both
/// passes: it compares.
struct SignCheck: TextCheck {
    static let name = "sign"

    func verdict(on part: CheckedPart) -> Verdict {
        var told: [Told] = []
        for number in part.prose.sentences.indices { told += all(in: number, part) }
        let concepts = part.about.map { [$0.concept] } ?? part.explanation.concepts
        let evidence = concepts.map { concept in
            "\(concept.channel): \(concept.relevance < 0 ? "against" : "for")"
        }
        .joined(separator: ", ")
        for one in told {
            let isRight = one.concepts.contains { ($0.relevance > 0) == one.supports }
            let isCompared = told.contains {
                $0.concepts == one.concepts && $0.supports != one.supports
            }
            if isRight || isCompared { continue }
            let side = one.supports ? "against" : "for"
            return Verdict(
                finding: "\"\(one.said)\" is said of a concept that speaks \(side).",
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

    private func all(in number: Int, _ part: CheckedPart) -> [Told] {
        let signs = part.checks.sign
        let sentence = part.prose.sentences[number]
        return sentence.indices.compactMap { position in
            let here = sentence[position...]
            let opposed = signs.opposes.lazy.compactMap { $0.length(in: here) }.first
            let supported = signs.supports.lazy.compactMap { $0.length(in: here) }.first
            guard let length = opposed ?? supported else { return nil }
            // "No concept speaks against it" and "it does not speak against it" tell of no concept
            // that does.
            let isDenied = sentence[..<position].suffix(2).contains {
                signs.nots.contains($0.plain)
            }
            let concepts = subjects(at: position, number, part)
            guard !isDenied, !concepts.isEmpty else { return nil }
            return Told(
                said: sentence[position..<position + length].map(\.written).joined(separator: " "),
                supports: opposed == nil,
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
