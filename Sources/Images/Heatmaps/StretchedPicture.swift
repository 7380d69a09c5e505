public import Tensors

extension Picture {
    /// Draws values as a picture whose contrast is stretched, as zennit's `imgify` does.
    ///
    /// Each value becomes `floor(255 (v - low) / (high - low))`, with the smallest and the largest
    /// value of all channels together as `low` and `high`; a constant picture turns black.
    ///
    /// - Parameter values: Any finite values, `[3, H, W]`.
    /// - Throws: `ImagesError` for other shapes, and for values that are not finite.
    public init(stretching values: Tensor) throws(ImagesError) {
        guard values.shape.count == 3, values.shape[0] == 3, values.count > 0 else {
            throw ImagesError("a picture's values have shape [3, H, W], these \(values.shape)")
        }
        if let odd = values.elements.first(where: { !$0.isFinite }) {
            throw ImagesError("the picture's values hold \(odd)", hint: "check the photo")
        }
        let low = Double(values.elements.min() ?? 0)
        let high = Double(values.elements.max() ?? 0)
        let area = values.shape[1] * values.shape[2]
        var pixels = [UInt8](repeating: 0, count: 3 * area)
        if high > low {
            for (index, value) in values.elements.enumerated() {
                let byte = (Double(value) - low) / (high - low) * 255
                pixels[index % area * 3 + index / area] = UInt8(min(max(byte, 0), 255))
            }
        }
        self.init(width: values.shape[2], height: values.shape[1], pixels: pixels)
    }
}

/// A picture dimmed where a heatmap is weak, as zennit-crp's `vis_opaque_img` draws references.
///
/// With `f` the blurred map divided by its maximum, values where `f` does not exceed the threshold
/// are multiplied by the dimming; contrast is then stretched.
public struct OpaquePicture: Sendable, Equatable {
    /// What is left of the values outside, 0 to 1.
    public var dimming: Float
    /// What `f` must exceed to be shown in full.
    public var threshold: Float
    /// What `f` must exceed to be within the crop; nothing keeps the whole picture.
    public var cropThreshold: Float?
    /// The blur that makes `f`.
    public var blur: GaussianBlur

    /// Sets what is drawn; without other values as zennit-crp does.
    ///
    /// - Parameters:
    ///   - dimming: What is left of the values outside.
    ///   - threshold: What `f` must exceed to be shown in full.
    ///   - cropThreshold: What `f` must exceed to be within the crop; nothing to keep all.
    ///   - blur: The blur that makes `f`.
    public init(
        dimming: Float = 0.3,
        threshold: Float = 0.2,
        cropThreshold: Float? = nil,
        blur: GaussianBlur = GaussianBlur()
    ) {
        self.dimming = dimming
        self.threshold = threshold
        self.cropThreshold = cropThreshold
        self.blur = blur
    }

    /// Draws a picture.
    ///
    /// The crop is left out where it would show nothing: no value but zeros, or none above the
    /// threshold.
    ///
    /// - Parameters:
    ///   - values: The picture's values, `[3, H, W]`.
    ///   - heatmap: The map, `[H, W]`.
    /// - Returns: The picture, cropped if asked for.
    /// - Throws: `ImagesError` where the shapes do not fit or values are not finite.
    public func callAsFunction(_ values: Tensor, _ heatmap: Tensor) throws(ImagesError) -> Picture {
        try heatmap.checkAsHeatmap()
        guard values.shape == [3] + heatmap.shape else {
            throw ImagesError("a heatmap of \(heatmap.shape) on a picture of \(values.shape)")
        }
        let strength = blur(heatmap).maxNormalized
        let (height, width) = (heatmap.shape[0], heatmap.shape[1])
        if let cropThreshold {
            let range = CropRange(above: cropThreshold, in: strength)
            let (cut, isShown) = drawn(values, strength, range.rows, range.columns)
            if isShown { return try Picture(stretching: cut) }
        }
        return try Picture(stretching: drawn(values, strength, 0..<height, 0..<width).0)
    }

    /// The dimmed values within some rows and columns, and whether they show anything.
    private func drawn(
        _ values: Tensor,
        _ strength: Tensor,
        _ rows: Range<Int>,
        _ columns: Range<Int>
    ) -> (Tensor, isShown: Bool) {
        let (height, width) = (strength.shape[0], strength.shape[1])
        var result: [Float] = []
        var sum = 0.0
        var isMarked = false
        for channel in 0..<3 {
            for row in rows {
                for column in columns {
                    let place = row * width + column
                    let value = values.elements[channel * height * width + place]
                    let isFull = strength.elements[place] > threshold
                    sum += Double(value)
                    isMarked = isMarked || isFull
                    result.append(isFull ? value : value * dimming)
                }
            }
        }
        let shape = [3, rows.count, columns.count]
        return (Tensor(shape: shape, elements: result), sum != 0 && isMarked)
    }
}
