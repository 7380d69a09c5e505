/// What went wrong in `LanguageModels`: one line for the person, with what to do about it.
public struct LanguageModelsError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is, for whoever decides what to do next.
    public enum Kind: Sendable {
        /// No server answered in time.
        case unreachable
        /// The server did not accept the key or the account's means are spent: asking again is of
        /// no use.
        case notAllowed
        /// The server could not take this request: asking the same again is of no use.
        case rejected
        /// The server answered, but with nothing that can be read as a reply.
        case unreadable
        /// The budget is spent, or would be.
        case overBudget
        /// The reply is not there yet: the request waits in a batch file.
        case pending
        /// A setting is wrong or missing.
        case misuse
    }

    /// What failed, on what, with which values.
    public let message: String
    /// What to do about it, where that is known.
    public let hint: String?
    /// What kind of failure it is.
    public let kind: Kind

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - kind: What kind of failure it is.
    ///   - message: What failed, on what, with which values; no full stop at the end, and never a
    ///     key.
    ///   - hint: What to do about it.
    public init(_ kind: Kind, _ message: String, hint: String? = nil) {
        self.kind = kind
        self.message = message
        self.hint = hint
    }

    /// The message, and the hint behind a semicolon.
    public var description: String {
        hint.map { "\(message); \($0)" } ?? message
    }
}
