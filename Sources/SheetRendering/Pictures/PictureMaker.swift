import Explanations
import Images
import SheetTemplates

/// Makes pictures of assets, from any thread.
final class PictureMaker: Sendable {
    /// What a picture shows.
    enum Subject: Sendable {
        case photo(PhotoPicture)
        case overlay(OverlayPicture)
        case reference(ReferencePicture)

        /// The subject of a content; nil if it is no picture.
        init?(_ content: PlacedElement.Content) {
            switch content {
            case .photo(let photo): self = .photo(photo)
            case .overlay(let overlay): self = .overlay(overlay)
            case .reference(let reference): self = .reference(reference)
            default: return nil
            }
        }
    }

    private struct GroundKey: Hashable {
        let photo: String
        let view: [Double]
        let size: PixelSize
    }

    private let assets: AssetFolder
    private let scale: SheetScale
    /// The photos below overlays; all overlays of a page usually share one.
    private let grounds = OnceCache<GroundKey, OverlayGround>(limit: 16)

    /// Makes a maker.
    init(assets: AssetFolder, scale: SheetScale) {
        self.assets = assets
        self.scale = scale
    }

    /// The picture of a subject at a size.
    func paint(_ subject: Subject, _ size: PixelSize) throws -> PicturePainter.Painted {
        switch subject {
        case .photo(let photo): .init(picture: try paint(photo, size))
        case .overlay(let overlay): try paint(overlay, size)
        case .reference(let reference): .init(picture: try paint(reference, size))
        }
    }

    /// The whole photo, no larger than its asset, or a part of it.
    private func paint(_ content: PhotoPicture, _ size: PixelSize) throws -> Picture {
        let source = try assets.picture(content.file)
        if let part = content.part {
            let box = try FrameBox(part, of: content.file)
            return source.resized(from: box, width: size.width, height: size.height)
        }
        return source.resized(
            width: min(size.width, source.width),
            height: min(size.height, source.height)
        )
    }

    /// What the model saw with a heatmap over it, or the heatmap alone.
    private func paint(
        _ content: OverlayPicture,
        _ size: PixelSize
    ) throws -> PicturePainter.Painted {
        let style = content.style
        let map = StrengthMap(style.map)
        let strength = try assets.strength(content.heatmap, isBlurred: style.hasPhoto)
        let full = style.scale == .sheet ? try scale.full(isBlurred: style.hasPhoto) : nil
        let values = strength.values(width: size.width, height: size.height, full: full)
        let picture =
            style.hasPhoto
            ? try map.overlay(ground(content, size), strengths: values)
            : map.picture(ofStrengths: values, width: size.width, height: size.height)
        return PicturePainter.Painted(
            picture: picture,
            outlines: style.hasOutline ? try outlines(of: content) : [],
            isExact: !style.hasPhoto
        )
    }

    private func ground(_ content: OverlayPicture, _ size: PixelSize) throws -> OverlayGround {
        let view = content.view
        let key = GroundKey(
            photo: content.photo,
            view: [view.x, view.y, view.width, view.height],
            size: size
        )
        return try grounds.value(key) {
            let photo = try assets.picture(content.photo)
            let box = try FrameBox(view, of: content.photo)
            guard box.width * Double(photo.width) >= 1, box.height * Double(photo.height) >= 1
            else {
                throw SheetRenderingError(
                    "\(content.photo): the model's view \(view) is smaller than a pixel"
                )
            }
            return OverlayGround(photo.resized(from: box, width: size.width, height: size.height))
        }
    }

    /// The outlines of the concept's sign, or of both signs.
    ///
    /// Of both, one whose line runs where nothing is tinted has none: it would make much of little.
    private func outlines(of content: OverlayPicture) throws -> [PicturePainter.Outline] {
        let signs: [Sign] = content.sign.map { [$0] } ?? [.positive, .negative]
        let least =
            content.sign != nil
            ? 0
            : try assets.strength(content.heatmap, isBlurred: true).full * Duotone.sheet.threshold
        return try signs.compactMap { sign in
            let outline = try assets.outline(
                content.heatmap,
                sign: sign == .positive ? .positive : .negative
            )
            guard !outline.pieces.isEmpty, outline.level >= least else { return nil }
            return PicturePainter.Outline(sign: sign, pieces: outline.pieces.map(\.points))
        }
    }

    /// A reference photo's part.
    private func paint(_ content: ReferencePicture, _ size: PixelSize) throws -> Picture {
        let style = ReferenceTile.sheet
        let crop = try assets.readPicture(content.crop)
        let heatmap = try assets.heatmap(content.heatmap)
        // The blur refers to the whole view, of which the crop is a part.
        let part = content.cropBox.width
        let side = Double(heatmap.shape[1]) / (part > 0.01 && part <= 1 ? part : 1)
        return try style.draw(
            crop.resized(width: size.width, height: size.height),
            map: style.map(of: heatmap, frameSide: Int(side.rounded()))
        )
    }
}

extension StrengthMap {
    /// The colours that a style names.
    init(_ map: OverlayStyle.Map) {
        switch map {
        case .duotone: self = .duotone
        case .linear: self = .linear
        case .bwr: self = .bwr
        case .coldnhot: self = .coldnhot
        case .seismic: self = .seismic
        case .coolwarm: self = .coolwarm
        case .jet: self = .jet
        case .hot: self = .hot
        case .viridis: self = .viridis
        }
    }
}

extension FrameBox {
    /// The same box, checked to lie in its picture.
    init(_ box: Box, of file: String) throws(SheetRenderingError) {
        let tolerance = 1e-6
        guard box.x >= -tolerance, box.y >= -tolerance, box.width > 0, box.height > 0,
            box.x + box.width <= 1 + tolerance, box.y + box.height <= 1 + tolerance
        else {
            throw SheetRenderingError("\(file): the model's view \(box) lies outside of the photo")
        }
        let (x, y) = (max(box.x, 0), max(box.y, 0))
        self.init(x: x, y: y, width: min(box.width, 1 - x), height: min(box.height, 1 - y))
    }
}
