public import Tensors

extension Picture {
    /// A rectangle cut out of the picture.
    ///
    /// - Parameters:
    ///   - x: The first column.
    ///   - y: The first row.
    ///   - width: The number of columns, at least 1; all must lie within the picture.
    ///   - height: The number of rows, at least 1; all must lie within the picture.
    /// - Returns: A picture of `width` by `height` pixels.
    public func cropped(x: Int, y: Int, width: Int, height: Int) -> Picture {
        precondition(
            x >= 0 && y >= 0 && width > 0 && height > 0
                && x + width <= self.width && y + height <= self.height,
            "crop of \(width) x \(height) at (\(x), \(y)) of \(self.width) x \(self.height)"
        )
        if width == self.width, height == self.height { return self }
        var part = [UInt8]()
        part.reserveCapacity(width * height * 3)
        for row in y..<(y + height) {
            let start = (row * self.width + x) * 3
            part.append(contentsOf: pixels[start..<start + width * 3])
        }
        return Picture(width: width, height: height, pixels: part)
    }
}

extension Tensor {
    /// A rectangle cut out of a heatmap.
    ///
    /// - Parameters:
    ///   - x: The first column.
    ///   - y: The first row.
    ///   - width: The number of columns; all must lie within the map.
    ///   - height: The number of rows; all must lie within the map.
    /// - Returns: For a map of shape `[H, W]` a tensor of shape `[height, width]`.
    public func cropped(x: Int, y: Int, width: Int, height: Int) -> Tensor {
        precondition(
            shape.count == 2 && x >= 0 && y >= 0 && width >= 0 && height >= 0
                && x + width <= shape[1] && y + height <= shape[0],
            "crop of \(width) x \(height) at (\(x), \(y)) of a map of shape \(shape)"
        )
        var part = [Float]()
        part.reserveCapacity(width * height)
        for row in y..<(y + height) {
            let start = row * shape[1] + x
            part.append(contentsOf: elements[start..<start + width])
        }
        return Tensor(shape: [height, width], elements: part)
    }
}
