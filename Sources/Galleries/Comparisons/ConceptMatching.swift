import Explanations
import Images

/// Which concepts of two explanations belong together.
///
/// Those that are told and those against count; each belongs to one other at most.
/// - By channel: first concepts of the same channel, then those of which one's merged channels hold a channel of the
///   other's, each in the order of the first side.
/// - By place: every pair of concepts of one sign whose half-relevance regions overlap by at least `leastOverlap`
///   (intersection over union), the greatest overlap first, on ties the greater correlation, then the order of the
///   documents; a concept that has a partner is out of the running.
struct ConceptMatching {
    /// From which overlap on concepts of different layers stand side by side: a third of the area that either covers.
    static let leastOverlap = 1.0 / 3

    /// The pairs, the greater share first.
    let pairs: [ConceptPair]
    /// What only the first side tells.
    let onlyFirst: [LoneConcept]
    /// What only the second side tells.
    let onlySecond: [LoneConcept]

    /// Matches concepts.
    ///
    /// - Throws: What reading heatmaps throws.
    init(
        _ first: Explanation,
        _ second: Explanation,
        _ matching: Comparison.Matching,
        _ maps: ComparedMaps
    ) throws {
        let concepts = (first.allConcepts, second.allConcepts)
        func map(_ concept: Concept, _ side: ComparedMaps.Side) throws -> ComparedMaps.Map {
            try maps.map(concept.heatmap, sign: concept.sign, of: side)
        }
        let ones = try concepts.0.map { try map($0, .first) }
        let others = try concepts.1.map { try map($0, .second) }
        func agreement(_ one: Int, _ other: Int) -> HeatmapAgreement {
            HeatmapAgreement(ones[one], others[other])
        }
        let matched: [(one: Int, other: Int, agreement: HeatmapAgreement)]
        switch matching {
        case .channel:
            matched = Self.byChannel(concepts.0, concepts.1).map {
                ($0.0, $0.1, agreement($0.0, $0.1))
            }
        case .place:
            matched = Self.byPlace(concepts.0, concepts.1, agreement)
        }
        pairs = matched.map {
            ConceptPair(
                first: concepts.0[$0.one],
                second: concepts.1[$0.other],
                agreement: $0.agreement
            )
        }.enumerated().sorted {
            ($1.element.strength, $0.offset) < ($0.element.strength, $1.offset)
        }.map(\.element)
        let isSameLayer = matching == .channel
        let taken = (Set(matched.map(\.one)), Set(matched.map(\.other)))
        onlyFirst = concepts.0.indices.filter { !taken.0.contains($0) }.map {
            LoneConcept(
                concept: concepts.0[$0],
                elsewhere: isSameLayer ? Self.elsewhere(concepts.0[$0], in: second) : nil
            )
        }
        onlySecond = concepts.1.indices.filter { !taken.1.contains($0) }.map {
            LoneConcept(
                concept: concepts.1[$0],
                elsewhere: isSameLayer ? Self.elsewhere(concepts.1[$0], in: first) : nil
            )
        }
    }

    private static func byChannel(_ ones: [Concept], _ others: [Concept]) -> [(Int, Int)] {
        var pairs: [(Int, Int)] = []
        var taken: (Set<Int>, Set<Int>) = ([], [])
        func pair(_ isSame: (Concept, Concept) -> Bool) {
            for one in ones.indices where !taken.0.contains(one) {
                let other = others.indices.first {
                    !taken.1.contains($0) && isSame(ones[one], others[$0])
                }
                guard let other else { continue }
                pairs.append((one, other))
                taken.0.insert(one)
                taken.1.insert(other)
            }
        }
        pair { $0.channel == $1.channel }
        pair { !Set($0.channels).isDisjoint(with: $1.channels) }
        return pairs
    }

    private static func byPlace(
        _ ones: [Concept],
        _ others: [Concept],
        _ agreement: (Int, Int) -> HeatmapAgreement
    ) -> [(one: Int, other: Int, agreement: HeatmapAgreement)] {
        var candidates: [(one: Int, other: Int, agreement: HeatmapAgreement)] = []
        for one in ones.indices {
            for other in others.indices where ones[one].sign == others[other].sign {
                let measured = agreement(one, other)
                if let overlap = measured.overlap, overlap >= leastOverlap {
                    candidates.append((one, other, measured))
                }
            }
        }
        candidates.sort { left, right in
            func key(_ candidate: (one: Int, other: Int, agreement: HeatmapAgreement)) -> [Double] {
                [
                    -(candidate.agreement.overlap ?? 0), -(candidate.agreement.correlation ?? 0),
                    Double(candidate.one), Double(candidate.other),
                ]
            }
            return key(left).lexicographicallyPrecedes(key(right))
        }
        var taken: (Set<Int>, Set<Int>) = ([], [])
        return candidates.filter { candidate in
            guard !taken.0.contains(candidate.one), !taken.1.contains(candidate.other) else {
                return false
            }
            taken.0.insert(candidate.one)
            taken.1.insert(candidate.other)
            return true
        }
    }

    /// What another explanation of the same layer says of a concept's channel without telling it.
    private static func elsewhere(
        _ concept: Concept,
        in explanation: Explanation
    ) -> LoneConcept.Elsewhere? {
        explanation.attribution.strongest?.first { $0.channel == concept.channel }.map {
            LoneConcept.Elsewhere(layerShare: $0.layerShare, reason: $0.reason)
        }
    }
}

extension Concept {
    /// Which way its evidence points.
    var sign: EvidenceSign { layerShare < 0 ? .negative : .positive }
}
