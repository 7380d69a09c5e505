public import Explanations
public import Images
import Tensors

/// A picture in which the looks of parts are measured.
///
/// Colours, edges and detail of all pixels are found once; any number of parts can then be asked for.
public struct SurfacePicture: Sendable {
    /// Changes whenever the same picture and part would give another surface.
    static let version = "llexicorp/surface/1"

    /// Below this strength of detail, in L*, a surface is smooth.
    ///
    /// Of 240 looked-at crops the smoothest tenth lies below: skies, water, fruit, balls, sand. Just above come
    /// kernels of maize and the cut face of an orange.
    public static let leastDetail = 4.5
    /// From this coherence on edges run one way.
    ///
    /// Stripes of a tiger, a zebra or a caterpillar reach .42 to .75, for they bend; so coherence alone,
    /// which any long edge has, does not make lines.
    public static let leastCoherence = 0.4
    /// From this many edges behind one another on there are lines.
    ///
    /// Bars such as a pencil, a leg or a mast have 2 to 4.5; ribs, stripes, fur and planks 5 and up.
    public static let leastEdges = 5.0
    /// From this ratio of small to larger detail on a surface is made of specks.
    ///
    /// Woven cloth, a hedgehog, brickwork and jaguars lie between .8 and 1.6; a giraffe, leaves and
    /// faces below.
    public static let leastFineRatio = 0.75
    /// A part of which less than this is left without blank ground is measured with it: it is white paper.
    public static let leastLeft = 0.2
    /// Detail nearer to blank ground than this is the outline of a cut-out, in pixels of a view of 224.
    public static let outlineWidth = 3.0

    private let colors: [LabColor]
    private let names: [BasicColor]
    private let detail: BrightnessDetail
    /// The ground of a cut-out, nil where there is none.
    private let ground: [Bool]?
    /// The same with its surroundings, where its outline shows.
    private let outline: [Bool]?

    /// Looks at a picture.
    ///
    /// - Parameters:
    ///   - picture: What the model saw, at the size at which it saw it, or a part of that.
    ///   - frameSide: The shorter side of the whole view in pixels, if `picture` is only a part of it.
    public init(_ picture: Picture, frameSide: Double? = nil) {
        let side = frameSide ?? Double(min(picture.width, picture.height))
        colors = picture.labColors
        names = colors.map(BasicColor.init(naming:))
        detail = BrightnessDetail(
            lightness: Tensor(
                shape: [picture.height, picture.width],
                elements: colors.map { Float($0.lightness) }
            ),
            frameSide: side
        )
        ground = picture.blankGround
        let reach = Int((Self.outlineWidth * max(side / BrightnessDetail.usualSide, 1)).rounded())
        outline = ground.map { Self.widened($0, by: reach, width: picture.width) }
    }

    /// How a part looks.
    ///
    /// - Parameters:
    ///   - part: Which pixels belong to it, row by row.
    ///   - isThing: Whether the part shows a thing, whose blank ground then does not count. Without, as
    ///     around a thing, the ground is what there is to see.
    /// - Returns: Nil if the part has no pixels.
    public func surface(of part: [Bool], isThing: Bool = true) -> Surface? {
        precondition(part.count == colors.count, "\(part.count) of \(colors.count) pixels")
        let all = part.indices.filter { part[$0] }
        guard !all.isEmpty else { return nil }
        var shown = all
        var inner = all
        if isThing, let ground, let outline {
            let solid = all.filter { !ground[$0] }
            if Double(solid.count) >= Self.leastLeft * Double(all.count) {
                shown = solid
                inner = solid.filter { !outline[$0] }
                // Of a thin thing all is outline.
                if Double(inner.count) < Self.leastLeft * Double(solid.count) { inner = solid }
            }
        }
        return surface(shown, detail.measure(inner))
    }

    private func surface(_ pixels: [Int], _ measure: BrightnessDetail.Measure) -> Surface {
        let count = Double(pixels.count)
        var tally: [BasicColor: Int] = [:]
        var (lightness, squares, chroma) = (0.0, 0.0, 0.0)
        for pixel in pixels {
            tally[names[pixel], default: 0] += 1
            lightness += colors[pixel].lightness
            squares += colors[pixel].lightness * colors[pixel].lightness
            chroma += colors[pixel].chroma
        }
        let mean = lightness / count
        // On ties the term that comes first in the list.
        let color =
            BasicColor.allCases.reduce(BasicColor.black) {
                tally[$1, default: 0] > tally[$0, default: 0] ? $1 : $0
            }
        let texture = Self.texture(of: measure)
        return Surface(
            color: color,
            colorShare: Double(tally[color, default: 0]) / count,
            lightness: mean,
            chroma: chroma / count,
            texture: texture,
            contrast: max(squares / count - mean * mean, 0).squareRoot(),
            coherence: measure.coherence,
            lineAngle: texture == .lined ? measure.angle : nil
        )
    }

    /// The texture by the thresholds above.
    static func texture(of measure: BrightnessDetail.Measure) -> Texture {
        if measure.strength < leastDetail { return .smooth }
        if measure.coherence >= leastCoherence, measure.edgesAcross >= leastEdges { return .lined }
        return measure.fine >= leastFineRatio * measure.coarse ? .fine : .patchy
    }

    /// A mask with all pixels at most so many columns and rows away.
    private static func widened(_ mask: [Bool], by reach: Int, width: Int) -> [Bool] {
        let height = mask.count / width
        var across = mask
        for pixel in mask.indices where mask[pixel] {
            let column = pixel % width
            let row = pixel - column
            for near in max(column - reach, 0)...min(column + reach, width - 1) {
                across[row + near] = true
            }
        }
        var wide = across
        for pixel in mask.indices where across[pixel] {
            let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
            for near in max(row - reach, 0)...min(row + reach, height - 1) {
                wide[near * width + column] = true
            }
        }
        return wide
    }
}
