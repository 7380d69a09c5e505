import Foundation
import LanguageModels

/// Which key goes to which server.
///
/// A vendor's key goes to that vendor and to this machine, never to another host that a base URL
/// names: for those the key is given on purpose, as `LLEXICORP_API_KEY` or in a file.
struct KeySource {
    /// The variable whose key may go to any server.
    static let anyServer = "LLEXICORP_API_KEY"

    /// All variables that may hold a key.
    static let allVariables = [
        anyServer, "OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "GEMINI_API_KEY",
        "ANTHROPIC_API_KEY",
    ]

    /// The environment variables that are looked at, in this order.
    let variables: [String]
    private let isNeeded: Bool
    private let isExposed: Bool

    /// Finds the variables for a server.
    init(for endpoint: Endpoint, provider: String) {
        let host = endpoint.url.host()?.lowercased() ?? ""
        var variables = [Self.anyServer]
        if endpoint.isAzure {
            variables.append("AZURE_OPENAI_API_KEY")
        } else if host == "generativelanguage.googleapis.com" {
            variables.append("GEMINI_API_KEY")
        } else if provider == "anthropic", host == "api.anthropic.com" || endpoint.isLocal {
            variables.append("ANTHROPIC_API_KEY")
        } else if provider == "openai", host == "api.openai.com" || endpoint.isLocal {
            variables.append("OPENAI_API_KEY")
        }
        self.variables = variables
        isNeeded = !endpoint.isLocal && !endpoint.isExposed
        isExposed = endpoint.isExposed
    }

    /// The key, from a file or the first variable that is set.
    ///
    /// - Parameters:
    ///   - file: The file, if one was named.
    ///   - environment: The environment's variables.
    /// - Returns: The key; nil for a server on this machine where none is set.
    /// - Throws: `LanguageModelsError` if there is none where one is needed, or it is no key.
    func key(
        file: URL?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> APIKey? {
        if isExposed {
            // A key never goes unencrypted to another machine; such servers seldom want one.
            guard file == nil else {
                throw LanguageModelsError(
                    .misuse,
                    "a key would go unencrypted to another machine",
                    hint: "give an https:// address, or leave --key-file away"
                )
            }
            return nil
        }
        if let file { return try APIKey(file: file) }
        if let variable = variables.first(where: { environment[$0]?.isEmpty == false }) {
            return try APIKey(variable: variable, in: environment)
        }
        guard isNeeded else { return nil }
        throw LanguageModelsError(
            .notAllowed,
            "there is no key for the server",
            hint: "set \(variables.reversed().joined(separator: " or "))"
                + " in the environment, or give --key-file"
        )
    }
}
