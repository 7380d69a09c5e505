extension String {
    /// The text as one paragraph: white space is single spaces, control characters are gone.
    ///
    /// Names and sentences come from files and language models; a line break or a NUL in one of them must
    /// not reach the text engine. No-break spaces stay.
    var asOneParagraph: String {
        var result = ""
        var pendingSpace = false
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar != "\n" && scalar != "\t" && scalar != "\r",
                .surrogate, .unassigned, .privateUse:
                continue
            case .control, .lineSeparator, .paragraphSeparator:
                pendingSpace = true
            case .spaceSeparator where scalar == " ":
                pendingSpace = true
            default:
                if pendingSpace && !result.isEmpty { result.unicodeScalars.append(" ") }
                pendingSpace = false
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
