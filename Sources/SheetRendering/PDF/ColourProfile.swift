import Foundation

/// The ICC profile of sRGB, made from the standard's own figures (IEC 61966-2-1; ICC.1:2004-10, version
/// 4.2): its primaries, its white and its curve.
///
/// Archives ask what a document's red, green and blue mean; no file is needed to say it.
enum ColourProfile {
    /// The profile's bytes, always the same.
    static let sRGB: Data = {
        let tags: [(String, [UInt8])] = [
            ("desc", text("sRGB IEC61966-2.1")),
            ("cprt", text("No copyright, use freely")),
            ("wtpt", xyz(connectionWhite)),
            ("chad", fixedArray("sf32", adaptation.flatMap(\.self))),
            ("rXYZ", xyz(column(0))), ("gXYZ", xyz(column(1))), ("bXYZ", xyz(column(2))),
            ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ]
        // The three curves are one.
        var places: [[UInt8]: Int] = [:]
        var body: [UInt8] = []
        var table = big(UInt32(tags.count))
        let start = 128 + 4 + 12 * tags.count
        for (name, data) in tags {
            let place = places[data] ?? start + body.count
            if places[data] == nil {
                places[data] = place
                body += data + [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
            }
            table += Array(name.utf8) + big(UInt32(place)) + big(UInt32(data.count))
        }
        return Data(header(size: start + body.count) + table + body)
    }()

    // MARK: Figures

    /// The white that profiles meet at, D50.
    private static let connectionWhite = [0.9642, 1, 0.8249]

    /// From chromaticity to colour with a luminance of 1.
    private static func colour(_ x: Double, _ y: Double) -> [Double] {
        [x / y, 1, (1 - x - y) / y]
    }

    /// sRGB's white, D65.
    private static let white = colour(0.3127, 0.3290)
    private static let primaries = [
        colour(0.64, 0.33), colour(0.30, 0.60), colour(0.15, 0.06),
    ]

    /// Bradford's sharpened responses.
    private static let bradford = [
        [0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296],
    ]

    /// From sRGB's white to the connection's.
    private static let adaptation: [[Double]] = {
        let from = product(bradford, white)
        let to = product(bradford, connectionWhite)
        let scaled = bradford.enumerated().map { row, values in
            values.map { $0 * to[row] / from[row] }
        }
        return product(inverse(bradford), scaled)
    }()

    /// A primary as the connection sees it, so bright that all three make white.
    private static func column(_ index: Int) -> [Double] {
        let matrix = (0..<3).map { row in primaries.map { $0[row] } }
        let strength = product(inverse(matrix), white)[index]
        return product(adaptation, primaries[index].map { $0 * strength })
    }

    /// The curve: linear below 0.04045, above it a power of 2.4.
    private static let curve: [UInt8] =
        Array("para".utf8) + big(0) + [0, 3, 0, 0]
        + [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].flatMap(fixed)

    // MARK: Matrices

    private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
        matrix.map { row in row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2] }
    }

    private static func product(_ one: [[Double]], _ other: [[Double]]) -> [[Double]] {
        one.map { row in
            (0..<3).map { row[0] * other[0][$0] + row[1] * other[1][$0] + row[2] * other[2][$0] }
        }
    }

    private static func inverse(_ m: [[Double]]) -> [[Double]] {
        func minor(_ row: Int, _ column: Int) -> Double {
            let (a, b) = ((row + 1) % 3, (row + 2) % 3)
            let (c, d) = ((column + 1) % 3, (column + 2) % 3)
            return m[a][c] * m[b][d] - m[a][d] * m[b][c]
        }
        let determinant = m[0][0] * minor(0, 0) + m[0][1] * minor(0, 1) + m[0][2] * minor(0, 2)
        return (0..<3).map { row in (0..<3).map { minor($0, row) / determinant } }
    }

    // MARK: Bytes

    private static func header(size: Int) -> [UInt8] {
        var bytes = big(UInt32(size)) + big(0) + big(0x0420_0000)
        bytes += Array("mntrRGB XYZ ".utf8)
        // A date of its making; the figures are older.
        for part in [2024, 1, 1, 0, 0, 0] { bytes += [UInt8(part >> 8), UInt8(part & 255)] }
        bytes += Array("acsp".utf8) + [UInt8](repeating: 0, count: 28)
        bytes += connectionWhite.flatMap(fixed)
        return bytes + [UInt8](repeating: 0, count: 128 - bytes.count)
    }

    private static func big(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// A number with 16 bits behind the point.
    private static func fixed(_ value: Double) -> [UInt8] {
        big(UInt32(bitPattern: Int32((value * 65536).rounded())))
    }

    private static func fixedArray(_ type: String, _ values: [Double]) -> [UInt8] {
        Array(type.utf8) + big(0) + values.flatMap(fixed)
    }

    private static func xyz(_ values: [Double]) -> [UInt8] { fixedArray("XYZ ", values) }

    /// A text in American English.
    private static func text(_ text: String) -> [UInt8] {
        let words = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        return Array("mluc".utf8) + big(0) + big(1) + big(12) + Array("enUS".utf8)
            + big(UInt32(words.count)) + big(28) + words
    }
}
