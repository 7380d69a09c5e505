/// A photo's label, made fit for a sentence.
///
/// Labels are written by others: only letters, digits and a few marks pass, and only up to a
/// length, so that no label can bring markup, control characters or a page of text into a sheet.
package enum Label {
    /// The longest label that is told.
    package static let longest = 40

    /// A label in plain words.
    ///
    /// What follows a comma or stands in brackets is left out: lists of class names put synonyms
    /// there.
    ///
    /// - Parameter label: The label as its author wrote it.
    /// - Returns: The words, or nil if none are left or too many.
    package static func plain(_ label: String?) -> String? {
        guard let label else { return nil }
        let head = label.prefix { !",;(<[{\n\r".contains($0) }
        let spaced = head.prefix(4 * longest).map { character -> Character in
            character.isWhitespace || character == "_" ? " " : character
        }
        let words = String(spaced.filter { $0.isLetter || $0.isNumber || " -'’.&".contains($0) })
            .split(separator: " ")
        let text = words.joined(separator: " ")
        guard text.count <= longest, text.contains(where: \.isLetter) else { return nil }
        return String(text.reversed().drop { ".-&".contains($0) }.reversed())
    }
}
