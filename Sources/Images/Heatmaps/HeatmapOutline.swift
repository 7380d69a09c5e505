public import Tensors

/// The lines around the part of a frame that holds half of a heatmap's relevance of one sign.
///
/// The map is blurred with a sigma of 3.4 % of the frame. If it is scattered, so that more than
/// four pieces come out, the blur is widened step by step until they are few: an outline is read
/// at a glance or not at all. If they never get that few, the blur with the fewest is taken.
public struct HeatmapOutline: Sendable, Equatable {
    /// One closed line.
    public struct Piece: Sendable, Equatable {
        /// The corners in fractions of the frame; the last joins the first.
        public let points: [FramePoint]
        /// The area within the line as a share of the frame, 0 to 1.
        public let area: Double
        /// Whether the line encloses a hole of a piece instead of a piece.
        public let isHole: Bool
    }

    /// Which evidence is outlined.
    public let sign: EvidenceSign
    /// The lines, largest first; empty if there is no relevance of that sign.
    public let pieces: [Piece]
    /// The sigma that was used, as a fraction of the frame's shorter side.
    public let blur: Double
    /// The amount of blurred relevance that the lines follow; 0 if there is none of that sign.
    public let level: Double

    /// The narrowest sigma, as a fraction of the frame's shorter side.
    public static let narrowestBlur = 0.034
    /// The widest sigma, as a fraction of the frame's shorter side.
    public static let widestBlur = 0.13
    /// By how much the sigma grows from try to try.
    public static let blurStep = 1.25
    /// How many pieces are few enough.
    public static let mostPieces = 4
    /// Lines that enclose a smaller share of the frame are left out.
    public static let smallestArea = 0.006
    /// How far points that are left out may lie off the line, in fractions of the frame.
    public static let thinning = 0.0008

    /// Outlines the evidence of one sign.
    ///
    /// - Parameters:
    ///   - heatmap: The relevance, `[H, W]`.
    ///   - sign: Which evidence.
    /// - Throws: `ImagesError` if the heatmap holds infinite values or has another shape.
    public init(of heatmap: Tensor, sign: EvidenceSign) throws(ImagesError) {
        try heatmap.checkAsHeatmap()
        var blur = Self.narrowestBlur
        var best = (blur: blur, drawn: Self.pieces(of: heatmap, sign, blur))
        while Self.parts(best.drawn.pieces) > Self.mostPieces,
            blur * Self.blurStep <= Self.widestBlur
        {
            blur *= Self.blurStep
            let drawn = Self.pieces(of: heatmap, sign, blur)
            if 1..<Self.parts(best.drawn.pieces) ~= Self.parts(drawn.pieces) {
                best = (blur, drawn)
            }
        }
        self.sign = sign
        self.pieces = best.drawn.pieces
        self.level = best.drawn.level
        self.blur = best.blur
    }

    /// How many pieces the lines enclose, holes not counted.
    private static func parts(_ pieces: [Piece]) -> Int {
        pieces.count { !$0.isHole }
    }

    private static func pieces(
        of heatmap: Tensor,
        _ sign: EvidenceSign,
        _ blur: Double
    ) -> (pieces: [Piece], level: Double) {
        let (height, width) = (heatmap.shape[0], heatmap.shape[1])
        let map = GaussianBlur(sigma: blur * Double(min(height, width)))(heatmap)
        guard let half = HalfLevel(in: map, sign: sign) else { return ([], 0) }
        let lines = ContourTracing(
            around: half.amounts,
            width: width,
            height: height,
            level: half.level
        ).lines
        let pieces = lines.compactMap { line -> Piece? in
            let area = signedArea(line)
            guard abs(area) >= smallestArea else { return nil }
            return Piece(
                points: thinned(line, tolerance: thinning),
                area: abs(area),
                isHole: area < 0
            )
        }
        .sorted { $0.area > $1.area }
        return (pieces, half.level)
    }

    /// The area within a closed line; negative if it runs anticlockwise on screen.
    private static func signedArea(_ line: [FramePoint]) -> Double {
        var sum = 0.0
        for (index, point) in line.enumerated() {
            let following = line[(index + 1) % line.count]
            sum += point.x * following.y - following.x * point.y
        }
        return sum / 2
    }
}
