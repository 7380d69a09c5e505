import Foundation
public import Tensors

/// What the brightness of a picture does from place to place, for measuring parts of it.
///
/// Widths are meant for a view of 224 pixels and grow with larger ones.
public struct BrightnessDetail: Sendable {
    /// What is measured in one part of the picture.
    public struct Measure: Sendable, Equatable {
        /// How strong small detail is: the root mean square of L* less its blur by 1.5 pixels.
        public let fine: Double
        /// How strong larger detail is: the same of what lies between blurs by 1.5 and 8 pixels.
        public let coarse: Double
        /// How much edges run one way, 0 to 1: the structure tensor's `(l1 - l2) / (l1 + l2)`.
        public let coherence: Double
        /// The way edges run, in degrees from horizontal, counter-clockwise, 0 to below 180.
        public let angle: Double
        /// How many edges, lighter and darker in turns, lie behind one another across that way: the mean
        /// over lines drawn across, each weighted by its pixels on edges.
        public let edgesAcross: Double

        /// The strength of all detail, in L*; what changes more slowly than 8 pixels is shading.
        public var strength: Double { (fine * fine + coarse * coarse).squareRoot() }
    }

    /// The side of the view for which widths are meant, in pixels.
    public static let usualSide = 224.0
    /// The sigma of the blur before slopes are taken, in pixels.
    public static let slopeBlur = 1.0
    /// The sigma that parts small from larger detail, in pixels.
    public static let fineBlur = 1.5
    /// The sigma that parts detail from shading, in pixels.
    public static let coarseBlur = 8.0
    /// The least slope of an edge, in L* a pixel; at least half the part's root mean square slope.
    public static let leastSlope = 1.0

    private let width: Int
    private let height: Int
    private let slopeX: [Double]
    private let slopeY: [Double]
    private let fine: [Double]
    private let coarse: [Double]

    /// Looks at a picture.
    ///
    /// - Parameters:
    ///   - lightness: L* of its pixels, `[H, W]`.
    ///   - frameSide: The shorter side of the whole view in pixels, of which the picture may be a part.
    ///   - ignored: Pixels that are not there, such as the ground of a cut-out, row by row: no blur takes
    ///     anything from them, so that their brightness is no detail of what lies beside them.
    public init(lightness: Tensor, frameSide: Double, ignoring ignored: [Bool]? = nil) {
        precondition(lightness.shape.count == 2, "lightness of shape \(lightness.shape)")
        precondition(
            ignored.map { $0.count == lightness.count } ?? true,
            "\(ignored?.count ?? 0) of \(lightness.count) pixels"
        )
        let scale = max(frameSide / Self.usualSide, 1)
        (height, width) = (lightness.shape[0], lightness.shape[1])
        func blurred(_ sigma: Double) -> [Float] {
            Self.blurred(lightness, by: GaussianBlur(sigma: sigma * scale), ignoring: ignored)
        }
        let sharp = blurred(Self.fineBlur)
        let soft = blurred(Self.coarseBlur)
        fine = zip(lightness.elements, sharp).map { Double($0 - $1) }
        coarse = zip(sharp, soft).map { Double($0 - $1) }
        (slopeX, slopeY) = Self.slopes(of: blurred(Self.slopeBlur), width: width, height: height)
    }

    /// Measures a part.
    ///
    /// - Parameter part: The pixels' positions row by row, ascending; at least one.
    /// - Returns: What its brightness does; all 0 where it does not change.
    public func measure(_ part: [Int]) -> Measure {
        precondition(!part.isEmpty, "a part without pixels")
        var (squareFine, squareCoarse) = (0.0, 0.0)
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for pixel in part {
            squareFine += fine[pixel] * fine[pixel]
            squareCoarse += coarse[pixel] * coarse[pixel]
            xx += slopeX[pixel] * slopeX[pixel]
            xy += slopeX[pixel] * slopeY[pixel]
            yy += slopeY[pixel] * slopeY[pixel]
        }
        let count = Double(part.count)
        // The way of the steepest slope, downwards being positive.
        let steepest = 0.5 * atan2(2 * xy, xx - yy)
        let spread = ((xx - yy) * (xx - yy) + 4 * xy * xy).squareRoot()
        let angle = (270 - steepest * 180 / .pi).truncatingRemainder(dividingBy: 180)
        return Measure(
            fine: (squareFine / count).squareRoot(),
            coarse: (squareCoarse / count).squareRoot(),
            coherence: xx + yy > 0 ? spread / (xx + yy) : 0,
            angle: angle,
            edgesAcross: edges(in: part, along: steepest)
        )
    }

    // MARK: - Steps

    /// The mean of the neighbours that count, by the blur's weights; where none is near, the value itself.
    private static func blurred(
        _ map: Tensor,
        by blur: GaussianBlur,
        ignoring ignored: [Bool]?
    ) -> [Float] {
        guard let ignored else { return blur(map).elements }
        let weights = Tensor(shape: map.shape, elements: ignored.map { $0 ? 0 : 1 })
        let values = Tensor(
            shape: map.shape,
            elements: zip(map.elements, weights.elements).map { $0 * $1 }
        )
        return zip(zip(blur(values).elements, blur(weights).elements), map.elements).map {
            $0.1 > 1e-4 ? $0.0 / $0.1 : $1
        }
    }

    /// Central differences, one-sided at the rim.
    private static func slopes(
        of values: [Float],
        width: Int,
        height: Int
    ) -> (x: [Double], y: [Double]) {
        var x = [Double](repeating: 0, count: values.count)
        var y = x
        for row in 0..<height {
            let (above, below) = (max(row - 1, 0), min(row + 1, height - 1))
            for column in 0..<width {
                let (left, right) = (max(column - 1, 0), min(column + 1, width - 1))
                let pixel = row * width + column
                if right > left {
                    let step = values[row * width + right] - values[row * width + left]
                    x[pixel] = Double(step) / Double(right - left)
                }
                if below > above {
                    let step = values[below * width + column] - values[above * width + column]
                    y[pixel] = Double(step) / Double(below - above)
                }
            }
        }
        return (x, y)
    }

    /// Follows lines across the edges and counts how often a rise follows a fall or a fall a rise.
    private func edges(in part: [Int], along direction: Double) -> Double {
        let (across, down) = (cos(direction), sin(direction))
        let reach = width + height
        var lines = [[(place: Double, slope: Double)]](repeating: [], count: 2 * reach + 1)
        var squares = 0.0
        for pixel in part {
            let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
            let (x, y) = (Double(column), Double(row))
            let slope = slopeX[pixel] * across + slopeY[pixel] * down
            squares += slope * slope
            let line = Int((y * across - x * down).rounded(.down)) + reach
            lines[line].append((x * across + y * down, slope))
        }
        let least = max(Self.leastSlope, 0.5 * (squares / Double(part.count)).squareRoot())
        var (sum, weights) = (0.0, 0.0)
        for line in lines {
            let steep = line.filter { abs($0.slope) > least }.sorted { $0.place < $1.place }
            guard !steep.isEmpty else { continue }
            let turns = zip(steep, steep.dropFirst()).count { ($0.slope > 0) != ($1.slope > 0) }
            sum += Double(turns + 1) * Double(steep.count)
            weights += Double(steep.count)
        }
        return weights > 0 ? sum / weights : 0
    }
}
