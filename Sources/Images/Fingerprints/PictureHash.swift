/// A short fingerprint of what a picture shows, equal or nearly so for copies of one photo in other sizes,
/// qualities or brightnesses.
///
/// A difference hash: the picture, grey and scaled to 9 x 8 pixels, gives 64 bits, each of which tells
/// whether a pixel is brighter than its right neighbour.
public struct PictureHash: Sendable, Hashable {
    /// The fingerprint, row by row, the first pixel in the highest bit.
    public let bits: UInt64
    /// The fingerprint of the mirrored picture.
    public let mirroredBits: UInt64

    /// Makes a fingerprint of its parts.
    ///
    /// - Parameters:
    ///   - bits: The picture's.
    ///   - mirroredBits: The mirrored picture's.
    public init(bits: UInt64, mirroredBits: UInt64) {
        self.bits = bits
        self.mirroredBits = mirroredBits
    }

    /// Measures a picture.
    ///
    /// - Parameter picture: A picture of any size.
    public init(of picture: Picture) {
        let small = picture.resized(width: 9, height: 8)
        let gray = (0..<72).map { place in
            let pixel = small.pixels[3 * place..<3 * place + 3].map(Int.init)
            return 299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2]
        }
        var direct: UInt64 = 0
        var mirrored: UInt64 = 0
        for row in 0..<8 {
            for column in 0..<8 {
                let left = 9 * row + column
                direct = direct << 1 | (gray[left] > gray[left + 1] ? 1 : 0)
                let right = 9 * row + 8 - column
                mirrored = mirrored << 1 | (gray[right] > gray[right - 1] ? 1 : 0)
            }
        }
        bits = direct
        mirroredBits = mirrored
    }

    /// How many bits two pictures differ in, mirrored or not.
    ///
    /// - Parameter other: The other picture's fingerprint.
    /// - Returns: 0 (alike) to 64; about 32 for pictures that have nothing in common.
    public func distance(to other: PictureHash) -> Int {
        min((bits ^ other.bits).nonzeroBitCount, (bits ^ other.mirroredBits).nonzeroBitCount)
    }
}
