import Foundation
package import Images

/// Outlines of one sign as an SVG path over the frame `0 0 2000 2000`.
package struct WebOutline: Sendable, Equatable {
    /// How many steps the frame's side has: a fourth of a pixel in the largest pictures of pages.
    package static let steps = 2000

    /// Which evidence they enclose half of.
    package let sign: EvidenceSign
    /// The closed lines, each from its first point on in steps to the next: `M200 340l12-8 3 15z`.
    ///
    /// A gallery of a thousand photos holds a thousand of these, so they are as short as can be.
    package let path: String

    /// Writes an outline's lines.
    ///
    /// - Parameter outline: The outline; without pieces the path is empty.
    package init(_ outline: HeatmapOutline) {
        sign = outline.sign
        path = outline.pieces.map { Self.path(of: $0.points) }.joined()
    }

    private static func path(of points: [FramePoint]) -> String {
        let places = points.map { (x: step($0.x), y: step($0.y)) }
        guard let first = places.first else { return "" }
        var path = "M\(first.x) \(first.y)"
        var isFirst = true
        for (place, next) in zip(places, places.dropFirst()) where next != place {
            let (x, y) = (next.x - place.x, next.y - place.y)
            path += isFirst ? "l" : x < 0 ? "" : " "
            path += "\(x)\(y < 0 ? "" : " ")\(y)"
            isFirst = false
        }
        return path + "z"
    }

    private static func step(_ fraction: Double) -> Int {
        Int((min(max(fraction, 0), 1) * Double(steps)).rounded())
    }
}
