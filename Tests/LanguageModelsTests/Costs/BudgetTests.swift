import LanguageModels
import Testing

@Suite("Budgets")
struct BudgetTests {
    private func profile(_ price: Price?) -> ModelProfile {
        var profile = ModelProfile()
        profile.price = price
        return profile
    }

    /// What one question may cost at most, at this price.
    private func most(_ price: Price) -> Double {
        profile(price).estimate(Samples.request()).dollars ?? 0
    }

    private let price = Price(input: 2, output: 10)

    @Test("refuses before sending, with figures, and lets through what fits")
    func refuses() async throws {
        let base = ScriptedModel([.success(Samples.reply)])
        let budget = try Budget(limit: most(price) * 0.99)
        let model = try BudgetedModel(base, profile: profile(price), budget: budget)
        let error = await #expect(throws: LanguageModelsError.self) {
            _ = try await model.reply(to: Samples.request())
        }
        #expect(error?.kind == .overBudget)
        #expect(error?.message.contains("$") == true)
        #expect(base.requests.isEmpty)
        let enough = try Budget(limit: most(price))
        _ = try await BudgetedModel(base, profile: profile(price), budget: enough)
            .reply(to: Samples.request())
        #expect(base.requests.count == 1)
    }

    @Test("the server's count replaces the estimate")
    func settles() async throws {
        // 1000 tokens in and 20 out are far less than the estimate, so a second question fits.
        let budget = try Budget(limit: most(price) + price.dollars(input: 1000, output: 20))
        let base = ScriptedModel([.success(Samples.reply)])
        let model = try BudgetedModel(base, profile: profile(price), budget: budget)
        _ = try await model.reply(to: Samples.request())
        #expect(abs(budget.spent - 0.0022) < 1e-12)
        _ = try await model.reply(to: Samples.request())
        #expect(abs(budget.spent - 0.0044) < 1e-12)
        await #expect(throws: LanguageModelsError.self) {
            _ = try await model.reply(to: Samples.request())
        }
    }

    @Test(
        "an error that made no reply costs nothing, one that may have made one costs the estimate"
    )
    func failures() async throws {
        for (kind, isPaid) in [
            (LanguageModelsError.Kind.rejected, false), (.notAllowed, false), (.unreadable, true),
            (.unreachable, true),
        ] {
            let budget = try Budget(limit: 10)
            let base = ScriptedModel([.failure(LanguageModelsError(kind, "no"))])
            let model = try BudgetedModel(base, profile: profile(price), budget: budget)
            await #expect(throws: LanguageModelsError.self) {
                _ = try await model.reply(to: Samples.request())
            }
            #expect(abs(budget.spent - (isPaid ? most(price) : 0)) < 1e-12)
        }
    }

    @Test("many at once never pass the limit together")
    func together() async throws {
        let budget = try Budget(limit: most(price) * 3.5)
        let silent = ChatReply(text: "{}", finish: .stop, model: "m")
        let base = ScriptedModel([.success(silent)])
        let model = try BudgetedModel(base, profile: profile(price), budget: budget)
        let passed = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { (try? await model.reply(to: Samples.request())) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(passed == 3)
        #expect(budget.spent <= budget.limit)
    }

    @Test("a budget without a known price, and amounts that are none, are misuse")
    func misuse() throws {
        let budget = try Budget(limit: 1)
        let error = #expect(throws: LanguageModelsError.self) {
            _ = try BudgetedModel(ScriptedModel([]), profile: profile(nil), budget: budget)
        }
        #expect(error?.kind == .misuse)
        #expect(error?.hint != nil)
        for amount in [-1, .infinity, .nan] {
            #expect(throws: LanguageModelsError.self) { _ = try Budget(limit: amount) }
        }
    }
}
