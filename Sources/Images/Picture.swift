/// An 8-bit RGB picture: upright, opaque, without metadata.
public struct Picture: Sendable, Equatable {
    /// The width in pixels, at least 1.
    public let width: Int
    /// The height in pixels, at least 1.
    public let height: Int
    /// Red, green and blue of every pixel, interleaved, row by row: `[height, width, 3]`, sRGB.
    public let pixels: [UInt8]

    /// Makes a picture of its pixels.
    ///
    /// - Parameters:
    ///   - width: The width in pixels, at least 1.
    ///   - height: The height in pixels, at least 1.
    ///   - pixels: `height * width * 3` bytes, interleaved RGB, row by row.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(
            width > 0 && height > 0 && pixels.count == width * height * 3,
            "\(width) x \(height) pixels do not fit \(pixels.count) bytes"
        )
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Makes a picture of one colour.
    ///
    /// - Parameters:
    ///   - width: The width in pixels, at least 1.
    ///   - height: The height in pixels, at least 1.
    ///   - color: The colour of every pixel.
    public init(width: Int, height: Int, filledWith color: Color) {
        var pixels = [UInt8]()
        pixels.reserveCapacity(width * height * 3)
        for _ in 0..<width * height {
            pixels.append(color.red)
            pixels.append(color.green)
            pixels.append(color.blue)
        }
        self.init(width: width, height: height, pixels: pixels)
    }

    /// The colour of one pixel.
    ///
    /// - Parameters:
    ///   - x: The column, from 0 at the left.
    ///   - y: The row, from 0 at the top.
    public subscript(x: Int, y: Int) -> Color {
        precondition(
            0..<width ~= x && 0..<height ~= y,
            "pixel (\(x), \(y)) of a picture of \(width) x \(height)"
        )
        let offset = (y * width + x) * 3
        return Color(
            red: pixels[offset],
            green: pixels[offset + 1],
            blue: pixels[offset + 2]
        )
    }
}

/// An 8-bit sRGB colour.
public struct Color: Sendable, Hashable {
    /// The red part, 0 to 255.
    public let red: UInt8
    /// The green part, 0 to 255.
    public let green: UInt8
    /// The blue part, 0 to 255.
    public let blue: UInt8

    /// Makes a colour of its parts, 0 to 255 each.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Makes a colour of a number such as `0xC8450C`.
    ///
    /// - Parameter rgb: Red in bits 16 to 23, green in 8 to 15, blue in 0 to 7.
    public init(rgb: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: rgb >> 16),
            green: UInt8(truncatingIfNeeded: rgb >> 8),
            blue: UInt8(truncatingIfNeeded: rgb)
        )
    }

    /// White.
    public static let white = Color(rgb: 0xFFFFFF)

    /// Red, green and blue as numbers from 0 to 255.
    var channels: [Double] { [Double(red), Double(green), Double(blue)] }
}
