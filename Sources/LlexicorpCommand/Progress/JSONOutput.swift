import Foundation

/// Results for machines on standard output.
enum JSONOutput {
    /// Prints a value as JSON with sorted keys.
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        Swift.print(text)
    }
}
