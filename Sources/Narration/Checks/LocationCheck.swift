import Explanations

/// Whether the words for a place agree with the measured region.
///
/// `PlaceClaim` says which words are places, `Placement` when one is right. A place in a thing
/// ("the left of the truck") is held only where the thing is what the model answered or the photo
/// is labelled, and is wrong only where the region is clearly elsewhere: how the thing lies in the
/// photo was not measured. In the summary each place is held against the concept that its
/// sentence is about there, and where it names none against all.
struct LocationCheck: TextCheck {
    static let name = "location"

    func verdict(on part: CheckedPart) -> Verdict {
        for (number, sentence) in part.prose.sentences.enumerated() {
            for claim in PlaceClaim.all(in: sentence, part.checks) {
                let position = claim.range.lowerBound
                let subjects = part.subjects(at: position, in: number)
                let concepts = subjects.isEmpty ? part.explanation.concepts : subjects
                let isExtreme = sentence[max(0, position - 3)..<claim.range.upperBound].contains {
                    part.checks.places.extreme?.contains($0.plain) == true
                }
                if concepts.contains(where: { isRight(claim, isExtreme: isExtreme, $0, part) }) {
                    continue
                }
                return Verdict(
                    finding: "\"\(claim.said)\" is not where it was measured.",
                    evidence: Self.evidence(concepts)
                )
            }
        }
        return Verdict(
            evidence: Self.evidence(part.about.map { [$0.concept] } ?? part.explanation.concepts)
        )
    }

    private func isRight(
        _ claim: PlaceClaim,
        isExtreme: Bool,
        _ concept: Concept,
        _ part: CheckedPart
    ) -> Bool {
        guard let region = concept.region else { return claim.thing != nil }
        let placement = Placement(region: region)
        guard let thing = claim.thing else {
            if isExtreme { return claim.places.contains(where: placement.holdsExtremely) }
            return claim.places.contains { placement.holds($0, isHalf: claim.isHalf) }
        }
        let vocabulary = Vocabulary(part)
        vocabulary.addClasses()
        let isWhole = vocabulary.names(thing)
        return !isWhole || !claim.places.allSatisfy { placement.isOpposite($0) }
    }

    private static func evidence(_ concepts: [Concept]) -> String {
        let regions = concepts.map { concept in
            concept.region.map { Placement(region: $0).evidence } ?? "no region"
        }
        guard regions.count != 1 else { return regions[0] }
        return zip(concepts, regions).map { "\($0.channel): \($1)" }.joined(separator: "; ")
    }
}
