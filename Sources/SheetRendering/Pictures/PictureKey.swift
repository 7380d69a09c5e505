import Explanations
import SheetTemplates

/// What makes a painted picture the one it is: elements of one key look the same.
struct PictureKey: Hashable {
    private enum Subject: Hashable {
        case photo(String, part: [Double])
        case overlay(
            photo: String,
            view: [Double],
            heatmap: String,
            sign: Sign?,
            map: OverlayStyle.Map,
            scale: OverlayStyle.Scale,
            hasOutline: Bool,
            hasPhoto: Bool
        )
        case reference(crop: String, heatmap: String, part: Double)
    }

    private let subject: Subject
    /// How large it is.
    let size: PixelSize

    /// The key of an element's picture at a density; nil if it has none.
    init?(_ element: PlacedElement, dotsPerInch: Double) {
        size = PixelSize(element.frame, dotsPerInch: dotsPerInch)
        switch element.content {
        case .photo(let photo):
            let part = photo.part.map { [$0.x, $0.y, $0.width, $0.height] }
            subject = .photo(photo.file, part: part ?? [])
        case .overlay(let overlay):
            let view = overlay.view
            subject = .overlay(
                photo: overlay.photo,
                view: [view.x, view.y, view.width, view.height],
                heatmap: overlay.heatmap,
                sign: overlay.sign,
                map: overlay.style.map,
                scale: overlay.style.scale,
                hasOutline: overlay.style.hasOutline,
                hasPhoto: overlay.style.hasPhoto
            )
        case .reference(let reference):
            subject = .reference(
                crop: reference.crop,
                heatmap: reference.heatmap,
                part: reference.cropBox.width
            )
        default: return nil
        }
    }
}

/// The size of a picture in pixels.
struct PixelSize: Hashable {
    /// At least 1.
    let width: Int
    /// At least 1.
    let height: Int

    /// The pixels that a frame takes.
    init(_ frame: Rect, dotsPerInch: Double) {
        width = Self.pixels(frame.width, dotsPerInch)
        height = Self.pixels(frame.height, dotsPerInch)
    }

    private static func pixels(_ points: Double, _ dotsPerInch: Double) -> Int {
        max(Int((points / 72 * dotsPerInch).rounded()), 1)
    }
}
