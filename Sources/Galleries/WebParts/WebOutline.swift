import Foundation
package import Images

/// Outlines of one sign as an SVG path over the frame `0 0 1 1`.
package struct WebOutline: Sendable, Equatable {
    /// Which evidence they enclose half of.
    package let sign: EvidenceSign
    /// The closed lines: `M.1.2L.3.4…Z` with four decimals, a ten-thousandth of the frame.
    package let path: String

    /// Writes an outline's lines.
    ///
    /// - Parameter outline: The outline; without pieces the path is empty.
    package init(_ outline: HeatmapOutline) {
        sign = outline.sign
        path = outline.pieces.map { Self.path(of: $0.points) }.joined()
    }

    private static func path(of points: [FramePoint]) -> String {
        guard let first = points.first else { return "" }
        let rest = points.dropFirst().map { "\(number($0.x)) \(number($0.y))" }
        return "M\(number(first.x)) \(number(first.y))L\(rest.joined(separator: " "))Z"
    }

    /// A fraction with four decimals at most.
    private static func number(_ value: Double) -> String {
        let steps = Int((min(max(value, 0), 1) * 10_000).rounded())
        guard steps < 10_000 else { return "1" }
        guard steps > 0 else { return "0" }
        var digits = String(steps)
        digits = String(repeating: "0", count: 4 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "." + digits
    }
}
