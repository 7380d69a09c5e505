/// What questions take, before they are asked; each figure is an upper estimate.
public struct CostEstimate: Sendable, Equatable, Codable {
    /// How many questions.
    public var requests: Int
    /// How many pictures.
    public var images: Int
    /// Tokens of instructions, texts, schemas and pictures.
    public var inputTokens: Int
    /// Tokens that the replies may take, thinking included.
    public var outputTokens: Int
    /// What that costs, in US dollars; nil where a price is not known.
    public var dollars: Double?

    /// Nothing, at no cost.
    public static let nothing = CostEstimate(
        requests: 0,
        images: 0,
        inputTokens: 0,
        outputTokens: 0,
        dollars: 0
    )

    /// Makes an estimate.
    public init(
        requests: Int,
        images: Int,
        inputTokens: Int,
        outputTokens: Int,
        dollars: Double?
    ) {
        self.requests = requests
        self.images = images
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.dollars = dollars
    }

    /// Two estimates together; the sum has a price only if both have.
    public static func + (first: CostEstimate, second: CostEstimate) -> CostEstimate {
        CostEstimate(
            requests: first.requests + second.requests,
            images: first.images + second.images,
            inputTokens: first.inputTokens + second.inputTokens,
            outputTokens: first.outputTokens + second.outputTokens,
            dollars: first.dollars.flatMap { sum in second.dollars.map { sum + $0 } }
        )
    }
}

extension ModelProfile {
    /// What a question takes, at the most.
    ///
    /// Texts count by `bytesPerToken`, each message 10 tokens for its frame, the schema like a
    /// text, pictures by `imageTokens`; the reply counts in full, with the room for thinking.
    ///
    /// - Parameters:
    ///   - request: The question.
    ///   - isBatch: Whether it goes through a batch file, at half the price.
    /// - Returns: The estimate; without dollars where the price is not known.
    public func estimate(_ request: ChatRequest, isBatch: Bool = false) -> CostEstimate {
        var input = 10 + tokens(in: request.system)
        input += tokens(in: CanonicalJSON.text(request.reply.schema))
        for message in request.messages {
            input += 10
            for part in message.parts {
                switch part {
                case .text(let text): input += tokens(in: text)
                case .image(let image):
                    input += imageTokens.count(
                        width: max(1, image.width),
                        height: max(1, image.height)
                    )
                }
            }
        }
        let output = request.maximumTokens + thinkingTokens
        return CostEstimate(
            requests: 1,
            images: request.images.count,
            inputTokens: input,
            outputTokens: output,
            dollars: price.map {
                $0.dollars(input: input, output: output) * (isBatch ? Price.batchFactor : 1)
            }
        )
    }
}
