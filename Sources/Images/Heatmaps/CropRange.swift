public import Tensors

/// The part of a picture that a heatmap marks, as zennit-crp cuts it out.
///
/// With `f` the blurred map divided by its maximum, rows and columns where `f` exceeds a threshold
/// anywhere span the part. The last such row and column are left out, and so are the last row and
/// column of the picture if nothing, or a single pixel, exceeds the threshold: both are habits of
/// the original that are kept so that pictures agree.
public struct CropRange: Sendable, Equatable {
    /// The rows to keep; may be empty.
    public let rows: Range<Int>
    /// The columns to keep; may be empty.
    public let columns: Range<Int>

    /// The part that a heatmap marks.
    ///
    /// - Parameters:
    ///   - heatmap: A map of shape `[H, W]`.
    ///   - threshold: What `f` must exceed.
    ///   - blur: The blur that makes `f`.
    public init(of heatmap: Tensor, threshold: Float = 0.1, blur: GaussianBlur = GaussianBlur()) {
        self.init(above: threshold, in: blur(heatmap).maxNormalized)
    }

    /// The part where a map exceeds a threshold.
    ///
    /// - Parameters:
    ///   - threshold: What the values must exceed.
    ///   - map: A map of shape `[H, W]`, used as it is.
    public init(above threshold: Float, in map: Tensor) {
        precondition(map.shape.count == 2, "crop range of a map of shape \(map.shape)")
        let (height, width) = (map.shape[0], map.shape[1])
        var (firstRow, lastRow) = (height, -1)
        var (firstColumn, lastColumn) = (width, -1)
        for row in 0..<height {
            for column in 0..<width where map.elements[row * width + column] > threshold {
                firstRow = min(firstRow, row)
                lastRow = max(lastRow, row)
                firstColumn = min(firstColumn, column)
                lastColumn = max(lastColumn, column)
            }
        }
        if firstRow >= lastRow, firstColumn >= lastColumn {
            rows = 0..<max(height - 1, 0)
            columns = 0..<max(width - 1, 0)
        } else {
            rows = firstRow..<lastRow
            columns = firstColumn..<lastColumn
        }
    }
}
