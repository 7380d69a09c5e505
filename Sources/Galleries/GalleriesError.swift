/// Something about a gallery, an atlas or a comparison that a person can mend.
public struct GalleriesError: Error, CustomStringConvertible, Sendable {
    /// What failed, on what, with which values.
    public var message: String
    /// What to do about it; nil where the message says it.
    public var hint: String?

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - message: What failed, on what, with which values.
    ///   - hint: What to do about it.
    public init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    /// The message, and the hint behind it.
    public var description: String { hint.map { "\(message); \($0)" } ?? message }
}
