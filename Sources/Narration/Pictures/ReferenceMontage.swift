package import Explanations
package import Images
package import LanguageModels

/// What a language model sees of a concept to name it: its references, and nothing else.
///
/// Each reference is a numbered group: the part that the channel saw, the same part with what
/// mattered in natural colours and the rest pale, and the whole frame with that part marked, where
/// frames were kept.
package struct ReferenceMontage: Sendable {
    /// The most pixels of either side.
    package static let limit = 1536

    /// The montage.
    package let picture: Picture
    /// Whether whole frames are among the tiles.
    package let hasFrames: Bool

    /// Draws a concept's references.
    ///
    /// - Parameters:
    ///   - concept: The concept, with at least one reference.
    ///   - assets: Where its pictures lie.
    /// - Throws: `NarrationError` naming the asset that is missing or cannot be read.
    package init(of concept: Concept, _ assets: ExplanationPictures) throws(NarrationError) {
        try self.init(of: concept.references, channel: concept.channel, assets)
    }

    /// Draws references.
    ///
    /// - Parameters:
    ///   - references: At least one.
    ///   - channel: The channel, for errors.
    ///   - assets: Where the pictures lie.
    /// - Throws: `NarrationError` naming the asset that is missing or cannot be read.
    package init(
        of references: [Reference],
        channel: Int,
        _ assets: ExplanationPictures
    ) throws(NarrationError) {
        let hasFrames = references.contains { $0.frame != nil }
        let montage = Montage(
            groups: references.count,
            tiles: hasFrames ? 3 : 2,
            limit: Self.limit
        )
        let side = montage.side
        do {
            picture = try montage.draw { group, tile in
                let reference = references[group]
                switch tile {
                case 0: return try assets.picture(reference.crop).fitted(into: side)
                case 1: return try Self.relevant(reference, assets, side)
                default: return try Self.frame(reference, assets, side)
                }
            }
        } catch let error as NarrationError {
            throw error
        } catch {
            throw NarrationError("channel \(channel): \(error)")
        }
        self.hasFrames = hasFrames
    }

    /// The encoded picture.
    ///
    /// - Parameter channel: For the title.
    /// - Returns: A JPEG without metadata.
    /// - Throws: `NarrationError` if it cannot be encoded.
    package func image(channel: Int) throws(NarrationError) -> ChatImage {
        try ChatImage(picture, title: "references of channel \(channel)")
    }

    private static func relevant(
        _ reference: Reference,
        _ assets: ExplanationPictures,
        _ side: Int
    ) throws -> Picture {
        let style = ReferenceTile.sheet
        let heatmap = try assets.heatmap(reference.heatmap)
        let crop = try assets.picture(reference.crop).fitted(into: side)
        // The blur refers to the whole frame, of which the crop is a part.
        let part = reference.cropBox.width
        let frame = Double(heatmap.shape[1]) / (part > 0.01 && part <= 1 ? part : 1)
        return try drawing(reference.heatmap) { () throws(ImagesError) in
            try style.draw(crop, map: style.map(of: heatmap, frameSide: Int(frame.rounded())))
        }
    }

    private static func frame(
        _ reference: Reference,
        _ assets: ExplanationPictures,
        _ side: Int
    ) throws -> Picture? {
        guard let path = reference.frame else { return nil }
        var canvas = Canvas(try assets.picture(path).fitted(into: side))
        canvas.frame(
            try ExplanationPictures.part(reference.cropBox, of: path),
            in: (0, 0, side, side),
            Canvas.Line(color: Color(rgb: 0x15181C), width: 2.5, casing: 6)
        )
        return canvas.picture
    }
}

extension Picture {
    /// The picture as a square tile, stretched by no more than rounding; crops and frames are
    /// squares already.
    func fitted(into side: Int) -> Picture {
        width == side && height == side
            ? self : resized(width: side, height: side, filter: .bicubic)
    }
}

extension ChatImage {
    /// The JPEG quality: no blocks that could be taken for a texture.
    private static let quality = 90

    /// Encodes a picture from its pixels, so without any metadata.
    ///
    /// - Parameters:
    ///   - picture: The picture.
    ///   - title: What it shows.
    /// - Throws: `NarrationError` if it cannot be encoded.
    init(_ picture: Picture, title: String) throws(NarrationError) {
        let data = try drawing(title) { () throws(ImagesError) in
            try picture.jpegData(quality: Self.quality)
        }
        self.init(
            data: data,
            mediaType: "image/jpeg",
            width: picture.width,
            height: picture.height,
            title: title
        )
    }
}
