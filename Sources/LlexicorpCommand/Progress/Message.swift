import Foundation
import Llexicorp

/// Lines for the person, on standard error: results alone go to standard output.
enum Message {
    /// Prints a line as it is.
    static func line(_ text: String) { raw(text + "\n") }

    /// Prints text without a line end; where standard error takes none, nobody can be told.
    static func raw(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// Prints an error on one line.
    static func error(_ error: any Error) { self.error(ErrorLine.text(error)) }

    /// Prints an error on one line, whatever line breaks its text has.
    static func error(_ text: String) {
        let flat = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        line("llexicorp: \(flat)")
    }

    /// Prints a note that something is not as one might expect, though nothing failed.
    static func note(_ text: String) {
        line("note: \(text)")
    }
}
