import Explanations

/// Whether a text says on which side a concept is.
///
/// Held is what says "speaks for", "supports", "counts against" and the like, of the concept that
/// the sentence is about. A word is turned round by a "not" right before it. A text that says both
/// passes: it compares.
struct SignCheck: TextCheck {
    static let name = "sign"

    func verdict(on part: CheckedPart) -> Verdict {
        var said: [Int: (supports: String?, opposes: String?)] = [:]
        let signs = part.checks.sign
        for (number, sentence) in part.prose.sentences.enumerated() {
            for position in sentence.indices {
                let here = sentence[position...]
                let opposed = signs.opposes.first { $0.length(in: here) != nil }
                let supported =
                    opposed == nil ? signs.supports.first { $0.length(in: here) != nil } : nil
                guard let phrase = opposed ?? supported,
                    let length = phrase.length(in: here),
                    let subject = part.subject(at: position, in: number)
                else { continue }
                let words = sentence[position..<position + length].map(\.written)
                    .joined(separator: " ")
                let isDenied = sentence[..<position].suffix(2).contains {
                    signs.nots.contains($0.plain)
                }
                // "No concept speaks against it" and "it does not speak against it" tell of no
                // concept that does.
                if isDenied { continue }
                if opposed != nil {
                    said[subject.channel, default: (nil, nil)].opposes = words
                } else {
                    said[subject.channel, default: (nil, nil)].supports = words
                }
            }
        }
        let concepts = part.about.map { [$0.concept] } ?? part.explanation.concepts
        let evidence = concepts.map { concept in
            "\(concept.channel): \(concept.relevance < 0 ? "against" : "for")"
        }
        .joined(separator: ", ")
        for concept in concepts {
            guard let (supports, opposes) = said[concept.channel] else { continue }
            if concept.relevance < 0, let supports, opposes == nil {
                return Verdict(
                    finding: "\"\(supports)\" is said of a concept that speaks against.",
                    evidence: evidence
                )
            }
            if concept.relevance > 0, let opposes, supports == nil {
                return Verdict(
                    finding: "\"\(opposes)\" is said of a concept that speaks for.",
                    evidence: evidence
                )
            }
        }
        return Verdict(evidence: evidence)
    }
}
