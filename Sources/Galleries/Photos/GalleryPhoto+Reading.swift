package import Explanations
package import Foundation
package import SheetTemplates

extension GalleryPhoto {
    /// Takes from an explanation what a gallery keeps of it.
    ///
    /// - Parameters:
    ///   - explanation: The explanation; names come from its texts for the audience and language, and are
    ///     missing without such texts.
    ///   - folder: Its folder.
    ///   - id: A name that no other photo of the gallery has.
    ///   - audience: Whose texts' names count.
    ///   - words: The gallery's words.
    /// - Throws: `SheetTemplatesError` if a string is missing.
    package init(
        _ explanation: Explanation,
        in folder: URL,
        id: String,
        audience: String,
        words: SheetStrings
    ) throws {
        func titled(_ scored: ScoredClass) -> ScoredClass {
            var scored = scored
            scored.label = words.title(of: scored)
            return scored
        }
        let input = explanation.input
        let prediction = explanation.prediction
        let texts = explanation.text(audience: audience, language: words.language)
        self.id = id
        self.folder = folder
        self.input = input
        model = explanation.model
        composite = explanation.attribution.composite
        answer = titled(
            ScoredClass(
                class: prediction.class,
                label: prediction.label,
                probability: prediction.probability
            )
        )
        runnerUp = prediction.runnersUp.first.map(titled)
        target = titled(explanation.attribution.target)
        label = input.label.map { words.title(of: $0, class: input.labelClass) }
        agreement = Agreement(explanation)
        heatmap = explanation.attribution.heatmap
        concepts = try explanation.concepts.map { concept in
            let text = texts?.text(forChannel: concept.channel)
            let name = text?.name.asOneParagraph ?? ""
            return GalleryConcept(
                channel: concept.channel,
                name: try name.isEmpty
                    ? words.text("concept-unnamed", ["channel": String(concept.channel)]) : name,
                isNamed: text?.hasSharedPattern == true && !name.isEmpty,
                layerShare: concept.layerShare
            )
        }
        created = explanation.provenance.created
    }
}

extension GalleryPhoto.Agreement {
    /// What an explanation's caution says of its label.
    init(_ explanation: Explanation) {
        guard explanation.input.label != nil else {
            self = .unlabelled
            return
        }
        let differs = explanation.cautions.contains { caution in
            if case .differsFromLabel = caution { true } else { false }
        }
        self = !differs ? .agrees : explanation.input.labelClass == nil ? .unknown : .differs
    }
}
