import Synchronization

/// What may be spent and what was, in US dollars; shared by all that spend from it.
public final class Budget: Sendable {
    private struct State {
        var spent = 0.0
        var reserved = 0.0
    }

    /// What may be spent.
    public let limit: Double
    private let state = Mutex(State())

    /// Makes a budget.
    ///
    /// - Parameter limit: What may be spent, in US dollars.
    /// - Throws: `misuse` if it is negative or no number.
    public init(limit: Double) throws(LanguageModelsError) {
        guard limit.isFinite, limit >= 0 else {
            throw LanguageModelsError(
                .misuse,
                "a budget of \(limit) dollars",
                hint: "give an amount such as 0.50"
            )
        }
        self.limit = limit
    }

    /// What was spent so far, by the servers' counts of tokens.
    public var spent: Double { state.withLock(\.spent) }

    /// Sets money aside for a question under way.
    func reserve(_ amount: Double, for purpose: String) throws(LanguageModelsError) {
        let refused: State? = state.withLock { state in
            // The tolerance keeps sums of exact shares of the limit from failing by rounding.
            guard state.spent + state.reserved + amount <= limit * (1 + 1e-9) else { return state }
            state.reserved += amount
            return nil
        }
        guard let refused else { return }
        throw LanguageModelsError(
            .overBudget,
            "'\(purpose)' may cost \(Self.dollars(amount)); of the budget of"
                + " \(Self.dollars(limit)), \(Self.dollars(refused.spent)) are spent and"
                + " \(Self.dollars(refused.reserved)) set aside for questions under way",
            hint: "raise --budget, or ask for fewer concepts"
        )
    }

    /// Replaces what was set aside by what was really spent.
    func settle(_ amount: Double, spent actual: Double) {
        state.withLock { state in
            state.reserved = max(0, state.reserved - amount)
            state.spent += actual
        }
    }

    private static func dollars(_ amount: Double) -> String {
        let cents = (amount * 10_000).rounded(.up) / 10_000
        return "$\(cents)"
    }
}

/// Refuses questions that could cost more than what is left of a budget.
///
/// Before each question the most it may cost is set aside; the server's count of tokens replaces
/// that afterwards. It belongs behind the cache: what is at hand costs nothing.
public struct BudgetedModel: ParameterizedModel {
    /// Who answers.
    public var provider: String { base.provider }
    /// The model that is asked for.
    public var model: String { base.model }
    /// Where questions go.
    public var destination: String { base.destination }
    /// What shapes replies besides question and model.
    public var parameters: JSONValue { (base as? any ParameterizedModel)?.parameters ?? .null }

    private let base: any ChatModel
    private let profile: ModelProfile
    private let price: Price
    private let budget: Budget

    /// Puts a budget before a model.
    ///
    /// - Parameters:
    ///   - base: Who answers.
    ///   - profile: What the model counts and costs.
    ///   - budget: What may be spent.
    /// - Throws: `misuse` if the model's price is not known.
    public init(_ base: any ChatModel, profile: ModelProfile, budget: Budget)
        throws(LanguageModelsError)
    {
        guard let price = profile.price else {
            throw LanguageModelsError(
                .misuse,
                "a budget was given, but what '\(base.model)' at \(base.destination) costs is"
                    + " not known",
                hint: "give its price for a million tokens, or leave the budget away"
            )
        }
        self.base = base
        self.profile = profile
        self.price = price
        self.budget = budget
    }

    /// Asks if the budget allows it.
    ///
    /// - Throws: `overBudget` before anything is sent, or what the model throws.
    public func reply(to request: ChatRequest) async throws -> ChatReply {
        let estimate = profile.estimate(request)
        let most = price.dollars(input: estimate.inputTokens, output: estimate.outputTokens)
        try budget.reserve(most, for: request.purpose)
        do {
            let reply = try await base.reply(to: request)
            let actual = reply.usage.map { price.dollars(input: $0.input, output: $0.output) }
            budget.settle(most, spent: actual ?? most)
            return reply
        } catch {
            budget.settle(most, spent: Self.isUnpaid(error) ? 0 : most)
            throw error
        }
    }

    /// Whether an error says that no reply was made: only then is nothing owed.
    private static func isUnpaid(_ error: any Error) -> Bool {
        switch (error as? LanguageModelsError)?.kind {
        case .notAllowed, .rejected, .overBudget, .pending, .misuse: true
        case .unreachable, .unreadable, nil: false
        }
    }
}
