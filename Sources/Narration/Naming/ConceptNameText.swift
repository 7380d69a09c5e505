/// Makes names and descriptions of others fit for a sheet, a terminal and a prompt.
public enum ConceptNameText {
    /// The most characters of a name.
    public static var longestName: Int { ReplyLimits.name }

    /// A name on one line, without markup and control characters.
    ///
    /// - Parameter text: The name as somebody wrote it.
    /// - Returns: The name with a capital at its front; nil if it has no letter or is too long.
    public static func clean(_ text: String) -> String? {
        let name = CleanText.name(text)
        guard name.contains(where: \.isLetter), name.count <= longestName else { return nil }
        return name
    }

    /// A description on one line, without markup and control characters.
    ///
    /// - Parameter text: The sentence as somebody wrote it.
    /// - Returns: At most as much as a reply may have; nil if it has no letter.
    public static func cleanDescription(_ text: String) -> String? {
        let line = String(CleanText.line(text).prefix(ReplyLimits.description))
        return line.contains(where: \.isLetter) ? line : nil
    }
}
