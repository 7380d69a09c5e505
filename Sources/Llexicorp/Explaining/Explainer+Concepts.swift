import Concepts
import Explanations
import Images
import Tensors

extension Explainer {
    /// The told concepts with what is measured of them; their assets are written.
    ///
    /// - Parameters:
    ///   - told: The concepts to tell, with their heatmaps.
    ///   - picture: What the model saw, at the size of its input.
    ///   - references: The channels' references, in the order of `told`; nil without an index.
    ///   - assets: Where the assets go.
    /// - Returns: One concept per told one, in their order.
    /// - Throws: The error of a file that cannot be read or written.
    func concepts(
        _ told: [ConceptSelection.Told],
        seeing picture: Picture,
        shownBy references: [ChannelReferences]?,
        assets: ExplanationAssets
    ) throws -> [Concept] {
        let view = SurfacePicture(picture)
        var concepts: [Concept] = []
        var regions: [(channel: Int, region: MeasuredRegion?)] = []
        for (place, concept) in told.enumerated() {
            guard let heatmap = concept.heatmap else { preconditionFailure("no heatmap") }
            let files = try assets.write(heatmap, named: "concept-\(concept.channel)")
            let crops = references?[place].crops ?? []
            for crop in crops { try assets.copy(crop) }
            let region = try RegionMeasure.measuredRegion(
                of: heatmap,
                relevance: concept.relevance
            )
            regions.append((concept.channel, region))
            concepts.append(
                Concept(
                    channel: concept.channel,
                    channels: concept.channels,
                    relevance: concept.relevance,
                    layerShare: concept.layerShare,
                    topShare: concept.topShare,
                    heatmap: files.heatmap,
                    overlay: files.overlay,
                    region: region?.region,
                    referenceMode: (references?[place].mode ?? .relmaxSum).shortName,
                    references: try shown(crops.map(\.reference), of: concept.channel),
                    appearance: region.flatMap { SurfaceMeasure.appearance(of: $0, in: view) },
                    merged: concept.merged.isEmpty ? nil : concept.merged,
                    worth: concept.worth,
                    names: try index?.names(of: concept.channel)
                )
            )
        }
        for (place, overlaps) in MeasuredRegion.overlaps(among: regions).enumerated() {
            concepts[place].overlaps = overlaps
        }
        return concepts
    }

    /// The references with the patterns they belong to, where the channel has two.
    private func shown(_ references: [Reference], of channel: Int) throws -> [Reference] {
        guard !references.isEmpty, let patterns = try worth?(channel).patternOfPhoto else {
            return references
        }
        return references.map { reference in
            var known = reference
            known.pattern = patterns[reference.sha256]
            return known
        }
    }
}
