package import Explanations
package import Images
package import Tensors

/// The square of a reference photo that shows what a channel saw, and the channel's heatmap in it.
package struct SeenSquare {
    /// The square in the pixels of the heatmap.
    package let square: ReferenceSquare
    /// The raw heatmap for exactly the square, [side, side].
    package let heatmap: Tensor
    /// The peer's crop in fractions of the view.
    package let seenBox: Box

    /// The square in fractions of the view.
    package var cropBox: Box { Box(square.box) }

    /// Finds the square; nil if the heatmap has no positive value: the channel saw nothing there.
    ///
    /// - Parameter heatmap: The channel's own heatmap in the photo's view, [H, W].
    /// - Throws: `ImagesError` if it holds values that are not finite.
    package init?(heatmap: Tensor) throws {
        guard heatmap.elements.contains(where: { $0 > 0 }) else { return nil }
        square = try ReferenceSquare(around: heatmap)
        self.heatmap = square.part(of: heatmap)
        let range = CropRange(of: heatmap)
        let (height, width) = (Double(heatmap.shape[0]), Double(heatmap.shape[1]))
        // The peer leaves out the last row and column; of a single one nothing would remain.
        seenBox = Box(
            x: Double(range.columns.lowerBound) / width,
            y: Double(range.rows.lowerBound) / height,
            width: Double(max(range.columns.count, 1)) / width,
            height: Double(max(range.rows.count, 1)) / height
        )
    }
}

extension Box {
    /// The same rectangle as the pictures' module has it.
    init(_ box: FrameBox) {
        self.init(x: box.x, y: box.y, width: box.width, height: box.height)
    }
}
