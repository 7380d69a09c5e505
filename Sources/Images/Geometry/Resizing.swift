extension Picture {
    /// The picture at another size, antialiased: Pillow's `resize`, bit for bit.
    ///
    /// Horizontally, then vertically, each pass rounded to 8 bits; weights are fixed-point numbers
    /// with 22 fraction bits.
    ///
    /// - Parameters:
    ///   - width: The new width, at least 1.
    ///   - height: The new height, at least 1.
    ///   - filter: The kernel. Bilinear is what the models were trained with.
    /// - Returns: A picture of `width` by `height` pixels.
    public func resized(
        width: Int,
        height: Int,
        filter: ResamplingFilter = .bilinear
    ) -> Picture {
        let whole = PixelBox(
            left: 0,
            top: 0,
            right: Double(self.width),
            bottom: Double(self.height)
        )
        return resized(from: whole, width: width, height: height, filter: filter)
    }

    /// A part of the picture, given in fractions of it, at a size of choice.
    ///
    /// - Parameters:
    ///   - box: The part, within the picture and not empty.
    ///   - width: The new width, at least 1.
    ///   - height: The new height, at least 1.
    ///   - filter: The kernel.
    /// - Returns: A picture of `width` by `height` pixels.
    public func resized(
        from box: FrameBox,
        width: Int,
        height: Int,
        filter: ResamplingFilter = .bilinear
    ) -> Picture {
        resized(
            from: box.inPixels(width: self.width, height: self.height),
            width: width,
            height: height,
            filter: filter
        )
    }

    /// A part of the picture at a size of choice: Pillow's `resize(box:)`, bit for bit.
    ///
    /// Pixels just outside the box count where the kernel reaches them.
    ///
    /// - Parameters:
    ///   - box: The part in pixels, within the picture and not empty; taken as 32-bit floats.
    ///   - width: The new width, at least 1.
    ///   - height: The new height, at least 1.
    ///   - filter: The kernel.
    /// - Returns: A picture of `width` by `height` pixels.
    public func resized(
        from box: PixelBox,
        width: Int,
        height: Int,
        filter: ResamplingFilter = .bilinear
    ) -> Picture {
        precondition(width > 0 && height > 0, "resizing to \(width) x \(height)")
        let (left, top) = (Float(box.left), Float(box.top))
        let (right, bottom) = (Float(box.right), Float(box.bottom))
        precondition(
            left >= 0 && top >= 0 && right > left && bottom > top
                && right <= Float(self.width) && bottom <= Float(self.height),
            "box \(box) of a picture of \(self.width) x \(self.height)"
        )
        let acrossNeeded = width != self.width || left != 0 || right != Float(width)
        let downNeeded = height != self.height || top != 0 || bottom != Float(height)
        let down = ResamplingWeights(
            from: top,
            to: bottom,
            length: self.height,
            target: height,
            filter: filter
        )
        var rows = PixelRows(bytes: pixels, width: self.width, firstRow: 0)
        if acrossNeeded {
            let across = ResamplingWeights(
                from: left,
                to: right,
                length: self.width,
                target: width,
                filter: filter
            )
            // Rows that no target row looks at are skipped.
            let firstRow = down.first[0]
            let endRow = down.first[height - 1] + down.count[height - 1]
            rows = rows.resizedAcross(by: across, to: width, rows: firstRow..<endRow)
        }
        if downNeeded {
            rows = rows.resizedDown(by: down, to: height)
        }
        return Picture(width: width, height: height, pixels: rows.bytes)
    }
}

/// Consecutive pixel rows of a picture: `[rows, width, 3]`.
private struct PixelRows {
    let bytes: [UInt8]
    let width: Int
    /// Which row of the picture comes first.
    let firstRow: Int

    private static let half = Int32(1) << Int32(ResamplingWeights.fractionBits - 1)

    private static func byte(_ sum: Int32) -> UInt8 {
        UInt8(truncatingIfNeeded: min(max(sum >> Int32(ResamplingWeights.fractionBits), 0), 255))
    }

    func resizedAcross(by plan: ResamplingWeights, to target: Int, rows: Range<Int>) -> PixelRows {
        let weights = plan.fixedPoint
        let size = rows.count * target * 3
        let output = [UInt8](unsafeUninitializedCapacity: size) { output, initialized in
            bytes.withUnsafeBufferPointer { input in
                weights.withUnsafeBufferPointer { weights in
                    for row in rows {
                        let line = UnsafeBufferPointer(
                            rebasing: input[row * width * 3..<(row + 1) * width * 3]
                        )
                        let base = (row - rows.lowerBound) * target * 3
                        for column in 0..<target {
                            var (red, green, blue) = (Self.half, Self.half, Self.half)
                            var source = plan.first[column] * 3
                            let start = column * plan.stride
                            for tap in start..<start + plan.count[column] {
                                let weight = weights[tap]
                                red &+= Int32(line[source]) &* weight
                                green &+= Int32(line[source + 1]) &* weight
                                blue &+= Int32(line[source + 2]) &* weight
                                source += 3
                            }
                            output[base + column * 3] = Self.byte(red)
                            output[base + column * 3 + 1] = Self.byte(green)
                            output[base + column * 3 + 2] = Self.byte(blue)
                        }
                    }
                }
            }
            initialized = size
        }
        return PixelRows(bytes: output, width: target, firstRow: rows.lowerBound)
    }

    func resizedDown(by plan: ResamplingWeights, to target: Int) -> PixelRows {
        let weights = plan.fixedPoint
        let stride = width * 3
        let size = target * stride
        var sums = [Int32](repeating: 0, count: stride)
        let output = [UInt8](unsafeUninitializedCapacity: size) { output, initialized in
            bytes.withUnsafeBufferPointer { input in
                sums.withUnsafeMutableBufferPointer { sums in
                    for row in 0..<target {
                        sums.update(repeating: Self.half)
                        for tap in 0..<plan.count[row] {
                            let weight = weights[row * plan.stride + tap]
                            let source = (plan.first[row] - firstRow + tap) * stride
                            for index in 0..<stride {
                                sums[index] &+= Int32(input[source + index]) &* weight
                            }
                        }
                        for index in 0..<stride {
                            output[row * stride + index] = Self.byte(sums[index])
                        }
                    }
                }
            }
            initialized = size
        }
        return PixelRows(bytes: output, width: width, firstRow: 0)
    }
}
