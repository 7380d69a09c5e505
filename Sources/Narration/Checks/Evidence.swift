import Explanations

/// The measured values that a text may state.
struct Evidence {
    /// Shares that may be told as percentages, 0 to 1, without sign.
    let shares: [Double]
    /// Numbers of things.
    let counts: Set<Int>
    /// "Five of the six": the pairs that hold; nil where any of the counts may stand together.
    let ratio: (part: Int, whole: Int)?
    /// How many places a region has; nil where any count may stand.
    let pieces: Int?
    /// The half areas that may be told as shares in words.
    let areas: [Double]
    /// The cells that words for a place may name.
    let cells: Set<Cell>

    /// What was measured of one concept.
    init(
        of concept: Concept,
        told: ConceptText,
        in explanation: Explanation,
        _ nouns: Nouns
    ) {
        let total = concept.references.count
        let fitting = told.nameConfidence.map { Int(($0 * Double(total)).rounded()) }
        var counts: Set<Int> = [1, total, concept.channels.count]
        if let region = concept.region { counts.insert(region.pieces) }
        if let fitting { counts.formUnion([fitting, total - fitting]) }
        // "Two hens": the photos of one label, or of one synset where there is no label.
        let kinds = concept.references.map {
            Label.plain($0.label).map(nouns.spoken) ?? $0.wordNetID
        }
        for kind in kinds { counts.insert(kinds.count { $0 == kind }) }
        self.counts = counts
        pieces = concept.region?.pieces
        ratio = fitting.map { ($0, total) }
        areas = concept.region.map { [$0.halfArea] } ?? []
        cells = concept.region.map { [$0.cell] } ?? []
        shares =
            [
                concept.layerShare, concept.topShare, concept.region?.halfArea ?? 0,
                told.nameConfidence ?? 0, explanation.prediction.probability,
            ]
            .map(abs)
    }

    /// What was measured of the explanation as a whole.
    init(of explanation: Explanation) {
        let concepts = explanation.concepts
        let against = concepts.count { $0.relevance < 0 }
        let forIt = concepts.count - against
        counts = [
            1, concepts.count, forIt, against, max(forIt - 1, 0), explanation.model.classCount,
            explanation.model.layerChannels, explanation.prediction.runnersUp.count,
        ]
        ratio = nil
        pieces = nil
        areas = concepts.compactMap { $0.region?.halfArea }
        cells = Set(concepts.compactMap { $0.region?.cell })
        let attribution = explanation.attribution
        let classes = explanation.prediction.runnersUp + [attribution.target]
        shares =
            concepts.flatMap { [abs($0.layerShare), $0.topShare] } + classes.map(\.probability)
            + [
                attribution.coverage, attribution.layerShareLeftOut,
                explanation.prediction.probability, explanation.prediction.margin,
            ]
    }
}
