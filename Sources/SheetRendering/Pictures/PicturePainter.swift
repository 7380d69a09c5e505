import Explanations
import Images
import SheetTemplates
import Tensors

/// Makes the pictures of a sheet at the resolution they are printed at, each only once.
final class PicturePainter {
    /// A finished overlay: its pixels and the outlines to draw on top, in fractions of the frame.
    struct Overlay {
        let picture: Picture
        let outlines: [[FramePoint]]
    }

    /// Pixels in a millimetre: 254 dots in an inch.
    private static let density = 10.0
    /// How many reference tiles are kept; a sheet has fewer.
    private static let mostTiles = 128

    private let assets: AssetFolder
    private var photos: [String: Picture] = [:]
    private var overlays: [String: Overlay] = [:]
    private var tiles: [String: Picture] = [:]

    init(_ assets: AssetFolder) { self.assets = assets }

    /// The whole photo, no larger than its asset.
    func photo(_ content: PhotoPicture, _ frame: Rect) throws -> Picture {
        if let known = photos[content.file] { return known }
        let source = try assets.picture(content.file)
        let width = min(Self.pixels(frame.width), source.width)
        let height = min(Self.pixels(frame.height), source.height)
        let picture = source.resized(width: width, height: height)
        photos[content.file] = picture
        return picture
    }

    /// What the model saw with the concept's heatmap over it.
    func overlay(_ content: OverlayPicture, _ frame: Rect) throws -> Overlay {
        if let known = overlays[content.heatmap] { return known }
        let photo = try assets.picture(content.photo)
        let heatmap = try assets.heatmap(content.heatmap)
        let box = try FrameBox(content.view, of: content.photo)
        guard box.width * Double(photo.width) >= 1, box.height * Double(photo.height) >= 1 else {
            throw SheetRenderingError(
                "\(content.photo): the model's view \(content.view) is smaller than a pixel"
            )
        }
        let view = photo.resized(
            from: box,
            width: Self.pixels(frame.width),
            height: Self.pixels(frame.height)
        )
        let sign: EvidenceSign = content.sign == .negative ? .negative : .positive
        let overlay = Overlay(
            picture: try Duotone.sheet.overlay(view, heatmap: heatmap),
            outlines: try HeatmapOutline(of: heatmap, sign: sign).pieces.map(\.points)
        )
        overlays[content.heatmap] = overlay
        return overlay
    }

    /// A reference photo's part.
    func tile(_ content: ReferencePicture, _ frame: Rect) throws -> Picture {
        if let known = tiles[content.crop] { return known }
        let style = ReferenceTile.sheet
        let crop = try assets.picture(content.crop)
        let heatmap = try assets.heatmap(content.heatmap)
        // The blur refers to the whole view, of which the crop is a part.
        let part = content.cropBox.width
        let side = Double(heatmap.shape[1]) / (part > 0.01 && part <= 1 ? part : 1)
        let tile = try style.draw(
            crop.resized(width: Self.pixels(frame.width), height: Self.pixels(frame.height)),
            map: style.map(of: heatmap, frameSide: Int(side.rounded()))
        )
        // Cards of a whole layer have thousands.
        if tiles.count >= Self.mostTiles { tiles.removeAll() }
        tiles[content.crop] = tile
        return tile
    }

    private static func pixels(_ points: Double) -> Int {
        max(Int((points / 72 * 25.4 * density).rounded()), 1)
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
