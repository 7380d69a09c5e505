public import Tensors

/// How a reference photo is drawn: natural where the concept acts, pale grey elsewhere.
///
/// With `f` the concept's blurred heatmap divided by its maximum and `m = smoothstep(.08, .34, f)`:
/// `out = (m photo + (1 - m) pale) tile / 255`, where `pale = 255 - .4 (255 - (Y + .1 (photo - Y)))`
/// and `Y` is the photo's luma. Negative values of the map count as nothing.
public struct ReferenceTile: Sendable, Equatable {
    /// The sigma of the blur as a fraction of the frame's shorter side.
    public var blur = 0.022
    /// Up to this value of `f` the photo is pale.
    public var paleUpTo = 0.08
    /// From this value of `f` on the photo is natural.
    public var naturalFrom = 0.34
    /// How much colour the pale part keeps, 0 to 1.
    public var keptColor = 0.1
    /// How much contrast, measured from white, the pale part keeps, 0 to 1.
    public var contrast = 0.4

    /// The tile of the sheets.
    public static let sheet = ReferenceTile()

    /// Makes a style with the values of the sheets.
    public init() {}

    /// The blurred map divided by its maximum: `f`.
    ///
    /// - Parameters:
    ///   - heatmap: The concept's relevance, `[H, W]`: of the whole frame or of a square cut out.
    ///   - frameSide: The shorter side of the whole frame in pixels of the map, if `heatmap` is
    ///     only a part of it; the blur's width refers to the frame.
    /// - Returns: A map of the same shape, at most 1; all 0 if nothing is positive.
    /// - Throws: `ImagesError` if the heatmap holds infinite values or has another shape.
    public func map(of heatmap: Tensor, frameSide: Int? = nil) throws(ImagesError) -> Tensor {
        try heatmap.checkAsHeatmap()
        let side = frameSide ?? min(heatmap.shape[0], heatmap.shape[1])
        let blurred = GaussianBlur(sigma: blur * Double(side))(heatmap)
        guard let largest = blurred.elements.max(), largest > 0 else {
            return Tensor(zeros: heatmap.shape)
        }
        return Tensor(
            shape: blurred.shape,
            elements: blurred.elements.map { Float(Double($0) / Double(largest)) }
        )
    }

    /// Draws the tile.
    ///
    /// - Parameters:
    ///   - photo: The square of the reference photo, at the size of the output.
    ///   - map: `f` of exactly that square, of any resolution: `map(of:)`, cut with
    ///     `ReferenceSquare.part(of:)`.
    /// - Returns: A picture of the size of `photo`.
    /// - Throws: `ImagesError` if the map holds infinite values or has another shape.
    public func draw(_ photo: Picture, map: Tensor) throws(ImagesError) -> Picture {
        try map.checkAsHeatmap()
        let full = map.resized(width: photo.width, height: photo.height)
        let ground = SIMD4(EvidenceColors.tile.channels.map { Float($0 / 255) } + [0])
        let start = Float(paleUpTo)
        let rise = 1 / Float(naturalFrom - paleUpTo)
        let (keptColor, contrast) = (Float(keptColor), Float(contrast))
        var pixels = photo.pixels
        pixels.withUnsafeMutableBufferPointer { pixels in
            for (pixel, value) in full.elements.enumerated() {
                let offset = pixel * 3
                let source = SIMD4<Float>(
                    Float(pixels[offset]),
                    Float(pixels[offset + 1]),
                    Float(pixels[offset + 2]),
                    0
                )
                let brightness = 0.2126 * source.x + 0.7152 * source.y + 0.0722 * source.z
                let t = min(max((value - start) * rise, 0), 1)
                let natural = t * t * (3 - 2 * t)
                let dull = brightness + keptColor * (source - brightness)
                let pale = 255 - contrast * (255 - dull)
                ((pale + (source - pale) * natural) * ground)
                    .storeRounded(in: pixels, at: offset)
            }
        }
        return Picture(width: photo.width, height: photo.height, pixels: pixels)
    }
}
