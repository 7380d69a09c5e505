/// What a model takes and what it counts: which fields, how large pictures, how many tokens.
public struct ModelProfile: Sendable, Equatable {
    /// The field that limits a reply's length.
    public enum LimitField: String, Sendable {
        /// The first name; servers other than OpenAI's know this one.
        case maximumTokens = "max_tokens"
        /// The name for models that think, whose thinking counts too.
        case maximumCompletionTokens = "max_completion_tokens"
    }

    /// How a Claude is held to a schema.
    public enum StructuredReply: String, Sendable {
        /// `output_config.format`: Claude 4.5 and later.
        case outputFormat = "output-format"
        /// One tool that must be used: earlier Claudes and most other servers.
        case forcedTool = "forced-tool"
    }

    /// The family, for people: `gpt-4o`, `Claude`, `unknown`.
    public var family: String
    /// How pictures are counted.
    public var imageTokens: ImageTokens
    /// The `detail` asked for in pictures; nil where the field is better left out.
    public var detail: String?
    /// The field that limits a reply's length.
    public var limitField: LimitField = .maximumTokens
    /// How a Claude is held to a schema.
    public var structuredReply: StructuredReply = .forcedTool
    /// Which keywords schemas may have.
    public var dialect: SchemaDialect = .whole
    /// The temperature to ask for; nil for models that refuse the field.
    public var temperature: Int? = 0
    /// The seed to ask for; nil for servers that refuse the field.
    public var seed: Int? = 7
    /// Tokens added to a reply's limit for models that think before they write: thinking counts
    /// against the limit, and a reply must not be cut for it.
    public var thinkingTokens = 0
    /// Bytes of text for one token, at the least; fewer bytes make a larger estimate.
    public var bytesPerToken = 3.0
    /// What tokens cost; nil where that is not known.
    public var price: Price?

    /// The profile of a model that nothing is known of: the plainest fields, tokens by the guess
    /// of `ImageTokens.guess`, no price.
    public init(family: String = "unknown", imageTokens: ImageTokens = .guess(longest: 1024)) {
        self.family = family
        self.imageTokens = imageTokens
    }

    /// Temperature, seed, dialect and room for thinking, as far as they are set.
    var parameters: [String: JSONValue] {
        var values: [String: JSONValue] = [
            "dialect": .string(dialect.rawValue), "thinkingTokens": .integer(thinkingTokens),
        ]
        if let temperature { values["temperature"] = .integer(temperature) }
        if let seed { values["seed"] = .integer(seed) }
        return values
    }

    /// Tokens of a text, at the most: bytes in UTF-8 divided by `bytesPerToken`.
    public func tokens(in text: String) -> Int {
        Int((Double(text.utf8.count) / bytesPerToken).rounded(.up))
    }
}
