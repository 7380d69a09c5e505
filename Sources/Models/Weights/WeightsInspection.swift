public import Foundation
public import Tensors

/// What a file of weights holds, without reading its values: what `model inspect` prints.
public struct WeightsInspection: Sendable, CustomStringConvertible {
    /// One tensor of the file.
    public struct Entry: Sendable, Equatable {
        /// The name, wrappers and shared prefixes taken off.
        public let name: String
        /// The length of each axis.
        public let shape: [Int]
        /// How the file stores the values.
        public let elementType: ElementType
    }

    /// The file's name, without folders.
    public let file: String
    /// How the file is laid out.
    public let format: WeightsFormat
    /// The file's SHA-256, 64 lower-case hexadecimal digits.
    public let sha256: String
    /// The tensors in file order.
    public let entries: [Entry]
    /// How many values all tensors hold together; tied weights count each time.
    public let parameterCount: Int

    /// Looks into a file.
    ///
    /// - Parameter url: The file.
    /// - Throws: `ModelsError` as `Weights.load(from:)`, except that values are not looked at.
    public init(of url: URL) throws {
        let (catalog, sha256) = try WeightsReader.read(url) { $0 }
        file = url.lastPathComponent
        format = catalog.format
        self.sha256 = sha256
        entries = catalog.entries.map {
            Entry(name: $0.name, shape: $0.shape, elementType: $0.type)
        }
        parameterCount = entries.reduce(0) { $0 + (StridedLayout.count(of: $1.shape) ?? 0) }
    }

    /// Several lines for a terminal: format, digest, one line for each tensor, the total.
    public var description: String {
        let names = entries.map { Printable.excerpt($0.name) }
        let width = names.map(\.count).max() ?? 0
        let rows = zip(entries, names).map { entry, name in
            let padding = String(repeating: " ", count: width - name.count)
            let type = entry.elementType.rawValue
            let gap = String(repeating: " ", count: 5 - type.count)
            return "  \(name)\(padding)  \(type)\(gap) \(entry.shape)"
        }
        let head = [
            "file        \(Printable.excerpt(file))",
            "format      \(format.title)",
            "sha256      \(sha256)",
            "tensors     \(entries.count)",
            "parameters  \(parameterCount)",
        ]
        return (head + rows).joined(separator: "\n")
    }
}
