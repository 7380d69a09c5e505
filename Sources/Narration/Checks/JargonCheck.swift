/// Whether a text has words that its readers do not know.
///
/// An audience's `reader.json` may allow some of them.
struct JargonCheck: TextCheck {
    static let name = "jargon"

    func verdict(on part: CheckedPart) -> Verdict {
        let allowed = part.book.reader.allowedJargon
        let evidence =
            "words of the field that \(part.narrated.audience) readers do not know"
        let word = part.prose.words.first {
            part.checks.jargon.contains($0.plain) && !allowed.contains($0.plain)
        }
        guard let word else { return Verdict(evidence: evidence) }
        return Verdict(finding: "\"\(word.written)\" is a word of the field.", evidence: evidence)
    }
}
