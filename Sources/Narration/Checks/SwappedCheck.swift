import Explanations

/// Whether a text names the concept that it is about.
///
/// A concept's text may leave its name out, or set it beside another; but where it tells another
/// concept's whole name and not its own, the two were swapped; so were they where it tells most of
/// another's name, with a word that nobody told of this one. A name of one word counts only
/// where it is told as a name, in quotation marks or beside "concept": "the wheels of the truck"
/// names no concept. In the summary the concept that is said to count most must be the strongest.
struct SwappedCheck: TextCheck {
    static let name = "swapped"

    func verdict(on part: CheckedPart) -> Verdict {
        part.about.map { context($0.concept, $0.told, part) } ?? summary(part)
    }

    private func context(_ concept: Concept, _ told: ConceptText, _ part: CheckedPart) -> Verdict {
        let evidence = told.hasSharedPattern ? "name: \(told.name)" : "no name"
        // "This is not an upright shaft" does not say what the concept is called.
        let isNamed = part.mentions.contains { mention in
            mention.channel == concept.channel && mention.share == 1
                && !part.prose.sentences[mention.sentence].contains {
                    part.checks.sign.nots.contains($0.plain)
                }
        }
        if isNamed { return Verdict(evidence: evidence) }
        let own = part.labels(of: concept).union(part.answers(for: concept))
        for mention in part.mentions {
            guard let name = part.names.first(where: { $0.channel == mention.channel }),
                mention.share == 1 && (name.stems.count > 1 || mention.isMarked)
                    || isForeign(mention, name, told, part),
                let other = part.narrated.text(forChannel: mention.channel)
            else { continue }
            let sentence = part.prose.sentences[mention.sentence]
            if sentence.contains(where: { part.checks.comparing.contains($0.plain) }) { continue }
            // What the concept's own references are labelled or answered is no other's name.
            if name.stems.allSatisfy(own.contains) { continue }
            return Verdict(
                finding: "The text tells of \"\(other.name)\", another concept's name.",
                evidence: evidence
            )
        }
        return Verdict(evidence: evidence)
    }

    /// Whether a shortened name of another concept has a word that nobody told of this one.
    private func isForeign(
        _ mention: Mention,
        _ name: Mentions.Name,
        _ told: ConceptText,
        _ part: CheckedPart
    ) -> Bool {
        let isNamed = part.mentions.contains { $0.channel == told.channel }
        guard name.stems.count > 2, !isNamed, let seen = told.seen else { return false }
        let own = Set(
            [seen, told.name, told.description ?? ""].flatMap {
                Prose($0, part.checks, part.tools.stemmer).words.map(\.stem)
            }
        )
        let said = part.prose.sentences[mention.sentence][mention.range].map(\.stem)
        return name.stems.contains { said.contains($0) && !own.contains($0) }
    }

    private func summary(_ part: CheckedPart) -> Verdict {
        let evidence =
            "strongest first: "
            + part.explanation.concepts.sorted { abs($0.relevance) > abs($1.relevance) }
            .compactMap { part.narrated.text(forChannel: $0.channel)?.name }
            .joined(separator: ", ")
        for (number, sentence) in part.prose.sentences.enumerated() {
            guard
                let range = part.checks.strongest.lazy.compactMap({ $0.range(in: sentence) }).first
            else { continue }
            let here = part.mentions.filter { $0.sentence == number }
            let clause = sentence[range.lowerBound].clause
            let near = here.filter { sentence[$0.range.lowerBound].clause == clause }
            guard
                let mention = near.first(where: { $0.range.lowerBound >= range.lowerBound })
                    ?? near.last ?? here.first(where: { $0.range.lowerBound >= range.lowerBound }),
                let concept = part.explanation.concepts.first(where: {
                    $0.channel == mention.channel
                }),
                part.rank(of: concept) != 0
            else { continue }
            // "The strongest against it" is the strongest of those.
            let rivals = part.explanation.concepts.filter {
                ($0.relevance < 0) == (concept.relevance < 0)
            }
            let isOpposing = sentence.indices.contains { position in
                part.checks.sign.opposes.contains { $0.length(in: sentence[position...]) != nil }
            }
            if isOpposing || concept.relevance > 0,
                rivals.allSatisfy({ abs($0.relevance) <= abs(concept.relevance) })
            {
                continue
            }
            // A narrator without names tells of the kind of photos, which two concepts may share.
            let strongest = part.explanation.concepts.max {
                abs($0.relevance) < abs($1.relevance)
            }
            // "This one and that one counted most."
            let isListed = here.contains {
                $0.channel == strongest?.channel && $0.range.upperBound <= range.lowerBound
            }
            if isListed, mention.range.upperBound <= range.lowerBound { continue }
            if let strongest, part.concepts(named: mention).contains(strongest) { continue }
            let name = part.narrated.text(forChannel: concept.channel)?.name ?? ""
            return Verdict(
                finding: "\"\(name)\" is not the strongest concept.",
                evidence: evidence
            )
        }
        return Verdict(evidence: evidence)
    }
}
