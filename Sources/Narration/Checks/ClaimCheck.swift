/// Whether a text claims what no measurement can show: a cause, an intention, a thought, a
/// certainty, an advice.
///
/// What relevance measures may be said: that a concept speaks for or against, supports, counts,
/// carries, contributes, or that the model relied on it. So may "the model saw" and "focuses on",
/// which readers take as pictures for input and relevance. That one thing made another ("because",
/// "led to", "which is why"), that the model thinks, wants or decides, that something is proven, or
/// what the reader ought to do, may not.
struct ClaimCheck: TextCheck {
    static let name = "claims"

    func verdict(on part: CheckedPart) -> Verdict {
        let evidence = "words for causes, intentions, thoughts, certainty and advice"
        for sentence in part.prose.sentences {
            for claim in part.checks.claims {
                guard let range = claim.range(in: sentence) else { continue }
                let said = sentence[range].map(\.written).joined(separator: " ")
                return Verdict(
                    finding: "\"\(said)\" claims what was not measured.",
                    evidence: evidence
                )
            }
            if let first = sentence.first, part.checks.orders.contains(first.plain) {
                return Verdict(
                    finding: "\"\(first.written)\" tells the reader what to do.",
                    evidence: evidence
                )
            }
        }
        return Verdict(evidence: evidence)
    }
}
