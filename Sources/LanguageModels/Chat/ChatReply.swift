/// What a language model answered.
public struct ChatReply: Sendable, Equatable, Codable {
    /// Why the model stopped.
    public enum Finish: String, Sendable, Codable {
        /// It was done.
        case stop
        /// It ran into the most tokens it may write; the text is cut.
        case length
        /// It refused.
        case refusal
        /// The server's filter withheld the text.
        case contentFilter = "content-filter"
        /// Anything else the server said.
        case other
    }

    /// The text; it may be empty, and anything at all where the server ignores schemas.
    public var text: String
    /// Why the model stopped; look at it before the text.
    public var finish: Finish
    /// What the model said in refusing, if it did.
    public var refusal: String?
    /// The model as the server names it, such as a dated snapshot.
    public var model: String
    /// The server's fingerprint of its configuration, where it gives one.
    public var fingerprint: String?
    /// The tokens the server counted.
    public var usage: TokenUsage?

    /// Makes a reply.
    public init(
        text: String,
        finish: Finish,
        refusal: String? = nil,
        model: String,
        fingerprint: String? = nil,
        usage: TokenUsage? = nil
    ) {
        self.text = text
        self.finish = finish
        self.refusal = refusal
        self.model = model
        self.fingerprint = fingerprint
        self.usage = usage
    }
}

/// How many tokens went in and came out.
public struct TokenUsage: Sendable, Equatable, Codable {
    /// Tokens of instructions, texts and pictures.
    public var input: Int
    /// Tokens of the reply.
    public var output: Int

    /// Makes a count.
    public init(input: Int, output: Int) {
        self.input = input
        self.output = output
    }
}
