import Foundation

/// Makes text of others fit for a sheet, a terminal and a prompt.
///
/// Control characters, direction overrides, characters without width, symbols that fonts lack,
/// markup and addresses are taken out; the words between them stay.
package enum CleanText {
    /// The most characters that are looked at at all.
    private static let most = 8000

    /// Characters of markup that no sentence needs.
    private static let markup: Set<Character> = [
        "<", ">", "*", "`", "#", "{", "}", "[", "]", "|", "\\", "~", "^",
    ]

    /// A text on one line.
    ///
    /// - Parameter text: As somebody else wrote it, of any length.
    /// - Returns: At most its first 8000 characters, cleaned; it may be empty.
    package static func line(_ text: String) -> String {
        let plain = String(
            String.UnicodeScalarView(text.unicodeScalars.prefix(most).compactMap(kept))
        )
        .precomposedStringWithCanonicalMapping
        let unmarked =
            plain
            .replacing(/<[A-Za-z\/!?][^<>]*>/, with: "")
            .replacing(/!?\[([^\[\]]*)\]\([^()]*\)/) { $0.1 }
            .replacing(/(?i)\b(?:[a-z][a-z0-9+.\-]{0,15}:\/\/|www\.)\S+/, with: "")
            .filter { !markup.contains($0) }
            .replacing("_", with: " ")
        let spaced = thinned(unmarked)
            .split(separator: " ")
            .joined(separator: " ")
            .replacing(/[ ]+([.,;])/) { $0.1 }
        return String(spaced.drop { "-•·– ".contains($0) })
    }

    /// A name: letters, digits and a few marks, with a capital at its front.
    ///
    /// - Parameter text: As somebody else wrote it.
    /// - Returns: The cleaned name; it may be empty.
    package static func name(_ text: String) -> String {
        let marks = " -'’&,:/()%.+"
        let kept = line(text).filter { $0.isLetter || $0.isNumber || marks.contains($0) }
        let words = kept.split(separator: " ").joined(separator: " ")
        let trimmed = words.trimmingCharacters(in: CharacterSet(charactersIn: " -'’&,:/.+"))
        return trimmed.prefix(1).uppercased() + trimmed.dropFirst()
    }

    /// A field of a prompt, such as the name of a class.
    ///
    /// - Parameters:
    ///   - text: As somebody else wrote it.
    ///   - most: The most characters; the rest is cut off.
    /// - Returns: The cleaned text, or nil if no letter or digit is left.
    package static func field(_ text: String?, most: Int = 80) -> String? {
        guard let text else { return nil }
        let clean = String(line(text).prefix(most)).trimmingCharacters(in: .whitespaces)
        return clean.contains { $0.isLetter || $0.isNumber } ? clean : nil
    }

    /// The character to keep in place of one; nil to drop it.
    private static func kept(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        // Variation selectors, which ask for coloured pictures.
        if 0xFE00...0xFE0F ~= scalar.value { return nil }
        if scalar == "\u{A0}" || scalar == "\u{202F}" || scalar == "°" { return scalar }
        if scalar == "`" || scalar == "^" { return scalar }
        switch scalar.properties.generalCategory {
        case .control:
            return scalar.properties.isWhitespace ? " " : nil
        case .spaceSeparator, .lineSeparator, .paragraphSeparator:
            return " "
        case .format, .surrogate, .privateUse, .unassigned, .enclosingMark, .otherSymbol,
            .modifierSymbol:
            return nil
        default:
            return scalar
        }
    }

    /// The text with at most two marks stacked on a letter.
    private static func thinned(_ text: String) -> String {
        var stacked = 0
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { scalar in
                    let category = scalar.properties.generalCategory
                    stacked = category == .nonspacingMark ? stacked + 1 : 0
                    return stacked <= 2
                }
            )
        )
    }
}
