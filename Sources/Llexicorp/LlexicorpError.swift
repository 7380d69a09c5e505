/// What went wrong in `Llexicorp`: one line for the person, with what to do about it.
public struct LlexicorpError: Error, Sendable, CustomStringConvertible {
    /// What failed, on what, with which values.
    public let message: String
    /// What to do about it, where that is known.
    public let hint: String?

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - message: What failed, on what, with which values; no full stop at the end.
    ///   - hint: What to do about it.
    public init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    /// The message, and the hint behind a semicolon.
    public var description: String {
        hint.map { "\(message); \($0)" } ?? message
    }
}
