public import Tensors

extension ColorMap {
    /// A heatmap drawn in the colours of the scale, as zennit's `imgify` draws it.
    ///
    /// Each value becomes the palette entry `floor(255 (v - low) / (high - low))`, held to 0
    /// through 255. A symmetric map of values from `-a` to `a` draws 0 with entry 127, which in
    /// `bwr` is not quite white.
    ///
    /// - Parameters:
    ///   - heatmap: The values, `[H, W]`.
    ///   - isSymmetric: Whether the scale runs from minus to plus the largest amount instead of
    ///     from the smallest to the largest value.
    ///   - range: The values of the first and the last entry, in place of both.
    ///   - level: The palette's level.
    /// - Returns: A picture of the size of the map; a constant map gets the first colour.
    /// - Throws: `ImagesError` if the heatmap holds infinite values or has another shape.
    public func picture(
        of heatmap: Tensor,
        isSymmetric: Bool = false,
        range: ClosedRange<Double>? = nil,
        level: Double = 1
    ) throws(ImagesError) -> Picture {
        try heatmap.checkAsHeatmap()
        let colors = palette(level: level)
        let entries = heatmap.paletteEntries(isSymmetric: isSymmetric, range: range)
        return Picture(
            width: heatmap.shape[1],
            height: heatmap.shape[0],
            pixels: entries.flatMap { entry in
                let color = colors[Int(entry)]
                return [color.red, color.green, color.blue]
            }
        )
    }
}

extension Tensor {
    /// The palette entry of each value, row by row.
    fileprivate func paletteEntries(
        isSymmetric: Bool,
        range: ClosedRange<Double>?
    ) -> [UInt8] {
        let smallest = Double(elements.min() ?? 0)
        let largest = Double(elements.max() ?? 0)
        let amount = max(abs(smallest), abs(largest))
        let low = range?.lowerBound ?? (isSymmetric ? -amount : smallest)
        let high = range?.upperBound ?? (isSymmetric ? amount : largest)
        guard high > low else { return [UInt8](repeating: 0, count: count) }
        return elements.map { value in
            UInt8(min(max((Double(value) - low) / (high - low) * 255, 0), 255))
        }
    }
}
