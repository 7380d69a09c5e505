import Digests
public import Foundation

/// The font families that sheets are set in, with the Debian packages that bring them.
///
/// It is read from `families.tsv` and `coverage.tsv` in the fonts folder.
public struct FontCatalog: Sendable {
    /// A font file of a family.
    public struct Face: Sendable, Equatable {
        /// The family's name.
        public let family: String
        /// The Debian package.
        public let package: String
        /// The licence's short name.
        public let licence: String
        /// The file's path on a Debian system.
        public let file: String
        /// The file's SHA-256 in the reference system, in hexadecimal.
        public let sha256: String
    }

    /// The fonts folder.
    public let folder: URL
    /// All faces in the order of the list.
    public let faces: [Face]
    private let ranges: [(characters: ClosedRange<UInt32>, package: String?)]

    /// Reads the lists.
    ///
    /// - Parameter folder: The folder that holds `fonts.conf`, `families.tsv` and `coverage.tsv`.
    /// - Throws: `SheetRenderingError` naming the file and line.
    public init(folder: URL) throws(SheetRenderingError) {
        self.folder = folder
        faces = try Self.rows(of: folder.appendingPathComponent("families.tsv"), columns: 5) {
            columns,
            _ in
            Face(
                family: columns[0],
                package: columns[1],
                licence: columns[2],
                file: columns[3],
                sha256: columns[4]
            )
        }
        ranges = try Self.rows(of: folder.appendingPathComponent("coverage.tsv"), columns: 3) {
            columns,
            place throws(SheetRenderingError) in
            guard let first = UInt32(columns[0], radix: 16),
                let last = UInt32(columns[1], radix: 16), first <= last
            else {
                throw SheetRenderingError("\(place): \(columns[0]) to \(columns[1]) is no range")
            }
            return (first...last, columns[2] == "-" ? nil : columns[2])
        }
    }

    /// Fontconfig's own configuration.
    var configuration: URL { folder.appendingPathComponent(Self.configurationName) }
    static let configurationName = "fonts.conf"

    /// The Debian package of a family, if the list has it.
    ///
    /// - Parameter family: The family's name.
    /// - Returns: The package's name.
    public func package(ofFamily family: String) -> String? {
        faces.first { $0.family == family }?.package
    }

    /// The Debian package that brings fonts with a character; nil where none of the list's does.
    ///
    /// - Parameter character: The character.
    /// - Returns: The package's name.
    public func package(bringing character: Unicode.Scalar) -> String? {
        let range = ranges.first { $0.characters.contains(character.value) }
        return range.map(\.package) ?? "fonts-noto-core"
    }

    /// The files that are not installed, one line each with the package that brings them.
    public func missing() -> [String] {
        faces.filter { !FileManager.default.fileExists(atPath: $0.file) }
            .map { "\($0.file) is missing; apt-get install \($0.package)" }
    }

    /// What is missing or differs from the reference system, one line each; empty if all is well.
    ///
    /// A file that differs is no error, but sheets will not be equal byte for byte.
    public func findings() -> [String] {
        missing()
            + faces.compactMap { face in
                let url = URL(fileURLWithPath: face.file)
                guard let digest = try? SHA256Digest.hex(ofFileAt: url), digest != face.sha256
                else { return nil }
                return "\(face.file) differs from the reference system's"
            }
    }

    /// Reads a table whose columns tabs part; lines that begin with a number sign are comments.
    static func rows<Row>(
        of url: URL,
        columns count: Int,
        _ read: ([String], String) throws(SheetRenderingError) -> Row
    ) throws(SheetRenderingError) -> [Row] {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            throw SheetRenderingError(
                "\(url.path): the font list cannot be read",
                hint: "give the Fonts folder"
            )
        }
        var rows: [Row] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            let place = "\(url.path):\(index + 1)"
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard columns.count == count else {
                throw SheetRenderingError(
                    "\(place): has \(columns.count) columns, expected \(count) parted by tabs"
                )
            }
            rows.append(try read(columns, place))
        }
        return rows
    }
}
