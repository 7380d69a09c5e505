/// Which language model wrote a text, asked in which words.
public struct TextSource: Codable, Sendable, Equatable {
    /// Who answered, such as `openai`, `anthropic` or `batch`.
    public var provider: String
    /// The model as the server named it, such as a dated snapshot; the one asked for where no reply
    /// came.
    public var model: String
    /// The prompts, in the order of the steps.
    public var prompts: [PromptIdentity]
    /// Tokens that went in, over all requests; nil where the server does not count.
    public var inputTokens: Int?
    /// Tokens that came out.
    public var outputTokens: Int?

    /// Makes the value of its parts.
    public init(
        provider: String,
        model: String,
        prompts: [PromptIdentity],
        inputTokens: Int?,
        outputTokens: Int?
    ) {
        self.provider = provider
        self.model = model
        self.prompts = prompts
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
    }
}

/// A prompt template, by name and content.
public struct PromptIdentity: Codable, Sendable, Equatable {
    /// The step, such as `label`.
    public var name: String
    /// The version that the template states, such as `1`.
    public var version: String
    /// The SHA-256 of the template with all that it includes, in hexadecimal.
    public var sha256: String

    /// Makes the value of its parts.
    public init(name: String, version: String, sha256: String) {
        self.name = name
        self.version = version
        self.sha256 = sha256
    }
}
