extension Picture {
    /// The picture as it was meant to be seen, given how the camera was held.
    ///
    /// - Parameter orientation: EXIF orientation, 1 to 8: where row 0 and column 0 of the stored
    ///   picture belong. 1 changes nothing; any other number is taken for 1.
    /// - Returns: The picture mirrored or turned by quarters; 5 to 8 swap width and height.
    public func upright(from orientation: Int) -> Picture {
        // For an output pixel (x, y): the stored pixel it comes from.
        let (lastX, lastY) = (width - 1, height - 1)
        let (origin, stepX, stepY): (Int, Int, Int)
        switch orientation {
        case 2: (origin, stepX, stepY) = (lastX, -1, width)
        case 3: (origin, stepX, stepY) = (lastY * width + lastX, -1, -width)
        case 4: (origin, stepX, stepY) = (lastY * width, 1, -width)
        case 5: (origin, stepX, stepY) = (0, width, 1)
        case 6: (origin, stepX, stepY) = (lastY * width, -width, 1)
        case 7: (origin, stepX, stepY) = (lastY * width + lastX, -width, -1)
        case 8: (origin, stepX, stepY) = (lastX, width, -1)
        default: return self
        }
        let swapped = orientation >= 5
        let newWidth = swapped ? height : width
        let newHeight = swapped ? width : height
        let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { output, count in
            pixels.withUnsafeBufferPointer { input in
                var target = 0
                for y in 0..<newHeight {
                    var source = (origin + y * stepY) * 3
                    for _ in 0..<newWidth {
                        output[target] = input[source]
                        output[target + 1] = input[source + 1]
                        output[target + 2] = input[source + 2]
                        target += 3
                        source += stepX * 3
                    }
                }
            }
            count = pixels.count
        }
        return Picture(width: newWidth, height: newHeight, pixels: turned)
    }
}
