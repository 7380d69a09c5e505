public import Explanations
public import Images
import Tensors

/// A picture in which the looks of parts are measured.
///
/// Colours, edges and detail of all pixels are found once; any number of parts can then be asked for.
public struct SurfacePicture: Sendable {
    /// Changes whenever the same picture and part would give another surface.
    static let version = "llexicorp/surface/2"

    /// Below this strength of detail, in L*, a surface is smooth.
    ///
    /// Of 240 measured crops the smoothest tenth lies below: skies, sand, water, petals, the flesh of fruit.
    /// A strawberry with its seeds has 4.5.
    public static let leastDetail = 4.0
    /// From this coherence on edges run one way.
    ///
    /// The seams of a baseball, the stripes of a zebra and rows of feathers reach .45 to .85, for they bend;
    /// so coherence alone, which any long edge has, does not make lines.
    public static let leastCoherence = 0.4
    /// From this many edges behind one another on there are lines.
    ///
    /// Bars such as a pencil, tweezers, a hammer's handle or a leg have 2 to 4.5; stripes, ribs, seams, slats
    /// and rows of windows 5 to 20.
    public static let leastEdges = 5.0
    /// From this ratio of small to larger detail on a surface is made of specks.
    ///
    /// Woven cloth, a hedgehog, fleece, foliage and jaguars lie between .8 and 1.3; faces, hides,
    /// buildings and the digits of a ruler below.
    public static let leastFineRatio = 0.75
    /// A part of which less than this is left without blank ground is measured with it: it is white paper.
    public static let leastLeft = 0.2
    /// What lies around a thing is a thing again from this part without blank ground on: only then does its
    /// texture count, for that of paper would be the outlines on it.
    public static let leastLeftAround = 0.5
    /// Detail nearer to blank ground than this is the outline of a cut-out, in pixels of a view of 224.
    public static let outlineWidth = 3.0

    private let colors: [LabColor]
    private let names: [BasicColor]
    private let detail: BrightnessDetail
    /// The cut-out that the picture shows, if any.
    private let cutOut: CutOut?

    private struct CutOut {
        /// The paper around the thing.
        var ground: [Bool]
        /// The same with the thing's outline.
        var outline: [Bool]
        /// What the thing's brightness does within its outline.
        var detail: BrightnessDetail
    }

    /// Looks at a picture.
    ///
    /// - Parameters:
    ///   - picture: What the model saw, at the size at which it saw it, or a part of that.
    ///   - frameSide: The shorter side of the whole view in pixels, if `picture` is only a part of it.
    public init(_ picture: Picture, frameSide: Double? = nil) {
        let side = frameSide ?? Double(min(picture.width, picture.height))
        colors = picture.labColors
        names = colors.map(BasicColor.init(naming:))
        let lightness = Tensor(
            shape: [picture.height, picture.width],
            elements: colors.map { Float($0.lightness) }
        )
        detail = BrightnessDetail(lightness: lightness, frameSide: side)
        let reach = Int((Self.outlineWidth * max(side / BrightnessDetail.usualSide, 1)).rounded())
        cutOut = picture.blankGround.map { ground in
            let outline = Self.widened(ground, by: reach, width: picture.width)
            return CutOut(
                ground: ground,
                outline: outline,
                detail: BrightnessDetail(
                    lightness: lightness,
                    frameSide: side,
                    ignoring: outline
                )
            )
        }
    }

    /// How a part looks.
    ///
    /// - Parameters:
    ///   - part: Which pixels belong to it, row by row.
    ///   - isThing: Whether the part shows a thing, whose blank ground then does not count. Without, as
    ///     around a thing, the ground is part of what there is to see, and has its colour.
    /// - Returns: Nil if the part has no pixels.
    public func surface(of part: [Bool], isThing: Bool = true) -> Surface? {
        precondition(part.count == colors.count, "\(part.count) of \(colors.count) pixels")
        let all = part.indices.filter { part[$0] }
        guard !all.isEmpty else { return nil }
        guard let cutOut else { return surface(all, detail.measure(all)) }
        let solid = all.filter { !cutOut.ground[$0] }
        let leastLeft = isThing ? Self.leastLeft : Self.leastLeftAround
        guard Double(solid.count) >= leastLeft * Double(all.count) else {
            return surface(all, detail.measure(all))
        }
        let shown = isThing ? solid : all
        let inner = solid.filter { !cutOut.outline[$0] }
        guard Double(inner.count) >= Self.leastLeft * Double(solid.count) else {
            // Of a thin thing all is outline.
            return surface(shown, detail.measure(solid))
        }
        return surface(shown, cutOut.detail.measure(inner))
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
