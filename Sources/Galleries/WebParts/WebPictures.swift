package import Explanations
package import Foundation
package import Images
import Tensors

/// Makes the pictures of web pages of one explanation's assets: what the model saw, the same with a heatmap
/// laid over it, reference tiles, the whole photo.
///
/// All are JPEG files; outlines come apart from them, as SVG paths, so that they stay sharp and can be switched
/// off.
package struct WebPictures: Sendable {
    /// A finished picture.
    package struct File: Sendable, Equatable {
        /// The JPEG file.
        package let data: Data
        /// Its width in pixels.
        package let width: Int
        /// Its height in pixels.
        package let height: Int

        init(_ picture: Picture, quality: Int = WebPictures.quality) throws {
            data = try picture.jpegData(quality: quality)
            width = picture.width
            height = picture.height
        }
    }

    /// What the model saw, which overlays are laid over.
    package struct Ground: Sendable {
        /// The picture in natural colours.
        package let picture: Picture
        fileprivate let ground: OverlayGround
    }

    /// An overlay: the duotone over the whole square at full strength, and the lines around half of the evidence.
    package struct Overlay: Sendable {
        /// The square with the heatmap over it.
        package let file: File
        /// The outlines, for first.
        package let outlines: [WebOutline]
    }

    /// The longest side of a view's picture in pixels.
    package static let longestView = 640
    /// The shortest that a small photo's view is brought to, so that the soft edges of tints are no steps.
    package static let shortestView = 320
    /// How well the files are kept.
    package static let quality = 84

    private let assets: WebAssets
    private let style: Duotone

    /// Makes a maker.
    ///
    /// - Parameters:
    ///   - folder: What the paths of assets start from.
    ///   - style: How overlays are drawn.
    package init(_ folder: URL, style: Duotone = .gallery) {
        assets = WebAssets(folder: folder)
        self.style = style
    }

    /// What the model saw.
    ///
    /// - Parameters:
    ///   - input: The photo with the view.
    ///   - longest: The longest side in pixels; a photo whose view has fewer keeps its own.
    /// - Returns: The picture, ready for overlays.
    /// - Throws: `GalleriesError` or `ImagesError` if the photo is missing or broken, or if the view does not lie
    ///   in it.
    package func ground(_ input: InputPhoto, longest: Int = longestView) throws -> Ground {
        let photo = try assets.picture(input.photo)
        let box = try Self.frame(input.view, of: input.photo)
        let (width, height) = (box.width * Double(photo.width), box.height * Double(photo.height))
        guard width >= 1, height >= 1 else {
            throw GalleriesError("\(input.photo): the model's view is smaller than a pixel")
        }
        let side = max(width, height)
        let wanted = min(max(side, Double(min(Self.shortestView, longest))), Double(longest))
        let picture = photo.resized(
            from: box,
            width: max(Int((width * wanted / side).rounded()), 1),
            height: max(Int((height * wanted / side).rounded()), 1)
        )
        return Ground(picture: picture, ground: OverlayGround(picture, style: style))
    }

    /// A picture of a view in natural colours.
    package func file(_ ground: Ground) throws -> File { try File(ground.picture) }

    /// A heatmap over what the model saw.
    ///
    /// - Parameters:
    ///   - heatmap: The heatmap's asset.
    ///   - sign: The sign of the concept whose outline is wanted; nil for the prediction as a whole, which has
    ///     outlines of both signs. Of both, one whose line runs where nothing is tinted is left out, as on
    ///     sheets.
    ///   - ground: What the model saw.
    /// - Returns: The overlay.
    /// - Throws: `GalleriesError`, `TensorsError` or `ImagesError` if the heatmap is missing or broken.
    package func overlay(
        _ heatmap: String,
        sign: EvidenceSign? = nil,
        over ground: Ground
    ) throws -> Overlay {
        let map = try assets.heatmap(heatmap)
        let strength = try HeatmapStrength(of: map, blur: style.blur)
        let (width, height) = (ground.picture.width, ground.picture.height)
        let picture = style.overlay(
            ground.ground,
            strengths: strength.values(width: width, height: height)
        )
        let least = sign == nil ? strength.full * style.threshold : 0
        let outlines = try (sign.map { [$0] } ?? EvidenceSign.allCases).compactMap { sign in
            let outline = try HeatmapOutline(of: map, sign: sign)
            guard !outline.pieces.isEmpty, outline.level >= least else {
                return nil as WebOutline?
            }
            return WebOutline(outline)
        }
        return Overlay(file: try File(picture), outlines: outlines)
    }

    /// The whole photo, no larger than its asset.
    ///
    /// - Parameters:
    ///   - input: The photo.
    ///   - longest: The longest side in pixels.
    /// - Returns: The picture.
    /// - Throws: `GalleriesError` or `ImagesError` if the photo is missing or broken.
    package func photo(_ input: InputPhoto, longest: Int = 960) throws -> File {
        let photo = try assets.picture(input.photo)
        let scale = min(Double(longest) / Double(max(photo.width, photo.height)), 1)
        return try File(
            photo.resized(
                width: max(Int((Double(photo.width) * scale).rounded()), 1),
                height: max(Int((Double(photo.height) * scale).rounded()), 1)
            )
        )
    }

    /// A reference photo's part, natural where the concept acts and pale elsewhere.
    ///
    /// - Parameters:
    ///   - reference: The reference, whose crop and heatmap are assets.
    ///   - side: The side of the square in pixels.
    /// - Returns: The tile.
    /// - Throws: `GalleriesError`, `TensorsError` or `ImagesError` if an asset is missing or broken.
    package func tile(_ reference: Reference, side: Int = 192) throws -> File {
        try File(tilePicture(reference, side: side))
    }

    /// The same as a picture, to be put together with others.
    package func tilePicture(_ reference: Reference, side: Int) throws -> Picture {
        let tile = ReferenceTile.sheet
        let crop = try assets.picture(reference.crop)
        let heatmap = try assets.heatmap(reference.heatmap)
        // The blur refers to the whole view, of which the crop is a part.
        let part = reference.cropBox.width
        let frame = Double(heatmap.shape[1]) / (part > 0.01 && part <= 1 ? part : 1)
        return try tile.draw(
            crop.resized(width: side, height: side),
            map: tile.map(of: heatmap, frameSide: Int(frame.rounded()))
        )
    }

    /// The view as a box of the photo, checked to lie in it.
    private static func frame(_ box: Box, of file: String) throws(GalleriesError) -> FrameBox {
        let tolerance = 1e-6
        guard box.x >= -tolerance, box.y >= -tolerance, box.width > 0, box.height > 0,
            box.x + box.width <= 1 + tolerance, box.y + box.height <= 1 + tolerance
        else {
            throw GalleriesError("\(file): the model's view \(box) lies outside of the photo")
        }
        let (x, y) = (max(box.x, 0), max(box.y, 0))
        return FrameBox(x: x, y: y, width: min(box.width, 1 - x), height: min(box.height, 1 - y))
    }
}
