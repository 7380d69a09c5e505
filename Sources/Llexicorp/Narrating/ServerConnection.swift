import Foundation
import LanguageModels

/// The way to one language model: its server, its key, what it may cost, the replies at hand.
struct ServerConnection: Sendable {
    /// The model with key, retries and budget, behind the replies at hand.
    let model: any ChatModel
    /// What the model takes and costs.
    let profile: ModelProfile
    /// The replies at hand; nil where they are to be asked anew.
    let cache: ReplyCache?
    /// Whether the server is on this machine: nothing leaves it then.
    let isLocal: Bool
    /// What the person should know of the way; nil where there is nothing.
    let note: String?

    /// Finds the way.
    ///
    /// - Parameters:
    ///   - settings: Kind `openai` or `anthropic`.
    ///   - replies: The folder of replies at hand.
    /// - Throws: `LanguageModelsError` if address, key, price or budget cannot be used.
    init(_ settings: NarratorSettings, replies: URL) throws {
        let wire: any WireFormat =
            settings.kind == .anthropic ? AnthropicWire() : OpenAIWire()
        let address =
            settings.baseURL
            ?? (settings.kind == .anthropic
                ? "https://api.anthropic.com" : "https://api.openai.com")
        let endpoint = try Endpoint(baseURL: address, wire: wire)
        guard let name = settings.model ?? Self.ownModel(at: endpoint, of: wire) else {
            throw LanguageModelsError(
                .misuse,
                "which model \(endpoint.host) shall use is not said",
                hint: "name it with --llm"
            )
        }
        let keys = KeySource(for: endpoint, provider: wire.provider)
        let sender = KeyedSender(
            HTTPClient(keyVariable: keys.variables.last, notice: settings.notice),
            key: try keys.key(file: settings.keyFile),
            for: endpoint
        )
        var profile = ModelProfile.named(name, at: endpoint)
        if let price = settings.price { profile.price = price }
        var model: any ChatModel = ServerModel(
            model: name,
            endpoint: endpoint,
            wire: wire,
            profile: profile,
            sender: sender
        )
        if let limit = settings.budget {
            model = try BudgetedModel(model, profile: profile, budget: Budget(limit: limit))
        }
        let cache = ReplyCache(folder: replies)
        self.model = CachedModel(model, cache: cache, refreshes: settings.refreshes)
        self.profile = profile
        self.cache = settings.refreshes ? nil : cache
        isLocal = endpoint.isLocal
        note =
            endpoint.isExposed
            ? "pictures and texts go unencrypted to \(endpoint.host), and no key goes with them"
            : nil
    }

    /// The model that a vendor's own server is asked for; elsewhere names differ.
    private static func ownModel(at endpoint: Endpoint, of wire: any WireFormat) -> String? {
        ["api.openai.com", "api.anthropic.com"].contains(endpoint.host)
            ? NarratorSettings.defaultModel(of: wire.provider) : nil
    }
}
