import Foundation

/// Results for machines on standard output.
enum JSONOutput {
    /// Prints a value as JSON with sorted keys.
    ///
    /// - Parameters:
    ///   - value: What to print.
    ///   - isLong: Whether it is too long to be read by a person, and goes on one line.
    /// - Throws: What encoding throws.
    static func print(_ value: some Encodable, isLong: Bool = false) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if !isLong { encoder.outputFormatting.insert(.prettyPrinted) }
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        Swift.print(text)
    }
}
