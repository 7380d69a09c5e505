extension String {
    /// The text as one paragraph: white space is single spaces, control characters are gone.
    ///
    /// Names and sentences come from files and language models; a line break or a NUL in one of them must
    /// not reach the text engine. No-break spaces stay.
    package var asOneParagraph: String {
        isOneParagraph ? self : madeOneParagraph
    }

    /// Whether it is printable ASCII with single spaces only, as nearly all texts are.
    private var isOneParagraph: Bool {
        var previous = UInt8(ascii: " ")
        for byte in utf8 {
            guard byte > 0x20 && byte < 0x7F || byte == 0x20 && previous != 0x20 else {
                return false
            }
            previous = byte
        }
        return previous != 0x20
    }

    private var madeOneParagraph: String {
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
