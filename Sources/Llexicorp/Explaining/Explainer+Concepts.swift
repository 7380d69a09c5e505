import Attribution
import Concepts
import Explanations
import Images
import Tensors

extension Explainer {
    /// The told concepts with what is measured of them; their assets are written.
    ///
    /// - Parameters:
    ///   - told: The channels to tell.
    ///   - target: The class that is explained.
    ///   - tape: The forward pass of the photo.
    ///   - picture: What the model saw, at the size of its input.
    ///   - references: The channels' references, in the order of `told`; nil without an index.
    ///   - assets: Where the assets go.
    /// - Returns: One concept per told channel, in their order.
    /// - Throws: The error of the pass, or of a file that cannot be written.
    func concepts(
        _ told: [ConceptSelection.Told],
        of target: Int,
        on tape: Tape,
        seeing picture: Picture,
        shownBy references: [ChannelReferences]?,
        assets: ExplanationAssets
    ) throws -> [Concept] {
        let requests = told.map { concept in
            RelevanceRequest(
                Condition(
                    target: .classes([target]),
                    channels: [ChannelSelection(layer: layer, channels: [concept.channel])]
                )
            )
        }
        let heatmaps = try attributor.propagate(tape, requests, toInput: true).heatmaps
        let view = SurfacePicture(picture)
        var concepts: [Concept] = []
        var regions: [(channel: Int, region: MeasuredRegion?)] = []
        for (place, concept) in told.enumerated() {
            guard let heatmap = heatmaps?.slice(place) else { preconditionFailure("no heatmap") }
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
                    channels: [concept.channel],
                    relevance: concept.relevance,
                    layerShare: concept.layerShare,
                    topShare: concept.topShare,
                    heatmap: files.heatmap,
                    overlay: files.overlay,
                    region: region?.region,
                    referenceMode: (references?[place].mode ?? .relmaxSum).shortName,
                    references: crops.map(\.reference),
                    appearance: region.flatMap { SurfaceMeasure.appearance(of: $0, in: view) },
                    names: try index?.names(of: concept.channel)
                )
            )
        }
        for (place, overlaps) in MeasuredRegion.overlaps(among: regions).enumerated() {
            concepts[place].overlaps = overlaps
        }
        return concepts
    }
}
