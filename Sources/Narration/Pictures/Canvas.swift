package import Images

/// A picture in the making.
package struct Canvas {
    /// The width in pixels.
    package let width: Int
    /// The height in pixels.
    package let height: Int
    private var pixels: [UInt8]

    /// Makes a canvas of one colour.
    ///
    /// - Parameters:
    ///   - width: The width in pixels, at least 1.
    ///   - height: The height in pixels, at least 1.
    ///   - color: The ground.
    package init(width: Int, height: Int, ground color: Color) {
        self.init(Picture(width: width, height: height, filledWith: color))
    }

    /// Goes on with a picture.
    package init(_ picture: Picture) {
        width = picture.width
        height = picture.height
        pixels = picture.pixels
    }

    /// What was drawn.
    package var picture: Picture { Picture(width: width, height: height, pixels: pixels) }

    /// Puts a picture on the canvas; what would lie outside is cut off.
    ///
    /// - Parameters:
    ///   - picture: The picture.
    ///   - x: The column of its left edge.
    ///   - y: The row of its top edge.
    package mutating func paste(_ picture: Picture, x: Int, y: Int) {
        let columns = max(x, 0)..<max(min(x + picture.width, width), max(x, 0))
        guard !columns.isEmpty else { return }
        for row in max(y, 0)..<max(min(y + picture.height, height), max(y, 0)) {
            let source = ((row - y) * picture.width + columns.lowerBound - x) * 3
            let target = (row * width + columns.lowerBound) * 3
            let count = columns.count * 3
            pixels.replaceSubrange(
                target..<target + count,
                with: picture.pixels[source..<source + count]
            )
        }
    }

    /// Fills a rectangle; what would lie outside is cut off.
    package mutating func fill(x: Int, y: Int, width: Int, height: Int, _ color: Color) {
        for row in max(y, 0)..<max(min(y + height, self.height), max(y, 0)) {
            for column in max(x, 0)..<max(min(x + width, self.width), max(x, 0)) {
                blend(color, 1, x: column, y: row)
            }
        }
    }

    /// Lays a colour over one pixel of the canvas.
    ///
    /// - Parameters:
    ///   - color: The colour.
    ///   - opacity: 0 to 1.
    ///   - x: The column, within the canvas.
    ///   - y: The row, within the canvas.
    package mutating func blend(_ color: Color, _ opacity: Double, x: Int, y: Int) {
        let offset = (y * width + x) * 3
        for (channel, value) in [color.red, color.green, color.blue].enumerated() {
            let old = Double(pixels[offset + channel])
            let new = old + (Double(value) - old) * min(max(opacity, 0), 1)
            pixels[offset + channel] = UInt8(new.rounded())
        }
    }
}
