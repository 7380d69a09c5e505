public import Images
public import Tensors

/// A photo as a network takes it, and the part of it that the network sees.
public struct PreparedPhoto: Sendable {
    /// The network's input, `[1, 3, H, W]`.
    public let tensor: Tensor
    /// The part of the photo that the network sees, in fractions of the photo.
    public let view: FrameBox
    /// That part in the network's size, as 8-bit colours.
    public let picture: Picture
}

extension Preprocessing {
    /// How many times longer than wide a photo may be before only its middle is resized.
    private static let longestRatio = 32

    /// Prepares a photo as torchvision does: bilinear with antialiasing on 8-bit colours, then the
    /// centre.
    ///
    /// The longer side becomes ⌊resizeShortSide · long / short⌋; the square's offset is rounded half
    /// to even. Of a strip more than 32 times longer than wide only the middle is resized, which is
    /// all the network sees of it, so that memory stays bounded. Where photos are stretched, both sides
    /// are resized to the square's and nothing is cut off.
    ///
    /// - Parameter picture: The upright photo.
    /// - Returns: The network's input and the part of the photo it shows.
    public func prepare(_ picture: Picture) -> PreparedPhoto {
        if stretchesPhoto {
            let square = picture.resized(width: cropSide, height: cropSide)
            return PreparedPhoto(tensor: normalized(square), view: .whole, picture: square)
        }
        let middle = Self.middle(of: picture)
        let (width, height) = resized(width: middle.width, height: middle.height)
        let part = picture.cropped(
            x: middle.x,
            y: middle.y,
            width: middle.width,
            height: middle.height
        )
        let small = part.resized(width: width, height: height)
        let x = Self.offset(width, cropSide)
        let y = Self.offset(height, cropSide)
        let square = small.cropped(x: x, y: y, width: cropSide, height: cropSide)
        let scaleX = Double(middle.width) / Double(width)
        let scaleY = Double(middle.height) / Double(height)
        let view = FrameBox(
            x: (Double(middle.x) + Double(x) * scaleX) / Double(picture.width),
            y: (Double(middle.y) + Double(y) * scaleY) / Double(picture.height),
            width: Double(cropSide) * scaleX / Double(picture.width),
            height: Double(cropSide) * scaleY / Double(picture.height)
        )
        return PreparedPhoto(tensor: normalized(square), view: view, picture: square)
    }

    /// A picture's values as the network takes them: `[1, 3, H, W]`.
    ///
    /// - Parameter picture: A picture of any size; it is neither resized nor cut.
    /// - Returns: The network's input of the picture's size.
    public func normalized(_ picture: Picture) -> Tensor {
        let area = picture.width * picture.height
        var elements = [Float](repeating: 0, count: 3 * area)
        for channel in 0..<3 {
            let color = channelOrder == .rgb ? channel : 2 - channel
            // All 256 values of a channel at once.
            let values = (0..<256).map {
                Float((Double($0) * scale - mean[channel]) / deviation[channel])
            }
            for index in 0..<area {
                elements[channel * area + index] = values[Int(picture.pixels[3 * index + color])]
            }
        }
        return Tensor(shape: [1, 3, picture.height, picture.width], elements: elements)
    }

    private func resized(width: Int, height: Int) -> (width: Int, height: Int) {
        let (short, long) = (min(width, height), max(width, height))
        let other = Int(Double(resizeShortSide * long) / Double(short))
        return width <= height ? (resizeShortSide, other) : (other, resizeShortSide)
    }

    /// The middle of a very long strip, or all of the picture.
    private static func middle(of picture: Picture) -> (x: Int, y: Int, width: Int, height: Int) {
        let width = min(picture.width, picture.height * longestRatio)
        let height = min(picture.height, picture.width * longestRatio)
        return ((picture.width - width) / 2, (picture.height - height) / 2, width, height)
    }

    /// (length - side) / 2, rounded half to even.
    private static func offset(_ length: Int, _ side: Int) -> Int {
        Int((Double(length - side) / 2).rounded(.toNearestOrEven))
    }
}
