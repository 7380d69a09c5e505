extension Picture {
    /// From this value on in all three channels a pixel is paper white.
    ///
    /// Cut-outs lie on 255; a JPEG file of one strays by a few steps.
    public static let paperWhite: UInt8 = 250
    /// The least part of the picture's rim that is paper white where it shows a cut-out.
    ///
    /// Of 60 looked-at crops with some white at the rim, cut-outs that fill the frame have .09 and more;
    /// photos with a burnt-out sky have .07 and less.
    public static let leastWhiteRim = 0.08

    /// Which pixels are the blank ground of a cut-out, row by row.
    ///
    /// The ground is paper and no part of what is shown, so it has no say in how a thing looks. Where
    /// enough of the rim is paper white all paper white counts, holes of the thing included.
    ///
    /// - Returns: Nil where the picture shows no cut-out.
    public var blankGround: [Bool]? {
        let white = (0..<width * height).map { pixel in
            pixels[pixel * 3] >= Self.paperWhite && pixels[pixel * 3 + 1] >= Self.paperWhite
                && pixels[pixel * 3 + 2] >= Self.paperWhite
        }
        var (rim, whiteRim) = (0, 0)
        for row in 0..<height {
            let isEdge = row == 0 || row == height - 1
            for column in 0..<width where isEdge || column == 0 || column == width - 1 {
                rim += 1
                if white[row * width + column] { whiteRim += 1 }
            }
        }
        return Double(whiteRim) >= Self.leastWhiteRim * Double(rim) && whiteRim > 0 ? white : nil
    }
}
