/// Makes text from untrusted files fit for a one-line message.
package enum Printable {
    /// The text with control characters replaced, at most 120 characters long.
    ///
    /// - Parameter text: Any text.
    /// - Returns: One line.
    package static func excerpt(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(120).map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
                "\u{fffd}"
            default: Character(scalar)
            }
        }
        return String(shown) + (text.unicodeScalars.count > 120 ? "..." : "")
    }
}
