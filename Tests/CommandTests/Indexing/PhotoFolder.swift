import Foundation
import Images

/// Photos for indexes: small, all different, with labels.
enum PhotoFolder {
    /// Writes some photos, with a list that calls them class 0, 1, 2 and so on.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - program: In whose folder: `photos/` and `photos.tsv`.
    /// - Throws: What writing files throws.
    static func write(_ count: Int, in program: Program) throws {
        let folder = program.path("photos")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var rows = ["path\tlabel"]
        for number in 0..<count {
            try photo(number).writePNG(to: folder.appendingPathComponent("\(number).png"))
            rows.append("photos/\(number).png\tclass \(number % 10)")
        }
        try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: program.path("photos.tsv"))
    }

    /// A picture of coloured blobs that depend on its number.
    private static func photo(_ number: Int) -> Picture {
        let side = 48
        var pixels: [UInt8] = []
        pixels.reserveCapacity(side * side * 3)
        for y in 0..<side {
            for x in 0..<side {
                let wave = sin(Double(x * (number % 7 + 1)) / 9) * cos(Double(y * (number % 5)) / 7)
                let light = UInt8(127.5 + 127.4 * wave)
                pixels.append(light)
                pixels.append(UInt8((x * 5 + number * 29) % 256))
                pixels.append(UInt8((y * 5 + number * 53) % 256))
            }
        }
        return Picture(width: side, height: side, pixels: pixels)
    }
}
