import Explanations

/// References that were measured.
extension Samples {
    /// An answer that says nothing of what a photo shows: the word can mean a bird or a machine.
    static let unclear = ScoredClass(class: 134, label: "crane", probability: 0.5)

    /// References with scores, answers and looks of their own.
    ///
    /// - Parameters:
    ///   - labels: The label and the synset of each.
    ///   - scores: By reference; without them all are alike.
    ///   - answers: By reference; without them the model's answers say nothing.
    ///   - surfaces: By reference; without them none was measured.
    /// - Returns: The references, strongest first as given.
    static func references(
        _ labels: [(String?, String?)],
        scores: [Double] = [],
        answers: [ScoredClass] = [],
        surfaces: [Surface?] = []
    ) -> [Reference] {
        labels.enumerated().map { rank, label in
            var reference = reference(label.0, label.1, rank: rank)
            if scores.indices.contains(rank) { reference.score = scores[rank] }
            reference.answer = answers.indices.contains(rank) ? answers[rank] : unclear
            if surfaces.indices.contains(rank) { reference.surface = surfaces[rank] }
            return reference
        }
    }

    /// A surface that nothing can be said of but what is given.
    static func surface(
        _ color: BasicColor = .gray,
        share: Double = 0.3,
        lightness: Double = 50,
        chroma: Double = 12,
        texture: Texture = .patchy,
        coherence: Double = 0.2,
        angle: Double? = nil
    ) -> Surface {
        Surface(
            color: color,
            colorShare: share,
            lightness: lightness,
            chroma: chroma,
            texture: texture,
            contrast: 15,
            coherence: coherence,
            lineAngle: angle
        )
    }
}
