import Synchronization

/// Sends nothing and notes what would be sent: for `--dry-run`, and for asking before the first
/// picture leaves.
///
/// Replies that the cache holds are given as they are. In place of all others it gives the smallest
/// reply that the schema allows, so that whoever asks goes on to its later questions; those are
/// estimated with sample texts in place of real ones, which is close, not exact.
public final class PlannedModel: ChatModel {
    /// Who would answer.
    public let provider: String
    /// The model that would be asked for.
    public let model: String
    /// Where questions would go.
    public let destination: String

    private let base: any ChatModel
    private let profile: ModelProfile
    private let cache: ReplyCache?
    private let isBatch: Bool
    private let state: Mutex<SendingPlan>

    /// Stands in for a model.
    ///
    /// - Parameters:
    ///   - base: Who would be asked; it never is.
    ///   - profile: What the model counts and costs.
    ///   - cache: The replies at hand; nil if they are to be asked anew.
    ///   - isBatch: Whether questions would go through batch files, at half the price.
    public init(
        for base: any ChatModel,
        profile: ModelProfile,
        cache: ReplyCache? = nil,
        isBatch: Bool = false
    ) {
        self.base = base
        self.profile = profile
        self.cache = cache
        self.isBatch = isBatch
        provider = base.provider
        model = base.model
        destination = base.destination
        state = Mutex(
            SendingPlan(
                provider: base.provider,
                model: base.model,
                destination: base.destination
            )
        )
    }

    /// What would be sent for the questions so far.
    public var plan: SendingPlan { state.withLock { $0 } }

    /// Notes a question; gives the reply at hand or a sample.
    public func reply(to request: ChatRequest) async throws -> ChatReply {
        try Task.checkCancellation()
        if let kept = cache?.reply(to: request, from: base) {
            state.withLock { $0.cached += 1 }
            return kept
        }
        let estimate = profile.estimate(request, isBatch: isBatch)
        state.withLock { $0.add(request, estimate: estimate) }
        return ChatReply(
            text: CanonicalJSON.text(SampleReply.value(for: request.reply.schema)),
            finish: .stop,
            model: model
        )
    }
}
