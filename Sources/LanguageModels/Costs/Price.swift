/// What tokens cost, in US dollars for a million.
public struct Price: Sendable, Equatable, Codable {
    /// Half price: what both vendors ask for requests in batch files.
    public static let batchFactor = 0.5
    /// When the list below was looked up.
    public static let lookedUp = "2026-11-23"

    /// A million tokens of instructions, texts and pictures.
    public var input: Double
    /// A million tokens of replies, thinking included.
    public var output: Double

    /// Makes a price.
    public init(input: Double, output: Double) {
        self.input = input
        self.output = output
    }

    /// What a number of tokens costs, in dollars.
    public func dollars(input tokensIn: Int, output tokensOut: Int) -> Double {
        (Double(tokensIn) * input + Double(tokensOut) * output) / 1_000_000
    }

    /// The list price of a model; nil where none was verified.
    ///
    /// Standard rates for requests below 200,000 tokens, looked up on the day above and taken over
    /// only where two sources agreed: the vendors' own pages or announcements of their prices, and
    /// the table in LiteLLM 1.106.2. Prices change; a person's own price goes before these.
    ///
    /// - Parameter model: A model's plain name, as `ModelProfile.plainName(of:)` gives it.
    /// - Returns: The price for a million tokens.
    public static func listed(for model: String) -> Price? {
        list[model].map { Price(input: $0.0, output: $0.1) }
    }

    private static let list: [String: (Double, Double)] = [
        "gpt-4o": (2.5, 10), "gpt-4o-mini": (0.15, 0.6),
        "gpt-4.1": (2, 8), "gpt-4.1-mini": (0.4, 1.6), "gpt-4.1-nano": (0.1, 0.4),
        "o1": (15, 60), "o3": (2, 8), "o4-mini": (1.1, 4.4),
        "gpt-5": (1.25, 10), "gpt-5-mini": (0.25, 2), "gpt-5-nano": (0.05, 0.4),
        "gpt-5.1": (1.25, 10),
        "gpt-5.4": (2.5, 15), "gpt-5.4-mini": (0.75, 4.5), "gpt-5.4-nano": (0.2, 1.25),
        "gpt-5.5": (5, 30),
        "gpt-5.6": (4, 20), "gpt-5.6-sol": (4, 20), "gpt-5.6-terra": (2, 12),
        "gpt-5.6-luna": (0.2, 1.2),
        "gpt-6-astra": (10, 50), "gpt-6-sol": (2, 10), "gpt-6-luna": (0.1, 0.5),
        "gpt-6.1-sol": (2, 10),
        "claude-opus-5-5": (4, 20), "claude-opus-5": (5, 25),
        "claude-opus-4-8": (5, 25), "claude-opus-4-7": (5, 25), "claude-opus-4-6": (5, 25),
        "claude-opus-4-5": (5, 25), "claude-opus-4-1": (15, 75), "claude-opus-4": (15, 75),
        "claude-sonnet-4-6": (3, 15), "claude-sonnet-4-5": (3, 15), "claude-sonnet-4": (3, 15),
        "claude-3-7-sonnet": (3, 15), "claude-haiku-4-5": (1, 5), "claude-3-5-haiku": (0.8, 4),
        "claude-3-haiku": (0.25, 1.25),
        "gemini-2.5-pro": (1.25, 10),
    ]
}
