import Explanations

/// The measured values that a text may state.
struct Measured {
    /// Shares of the view's area, 0 to 1.
    let areas: [Double]
    /// Shares of the region that other concepts' regions cover, 0 to 1.
    let overlaps: [Double]
    /// What the model gives for its answer and others, 0 to 1.
    let sureness: [Double]
    /// Shares of the evidence, 0 to 1, without sign.
    let shares: [Double]
    /// Relevances and logits, for numbers that are no percentages.
    let amounts: [Double]
    /// How many pieces the region has; of the summary, those of each concept.
    let pieces: Set<Int>
    /// Numbers of reference photos that may be told.
    let photos: Set<Int>
    /// How many of how many references: the parts that may be told of all; nil where nobody
    /// counted, so that any may.
    let parts: Set<Int>?
    /// How many references there are.
    let total: Set<Int>
    /// Numbers of concepts.
    let concepts: Set<Int>
    /// The numbers of channels.
    let channels: Set<Int>
    /// Other numbers that may be told.
    let others: Set<Int>
    /// How many times stronger than another one concept is.
    let ratios: [Double]
    /// What filters measured and the limits they have: parts of many things, 0 to 1.
    let worth: [Double]

    /// All shares of anything.
    var all: [Double] { areas + sureness + shares }

    /// What was measured of one concept.
    init(
        of concept: Concept,
        told: ConceptText,
        in explanation: Explanation,
        _ nouns: Nouns
    ) {
        let count = concept.references.count
        let fitting =
            told.fitting
            ?? told.nameConfidence.map { Int(($0 * Double(count)).rounded()) }
        // "Two hens": the photos of one label, or of one synset where there is no label.
        let kinds = concept.references.map {
            Label.plain($0.label).map(nouns.spoken) ?? $0.wordNetID
        }
        var kindCounts: Set<Int> = []
        for kind in kinds { kindCounts.insert(kinds.count { $0 == kind }) }
        let fits = fitting.map { Set([$0, count - $0]) }
        areas = [concept.region?.halfArea].compactMap { $0 }
        overlaps = (concept.overlaps ?? []).map(\.share)
        sureness =
            Self.sureness(of: explanation)
            + [told.nameConfidence, told.nameTest?.score]
            .compactMap { $0 }
        shares =
            [abs(concept.layerShare), concept.topShare]
            + (concept.merged ?? []).map { abs($0.layerShare) }
        let doubts = concept.worth?.doubts ?? []
        worth =
            doubts.flatMap { [$0.value, $0.limit] }.compactMap { $0 }.map { abs($0) }
            + [concept.worth?.coherence, concept.worth?.labelEntropy].compactMap { $0 }
            + (concept.merged ?? []).flatMap { [$0.mapCorrelation, $0.sharedReferences] }
        let patterns = concept.references.compactMap(\.pattern)
        let patternSizes = Set(patterns).map { pattern in patterns.count { $0 == pattern } }
        amounts =
            [concept.relevance, abs(concept.relevance)] + Self.amounts(of: explanation)
        pieces = concept.region.map { [$0.pieces] } ?? []
        let wholes = worth.compactMap { Int(exactly: $0) }
        photos = kindCounts.union(fits ?? Set(0...count)).union([count, 1]).union(patternSizes)
            .union(wholes)
        parts = fits.map { $0.union(kindCounts).union(patternSizes) }
        total = [count]
        channels = Set(concept.channels)
        concepts = Self.concepts(of: explanation)
        others = kindCounts.union(pieces).union([1, 2, count, concept.channels.count])
            .union(fits ?? []).union(patternSizes).union(wholes)
        ratios = Self.ratios(of: explanation) { $0.channel == concept.channel }
    }

    /// What was measured of the explanation as a whole.
    init(of explanation: Explanation, _ text: NarratedText) {
        let told = explanation.concepts
        let attribution = explanation.attribution
        areas = told.compactMap { $0.region?.halfArea }
        overlaps = []
        sureness = Self.sureness(of: explanation)
        shares =
            told.flatMap { [abs($0.layerShare), $0.topShare] }
            + [attribution.coverage, attribution.layerShareLeftOut]
            + [attribution.selection?.layerShareFiltered, explanation.shareFiltered]
            .compactMap { $0 }
        let filtered = explanation.filterCounts
        let groups = explanation.leftOut.filter(\.reason.isFilter)
        worth = groups.map { abs($0.layerShare) } + filtered.map(\.limit)
        var filteredCounts: [Int] = filtered.map(\.channels)
        filteredCounts.append(filtered.map(\.channels).reduce(0, +))
        for reason in LeftOutGroup.Reason.filterReasons {
            let channels = filtered.filter { $0.reason == reason }.map(\.channels)
            filteredCounts.append(channels.reduce(0, +))
        }
        filteredCounts += filtered.compactMap { Int(exactly: $0.limit) }
        amounts = Self.amounts(of: explanation)
        pieces = Set(told.compactMap { $0.region?.pieces })
        let counts = Set(told.map(\.references.count))
        let fitting = text.concepts.compactMap(\.fitting)
        photos = counts.union(fitting).union([1]).union(filteredCounts)
        parts = fitting.isEmpty ? nil : Set(fitting)
        total = counts
        channels = Set(told.flatMap(\.channels))
        concepts = Self.concepts(of: explanation)
        others = concepts.union([
            1, 2, explanation.model.classCount, explanation.model.layerChannels,
            explanation.prediction.runnersUp.count,
        ])
        .union(filteredCounts)
        ratios = Self.ratios(of: explanation) { _ in true }
    }

    private static func sureness(of explanation: Explanation) -> [Double] {
        let prediction = explanation.prediction
        return [prediction.probability, explanation.attribution.target.probability]
            + prediction.runnersUp.map(\.probability)
            + [prediction.labelled?.probability, explanation.attribution.against?.probability]
            .compactMap { $0 }
    }

    private static func amounts(of explanation: Explanation) -> [Double] {
        let attribution = explanation.attribution
        let logits = [explanation.prediction.logit, attribution.targetLogit]
        guard let rival = attribution.againstLogit else { return logits }
        return logits + [rival, attribution.targetLogit - rival]
    }

    private static func concepts(of explanation: Explanation) -> Set<Int> {
        let all = explanation.concepts.count
        let against = explanation.concepts.count { $0.relevance < 0 }
        let forIt = all - against
        return [1, all, forIt, against, max(0, forIt - 1), max(0, all - 1)]
    }

    private static func ratios(
        of explanation: Explanation,
        including fits: (Concept) -> Bool
    ) -> [Double] {
        explanation.concepts.filter(fits).flatMap { one in
            explanation.concepts.compactMap { other in
                let least = min(abs(one.relevance), abs(other.relevance))
                return least > 0 ? max(abs(one.relevance), abs(other.relevance)) / least : nil
            }
        }
    }
}
