import Foundation

extension ModelProfile {
    /// The profile for a model's name, on a server.
    ///
    /// Names are taken as vendors and routers write them: `gpt-4o-2024-08-06`, `openai/gpt-4o`,
    /// `claude-sonnet-4.5`, `models/gemini-2.5-pro`. List prices hold at the vendors' own servers
    /// only; elsewhere, also behind routers, the price is unknown.
    ///
    /// - Parameters:
    ///   - model: The model's name.
    ///   - endpoint: The server; nil for batch files, which go to the vendor.
    /// - Returns: The profile; the plainest one where nothing is known of the name.
    public static func named(_ model: String, at endpoint: Endpoint? = nil) -> ModelProfile {
        let name = plainName(of: model)
        var profile = openAI(name) ?? claude(name) ?? gemini(name) ?? ModelProfile()
        let host = endpoint?.url.host()?.lowercased() ?? ""
        let isVendor =
            endpoint == nil || endpoint?.isAzure == true
            || ["api.openai.com", "api.anthropic.com", "generativelanguage.googleapis.com"]
                .contains(host)
        if isVendor { profile.price = Price.listed(for: name) }
        if endpoint?.isAzure == true {
            profile.dialect = .structure
            if profile.family == "unknown" {
                // A deployment bears any name; these fields are taken by all that are offered.
                profile.imageTokens = .tiles(base: 85, perTile: 170)
                profile.limitField = .maximumCompletionTokens
                profile.temperature = nil
                profile.seed = nil
                profile.thinkingTokens = thinkingRoom
            }
        }
        return profile
    }

    /// A model's name without its vendor's, its date and `-latest`: `gpt-4o`, `claude-opus-4-5`.
    public static func plainName(of model: String) -> String {
        var name = String(model.lowercased().split(separator: "/").last ?? "")
        let date = /(-\d{4}-\d{2}-\d{2}|[-@]\d{8}(-v\d+)?(:\d+)?)$/
        name = name.replacing(date, with: "").replacing(/(-latest|-0)$/, with: "")
        if name.hasPrefix("claude") { name = name.replacing(".", with: "-") }
        return name
    }

    /// Room for thinking; replies here are short, so this is most of what is ever written.
    private static let thinkingRoom = 8192

    // MARK: Families

    /// OpenAI's rules: tiles up to GPT-5.1, patches for the small models and from GPT-5.2 on.
    private static func openAI(_ name: String) -> ModelProfile? {
        guard
            name.hasPrefix("gpt-") || name.hasPrefix("chatgpt")
                || name.wholeMatch(of: /o\d.*/) != nil
        else { return nil }
        let small: Double? =
            switch name {
            case "gpt-4.1-mini", "gpt-5-mini": 1.62
            case "gpt-4.1-nano", "gpt-5-nano": 2.46
            case "o4-mini": 1.72
            default: nil
            }
        let isThinking =
            name.wholeMatch(of: /o\d.*/) != nil
            || (name.wholeMatch(of: /gpt-([5-9]|\d\d).*/) != nil && !name.contains("chat"))
        let rule: ImageTokens =
            if let small {
                .patches(most: 1536, longest: 2048, factor: small)
            } else if name == "gpt-4o-mini" {
                .tiles(base: 2833, perTile: 5667)
            } else if name.hasPrefix("o1") || name.hasPrefix("o3") {
                .tiles(base: 75, perTile: 150)
            } else if ["gpt-5", "gpt-5.1", "gpt-5-chat", "gpt-5.1-chat"].contains(name) {
                .tiles(base: 70, perTile: 140)
            } else if isThinking {
                .patches(most: 2500, longest: 2048, factor: 1.2)
            } else {
                .tiles(base: 85, perTile: 170)
            }
        var profile = ModelProfile(family: name, imageTokens: rule)
        profile.detail = "high"
        profile.dialect = .withoutLengths
        if isThinking {
            profile.limitField = .maximumCompletionTokens
            profile.temperature = nil
            profile.seed = nil
            profile.thinkingTokens = thinkingRoom
        }
        return profile
    }

    /// Claude's rules.
    ///
    /// 4.5 brought schemas as format, 4.7 larger pictures and smaller tokens; from 5 on they think
    /// unless told otherwise. Temperatures are refused since 4.7 and gone from the form's current
    /// description, so none is sent to any.
    private static func claude(_ name: String) -> ModelProfile? {
        guard name.hasPrefix("claude-") else { return nil }
        let numbers = name.split(separator: "-").compactMap { Int($0) }.filter { $0 < 100 }
        // A Claude without a number in its name is taken for a new one.
        let version = (numbers.first ?? 9, numbers.count > 1 ? numbers[1] : 0)
        var profile = ModelProfile(
            family: "Claude",
            imageTokens: version >= (4, 7)
                ? .area(longest: 2576, most: 4784) : .area(longest: 1568, most: 1600)
        )
        profile.dialect = .structure
        profile.temperature = nil
        profile.seed = nil
        if version >= (4, 5) { profile.structuredReply = .outputFormat }
        if version >= (4, 7) { profile.bytesPerToken = 2.4 }
        if version >= (5, 0) { profile.thinkingTokens = thinkingRoom }
        return profile
    }

    /// Gemini through its compatible endpoint, which refuses `seed`; from 2.5 on it thinks, from 3
    /// on it asks to be left its own temperature and counts pictures alike.
    private static func gemini(_ name: String) -> ModelProfile? {
        guard name.hasPrefix("gemini-") else { return nil }
        let digits = name.dropFirst("gemini-".count).prefix { $0.isNumber || $0 == "." }
        let version = Double(digits) ?? 9
        var profile = ModelProfile(
            family: "Gemini",
            imageTokens: version >= 3 ? .flat(1120) : .flatTiles
        )
        profile.dialect = .withoutLengths
        profile.seed = nil
        if version >= 2.5 { profile.thinkingTokens = thinkingRoom }
        if version >= 3 { profile.temperature = nil }
        return profile
    }
}
