public import Tensors

/// The smallest part of a frame that holds half of a heatmap's relevance of one sign.
public struct HalfRegion: Sendable, Equatable {
    /// Which pixels of the map belong to it, row by row, specks included.
    public let mask: [Bool]
    /// The share of the frame that the mask covers, 0 to 1.
    public let area: Double
    /// The box around the pieces.
    public let box: FrameBox
    /// The centre of the pieces, weighted by the blurred relevance.
    public let centroid: FramePoint
    /// How many separate pieces there are (4-connected), specks left out; at least 1.
    public let pieces: Int

    /// The sigma of the blur, as a fraction of the frame's shorter side: the outline's.
    public static let blur = 0.034
    /// Pieces under this share of the frame are specks.
    public static let speck = 0.006

    /// Measures the region of one sign.
    ///
    /// Box, centre and number of pieces leave out specks, unless there is nothing but specks: then
    /// the piece with the most pixels counts alone.
    ///
    /// - Parameters:
    ///   - heatmap: The relevance, `[H, W]`.
    ///   - sign: Which values count.
    ///   - blur: The sigma of the blur, as a fraction of the frame's shorter side. Pass an
    ///     outline's `blur` to measure exactly what it encloses.
    /// - Throws: `ImagesError` if the heatmap holds infinite values or has another shape.
    public init?(
        of heatmap: Tensor,
        sign: EvidenceSign,
        blur: Double = Self.blur
    ) throws(ImagesError) {
        try heatmap.checkAsHeatmap()
        let (height, width) = (heatmap.shape[0], heatmap.shape[1])
        let map = GaussianBlur(sigma: blur * Double(min(height, width)))(heatmap)
        guard let half = HalfLevel(in: map, sign: sign) else { return nil }
        var mask = [Bool](repeating: false, count: map.count)
        for pixel in half.pixels { mask[pixel] = true }
        let all = ConnectedPieces(of: mask, width: width).pieces
        let smallest = Self.speck * Double(map.count)
        var kept = all.filter { Double($0.count) >= smallest }
        if kept.isEmpty {
            kept = [all.reduce([]) { $0.count >= $1.count ? $0 : $1 }]
        }
        self.mask = mask
        area = Double(half.pixels.count) / Double(map.count)
        pieces = kept.count
        (box, centroid) = Self.measure(kept.joined(), half.amounts, width, height)
    }

    private static func measure(
        _ pixels: some Sequence<Int>,
        _ amounts: [Double],
        _ width: Int,
        _ height: Int
    ) -> (FrameBox, FramePoint) {
        var (left, right, top, bottom) = (width, 0, height, 0)
        var (sum, sumX, sumY) = (0.0, 0.0, 0.0)
        for pixel in pixels {
            let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
            left = min(left, column)
            right = max(right, column + 1)
            top = min(top, row)
            bottom = max(bottom, row + 1)
            sum += amounts[pixel]
            sumX += amounts[pixel] * (Double(column) + 0.5)
            sumY += amounts[pixel] * (Double(row) + 0.5)
        }
        let (across, down) = (Double(width), Double(height))
        let box = FrameBox(
            x: Double(left) / across,
            y: Double(top) / down,
            width: Double(right - left) / across,
            height: Double(bottom - top) / down
        )
        return (box, FramePoint(x: sumX / sum / across, y: sumY / sum / down))
    }
}

/// A point in fractions of a frame, from its left and top edges.
public struct FramePoint: Sendable, Equatable {
    /// From the left edge, 0 to 1.
    public var x: Double
    /// From the top edge, 0 to 1.
    public var y: Double

    /// Makes a point of its fractions.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
