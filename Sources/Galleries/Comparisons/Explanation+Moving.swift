import Explanations

extension Explanation {
    /// The explanation with a folder before the paths of all assets that sheets and pages show.
    ///
    /// - Parameter folder: Such as `1`, the number of its folder among several.
    /// - Returns: The same explanation otherwise.
    func moved(to folder: String) -> Explanation {
        func path(_ path: String) -> String { "\(folder)/\(path)" }
        func concept(_ concept: Concept) -> Concept {
            var concept = concept
            concept.heatmap = path(concept.heatmap)
            concept.overlay = path(concept.overlay)
            for index in concept.references.indices {
                let reference = concept.references[index]
                concept.references[index].crop = path(reference.crop)
                concept.references[index].heatmap = path(reference.heatmap)
                concept.references[index].frame = reference.frame.map(path)
            }
            for index in concept.nameTestSamples?.indices ?? 0..<0 {
                let crop = concept.nameTestSamples?[index].crop ?? ""
                concept.nameTestSamples?[index].crop = path(crop)
            }
            return concept
        }
        var explanation = self
        explanation.input.photo = path(input.photo)
        explanation.attribution.heatmap = path(attribution.heatmap)
        explanation.attribution.overlay = path(attribution.overlay)
        explanation.concepts = concepts.map(concept)
        explanation.opposing = opposing?.map(concept)
        return explanation
    }
}
