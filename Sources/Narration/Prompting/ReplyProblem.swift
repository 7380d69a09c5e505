/// Why a language model's reply cannot be used.
package enum ReplyProblem: Error, Sendable, Equatable {
    /// The model refused.
    case refused
    /// The server's filter withheld the text.
    case filtered
    /// The reply was cut off at its most tokens.
    case cut
    /// There is no text.
    case empty
    /// There is far more text than any reply needs.
    case tooLong
    /// There is no JSON object in it.
    case notJSON
    /// A key is missing.
    case missing(String)
    /// A value is of another type than asked for, or not one of those allowed.
    case wrongValue(String)
    /// A text is empty, or nothing is left of it without markup and control characters.
    case emptyField(String)
    /// A text has more characters than fit.
    case longField(String, most: Int)
    /// A number stands for no picture.
    case noSuchNumber(String, most: Int)
    /// A pattern is called shared, but fewer than two references have it.
    case notShared
    /// The reply is in another language than asked for.
    case otherLanguage
    /// The server could not take the request or answered with something unreadable.
    case server(String)

    /// What kind of problem it is to a reader of the sheet.
    package enum Kind: String, Sendable, CaseIterable {
        /// The model would not.
        case declined
        /// The filter would not let it.
        case filtered
        /// It could not be read as what was asked for.
        case unusable
        /// The server failed at this request.
        case server
    }

    /// What kind of problem it is to a reader of the sheet.
    package var kind: Kind {
        switch self {
        case .refused: .declined
        case .filtered: .filtered
        case .server: .server
        default: .unusable
        }
    }

    /// What is wrong, in one sentence: for the model that is to mend it, and for the record.
    ///
    /// - Parameter strings: The words of the prompt's language.
    /// - Returns: A sentence with its full stop.
    package func finding(_ strings: PromptStrings) -> String {
        let findings = strings.findings
        switch self {
        case .refused: return findings.refused
        case .filtered: return findings.filtered
        case .cut: return findings.cut
        case .empty: return findings.empty
        case .tooLong: return findings.tooLong
        case .notJSON: return findings.notJSON
        case .missing(let key): return findings.missing.replacing("{key}", with: key)
        case .wrongValue(let key): return findings.wrongValue.replacing("{key}", with: key)
        case .emptyField(let key): return findings.emptyField.replacing("{key}", with: key)
        case .longField(let key, let most):
            return findings.longField.replacing("{key}", with: key)
                .replacing("{most}", with: String(most))
        case .noSuchNumber(let key, let most):
            return findings.noSuchNumber.replacing("{key}", with: key)
                .replacing("{most}", with: String(most))
        case .notShared: return findings.notShared
        case .otherLanguage: return findings.otherLanguage
        case .server(let message): return findings.server.replacing("{detail}", with: message)
        }
    }
}

/// Something about a usable reply that is worth a record.
package enum ReplyNote: Sendable, Equatable {
    /// There was text around the JSON object.
    case surrounded
    /// There were keys that were not asked for.
    case strayKeys

    /// The note in one sentence.
    package func sentence(_ strings: PromptStrings) -> String {
        switch self {
        case .surrounded: strings.findings.surrounded
        case .strayKeys: strings.findings.strayKeys
        }
    }
}
