public import Foundation
public import Images

/// Compares a drawn page with a stored picture of how it should look.
///
/// Edges of letters differ a little between versions of the drawing libraries; a thing that moved, changed
/// its colour or is gone differs in many pixels by much.
public struct PictureComparison {
    /// By how much a byte of a pixel may differ.
    public var tolerance = 28
    /// What share of the pixels may differ by more.
    public var share = 0.002
    /// How fine the pages are, for telling places in millimetres.
    public var dotsPerInch = 50.0

    /// What was found.
    public struct Difference {
        /// How many pixels differ by more than the tolerance.
        public let count: Int
        /// How many pixels there are.
        public let pixels: Int
        /// By how much the most different byte differs.
        public let largest: Int
        /// The middle of where most differs: millimetres from the left and the top.
        public let place: (x: Double, y: Double)
        /// Grey where the pictures agree, red where they do not.
        public let picture: Picture
    }

    /// Makes a comparison with the usual tolerances.
    public init() {}

    /// Compares two pictures of one size.
    ///
    /// - Returns: What differs, also if that is little.
    public func difference(_ actual: Picture, _ expected: Picture) -> Difference {
        precondition(
            actual.width == expected.width && actual.height == expected.height,
            "pictures of two sizes"
        )
        let block = 8
        let across = (actual.width + block - 1) / block
        var blocks = [Int](repeating: 0, count: across * ((actual.height + block - 1) / block))
        var drawn = [UInt8](repeating: 0, count: actual.pixels.count)
        var (count, largest) = (0, 0)
        for pixel in 0..<(actual.width * actual.height) {
            let bytes = pixel * 3..<pixel * 3 + 3
            var change = 0
            for byte in bytes {
                change = max(change, abs(Int(actual.pixels[byte]) - Int(expected.pixels[byte])))
            }
            largest = max(largest, change)
            let sum = bytes.reduce(0) { $0 + Int(expected.pixels[$1]) }
            let grey = UInt8(160 + sum * 95 / 765)
            drawn.replaceSubrange(bytes, with: [grey, grey, grey])
            guard change > tolerance else { continue }
            count += 1
            drawn.replaceSubrange(bytes, with: [255, 0, 0])
            let (x, y) = (pixel % actual.width, pixel / actual.width)
            blocks[y / block * across + x / block] += change
        }
        let worst = blocks.indices.max { blocks[$0] < blocks[$1] } ?? 0
        let middle = (x: worst % across * block + block / 2, y: worst / across * block + block / 2)
        return Difference(
            count: count,
            pixels: actual.width * actual.height,
            largest: largest,
            place: (
                x: Double(middle.x) / dotsPerInch * 25.4, y: Double(middle.y) / dotsPerInch * 25.4
            ),
            picture: Picture(width: actual.width, height: actual.height, pixels: drawn)
        )
    }

    /// Compares a page with its snapshot, or records it where `RECORD_SNAPSHOTS` is set.
    ///
    /// - Parameters:
    ///   - page: The page.
    ///   - name: The snapshot's name, such as `end-user.en`; a second page's ends in `-2`.
    ///   - folder: Where snapshots lie.
    ///   - results: Where pictures of what differs go; the folder is made if it is missing.
    /// - Returns: What is wrong, on one line; nil if the page looks as it should.
    /// - Throws: What reading and writing pictures throws.
    public func mismatch(
        _ page: Picture,
        named name: String,
        in folder: URL,
        results: URL
    ) throws -> String? {
        let file = folder.appendingPathComponent("\(name).png")
        let page = Self.coarse(page)
        guard ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == nil else {
            try page.writePNG(to: file)
            return "\(name): recorded; unset RECORD_SNAPSHOTS to compare"
        }
        guard FileManager.default.fileExists(atPath: file.path) else {
            return "\(name): there is no snapshot; RECORD_SNAPSHOTS=1 records one"
        }
        let expected = try PictureFile.read(file).picture
        guard page.width == expected.width, page.height == expected.height else {
            return "\(name): is \(page.width) x \(page.height) pixels, not \(expected.width)"
                + " x \(expected.height)"
        }
        let found = difference(page, expected)
        guard Double(found.count) > share * Double(found.pixels) else { return nil }
        try FileManager.default.createDirectory(at: results, withIntermediateDirectories: true)
        for (ending, picture) in [
            ("expected", expected), ("actual", page), ("difference", found.picture),
        ] {
            try picture.writePNG(to: results.appendingPathComponent("\(name)-\(ending).png"))
        }
        let percent = String(format: "%.2f", 100 * Double(found.count) / Double(found.pixels))
        let place = String(format: "%.0f mm from the left, %.0f mm", found.place.x, found.place.y)
        return "\(name): \(percent) % of the pixels differ by more than \(tolerance), by up to"
            + " \(found.largest), most \(place) from the top; see \(results.path)"
    }

    /// A picture that packs well: the last three bits of each byte are a middle value.
    static func coarse(_ picture: Picture) -> Picture {
        Picture(
            width: picture.width,
            height: picture.height,
            // White stays white.
            pixels: picture.pixels.map { $0 >= 0xF8 ? 255 : $0 & 0xF8 | 4 }
        )
    }
}
