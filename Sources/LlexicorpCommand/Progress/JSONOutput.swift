import Foundation
import Llexicorp

/// Results for machines on standard output.
enum JSONOutput {
    /// Prints a value as JSON with sorted keys.
    ///
    /// - Parameters:
    ///   - value: What to print.
    ///   - isLong: Whether it is too long to be read by a person, and goes on one line.
    /// - Throws: What encoding throws.
    static func print(_ value: some Encodable, isLong: Bool = false) throws {
        Swift.print(String(decoding: try encoded(value, isLong: isLong), as: UTF8.self))
    }

    /// Writes a value as JSON with sorted keys to a file, whole or not at all.
    ///
    /// - Parameters:
    ///   - value: What to write.
    ///   - file: Where; what stands there is replaced.
    /// - Throws: `LlexicorpError` where the file cannot be written.
    static func write(_ value: some Encodable, to file: URL) throws {
        let data = try encoded(value, isLong: false) + Data("\n".utf8)
        do {
            try data.write(to: file, options: .atomic)
        } catch {
            throw LlexicorpError(
                "\(file.relativePath): cannot be written (\(ErrorLine.reason(error)))",
                hint: "choose another --output"
            )
        }
    }

    private static func encoded(_ value: some Encodable, isLong: Bool) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if !isLong { encoder.outputFormatting.insert(.prettyPrinted) }
        return try encoder.encode(value)
    }
}
