/// A short fingerprint of what a picture shows, nearly the same for copies of one photo in other sizes,
/// qualities, brightnesses or tints, and for mirrored ones.
///
/// A difference hash of three values: the picture, grey, is scaled to 17 x 16 and to 16 x 17 pixels, and for each
/// pixel it is noted whether it is brighter than its right (lower) neighbour, darker, or neither. What is
/// neither in both of two pictures does not count between them, so that the white around two cut-outs does
/// not make them alike: by the common hash of 64 bits a frog and a strawberry on white differ in 2 bits.
///
/// Measured on the 550 listed photos as SqueezeNet sees them (150,975 pairs): all pairs of different photos are
/// 0.169 or more apart (an apple that is there twice, red and green, 0.09); their copies are found by
/// `isCopy(of:)` at these rates: halved, mirrored or grey 100 %, JPEG of quality 30 99.8 % and of 10 96 %,
/// brightness or contrast x 0.7 98 %, x 1.3 97 %, turned by 1.5 degrees 99.6 %, cut by 2 % 96 %, by 4 % 65 %, by
/// 8 % 3 %: another cut of a photo is another picture.
public struct PictureHash: Sendable, Hashable {
    /// Pixels along a side of the grid.
    private static let side = 16
    /// Neighbours this much apart or less, of 255, are equally bright: flat areas differ by rounding and
    /// compression.
    private static let leastStep = 3
    /// How many neighbours must differ for a picture to have a fingerprint: an eighth of the 512.
    ///
    /// The least of
    /// the 550 listed photos is 99, and a flat or nearly flat picture has next to none.
    private static let leastSteps = 64
    /// From this distance on two pictures are no copies.
    public static let copyDistance = 0.14
    /// How many bytes a fingerprint has.
    public static let byteCount = side * side / 2

    /// Where a pixel is brighter than its neighbour, a bit each, row by row, the first in the lowest bit: 4
    /// words for the right neighbours, 4 for the lower ones.
    private let brighter: [UInt64]
    /// Where it is darker, likewise.
    private let darker: [UInt64]

    /// Measures a picture.
    ///
    /// - Parameter picture: A picture of any size.
    public init(of picture: Picture) {
        let side = Self.side
        let across = Self.gray(picture.resized(width: side + 1, height: side))
        let down = Self.gray(picture.resized(width: side, height: side + 1))
        var steps: [Int] = []
        for row in 0..<side {
            for column in 0..<side {
                let place = row * (side + 1) + column
                steps.append(across[place] - across[place + 1])
            }
        }
        for place in 0..<side * side { steps.append(down[place] - down[place + side]) }
        let least = 1000 * Self.leastStep
        brighter = Self.words(steps.map { $0 > least })
        darker = Self.words(steps.map { $0 < -least })
    }

    /// Reads a kept fingerprint.
    ///
    /// - Parameter bytes: What `bytes` gave; nil is returned if there are not `byteCount` of them.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var words: [UInt64] = []
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            words.append(rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
            rest = rest.dropFirst(8)
        }
        brighter = Array(words.prefix(8))
        darker = Array(words.dropFirst(8))
    }

    /// The fingerprint as `byteCount` bytes, for keeping.
    public var bytes: [UInt8] {
        (brighter + darker).flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
    }

    /// Whether the picture has enough in it to tell copies by.
    ///
    /// False for a flat picture: it has no copies but itself.
    public var isTelling: Bool { Self.count(brighter) + Self.count(darker) >= Self.leastSteps }

    /// The fingerprint of the mirrored picture.
    public var mirrored: PictureHash {
        // Mirrored, the right neighbour is the left one, so brighter becomes darker; lower ones stay.
        PictureHash(
            brighter: Self.mirroredRows(darker.prefix(4)) + Self.mirroredRows(brighter.suffix(4)),
            darker: Self.mirroredRows(brighter.prefix(4)) + Self.mirroredRows(darker.suffix(4))
        )
    }

    /// How much two pictures differ, mirrored or not.
    ///
    /// The share of the neighbours that differ in at least one of the pictures which do so the other way round
    /// in the other, those that differ in one picture only counted half.
    ///
    /// - Parameter other: The other picture's fingerprint.
    /// - Returns: 0 (alike) to 1; about 0.5 for pictures that have nothing in common, or where one is flat.
    public func distance(to other: PictureHash) -> Double {
        min(directDistance(to: other), directDistance(to: other.mirrored))
    }

    /// How much two pictures differ as they are, not mirrored.
    ///
    /// - Parameter other: The other picture's fingerprint.
    /// - Returns: As `distance(to:)`.
    public func directDistance(to other: PictureHash) -> Double {
        var (same, opposite, either) = (0, 0, 0)
        for word in brighter.indices {
            let (up, down) = (brighter[word], darker[word])
            let (otherUp, otherDown) = (other.brighter[word], other.darker[word])
            same += (up & otherUp | down & otherDown).nonzeroBitCount
            opposite += (up & otherDown | down & otherUp).nonzeroBitCount
            either += (up | down | otherUp | otherDown).nonzeroBitCount
        }
        return either > 0 ? Double(opposite + either - same) / Double(2 * either) : 0.5
    }

    /// Whether two pictures are the same photo in other sizes, qualities, brightnesses or tints, mirrored or
    /// not.
    ///
    /// - Parameter other: The other picture's fingerprint.
    /// - Returns: True if the distance is less than `copyDistance` and both are telling.
    public func isCopy(of other: PictureHash) -> Bool {
        isTelling && other.isTelling && distance(to: other) < Self.copyDistance
    }

    // MARK: - Bits

    private init(brighter: [UInt64], darker: [UInt64]) {
        self.brighter = brighter
        self.darker = darker
    }

    private static func gray(_ picture: Picture) -> [Int] {
        stride(from: 0, to: picture.pixels.count, by: 3).map { start in
            299 * Int(picture.pixels[start]) + 587 * Int(picture.pixels[start + 1])
                + 114 * Int(picture.pixels[start + 2])
        }
    }

    private static func words(_ bits: [Bool]) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: bits.count / 64)
        for (place, bit) in bits.enumerated() where bit { words[place / 64] |= 1 << (place % 64) }
        return words
    }

    private static func count(_ words: [UInt64]) -> Int {
        words.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    /// Words of four rows of sixteen bits each, every row reversed.
    private static func mirroredRows(_ words: ArraySlice<UInt64>) -> [UInt64] {
        words.map { word in
            var mirrored: UInt64 = 0
            for row in stride(from: 0, to: 64, by: side) {
                for column in 0..<side where word >> (row + column) & 1 == 1 {
                    mirrored |= 1 << (row + side - 1 - column)
                }
            }
            return mirrored
        }
    }
}
