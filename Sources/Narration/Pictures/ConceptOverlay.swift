package import Explanations
package import Images
package import LanguageModels

/// What a language model sees of a concept in the explained photo: what the network saw (1), and
/// the same with the concept's heatmap and the outline of half its weight (2), side by side.
package struct ConceptOverlay: Sendable {
    /// The most pixels of either side.
    package static let limit = 1024
    /// The line of the outline: a good twentieth of a millimetre on the sheet, to this size.
    private static let line = (width: 3.0, casing: 8.0, dash: (on: 12.0, off: 6.0))

    /// Both pictures, side by side.
    package let picture: Picture

    /// Draws a concept in the photo.
    ///
    /// - Parameters:
    ///   - concept: The concept.
    ///   - input: The photo.
    ///   - assets: Where its pictures lie.
    /// - Throws: `NarrationError` naming the asset that is missing or cannot be read.
    package init(
        of concept: Concept,
        in input: InputPhoto,
        _ assets: ExplanationPictures
    ) throws(NarrationError) {
        let montage = Montage(groups: 2, tiles: 1, limit: Self.limit, largestTile: Self.limit)
        let side = montage.side
        let photo = try assets.picture(input.photo)
        let part = try ExplanationPictures.part(input.view, of: input.photo)
        let view = photo.resized(from: part, width: side, height: side, filter: .bicubic)
        let heatmap = try assets.heatmap(concept.heatmap)
        let sign: EvidenceSign = concept.relevance < 0 ? .negative : .positive
        let (overlay, outline) = try drawing(concept.heatmap) { () throws(ImagesError) in
            (
                try Duotone.sheet.overlay(view, heatmap: heatmap),
                try HeatmapOutline(of: heatmap, sign: sign)
            )
        }
        var canvas = Canvas(overlay)
        canvas.stroke(
            outline.pieces.map(\.points),
            in: (0, 0, side, side),
            Canvas.Line(
                color: sign == .positive
                    ? EvidenceColors.positiveOutline : EvidenceColors.negativeOutline,
                width: Self.line.width,
                casing: Self.line.casing,
                dash: sign == .positive ? nil : Self.line.dash
            )
        )
        let drawn = canvas.picture
        picture = montage.draw { group, _ in group == 0 ? view : drawn }
    }

    /// The encoded picture.
    ///
    /// - Parameter channel: For the title.
    /// - Returns: A JPEG without metadata.
    /// - Throws: `NarrationError` if it cannot be encoded.
    package func image(channel: Int) throws(NarrationError) -> ChatImage {
        try ChatImage(picture, title: "the photo, and channel \(channel) in it")
    }
}
