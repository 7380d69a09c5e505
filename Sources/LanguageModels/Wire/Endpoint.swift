public import Foundation

/// Where a server takes questions, found from what a person would paste as its address.
///
/// | pasted | becomes |
/// |---|---|
/// | `localhost:8080`, `http://localhost:8080/v1/` | `http://localhost:8080/v1/chat/completions` |
/// | `https://x.openai.azure.com/openai/deployments/NAME` | `….NAME/chat/completions?api-version=…` |
/// | `https://x.openai.azure.com` | `https://x.openai.azure.com/openai/v1/chat/completions` |
/// | `https://generativelanguage.googleapis.com` | `…/v1beta/openai/chat/completions` |
/// | for Messages: `https://host`, `https://host/v1` | `https://host/v1/messages` |
public struct Endpoint: Sendable, Equatable {
    /// Which header carries the key, and what stands before it there.
    public struct KeyHeader: Sendable, Equatable {
        /// The header's name.
        public let name: String
        /// What stands before the key: `Bearer `, or nothing.
        public let prefix: String

        /// `Authorization: Bearer KEY`.
        public static let bearer = KeyHeader(name: "Authorization", prefix: "Bearer ")
        /// `api-key: KEY`, Azure's.
        public static let azure = KeyHeader(name: "api-key", prefix: "")
        /// `x-api-key: KEY`, Anthropic's.
        public static let anthropic = KeyHeader(name: "x-api-key", prefix: "")
    }

    /// Azure's stable version of the form, sent where a deployment's address names none.
    public static let azureVersion = "2024-10-21"

    /// Where requests are posted.
    public let url: URL
    /// Which header carries the key.
    public let keyHeader: KeyHeader
    /// The host, with the port where one is given: `localhost:8080`.
    public let host: String
    /// Whether this is an Azure server, or one that takes Azure's deployment paths.
    public let isAzure: Bool

    /// Whether the server is on this machine.
    public var isLocal: Bool {
        let name = url.host()?.trimmingCharacters(in: ["[", "]"]) ?? ""
        return name == "localhost" || name == "::1" || name.hasPrefix("127.")
    }

    /// Whether pictures and the key would travel unencrypted to another machine.
    public var isExposed: Bool { url.scheme == "http" && !isLocal }

    /// Finds where Chat Completions or Messages are.
    ///
    /// - Parameters:
    ///   - baseURL: The address, with or without `/v1`, the path's end, a slash or a query.
    ///   - wire: The form that is spoken there.
    /// - Throws: `misuse` if it is no address of a web server, or holds a password.
    public init(baseURL: String, wire: some WireFormat) throws(LanguageModelsError) {
        var parts = try Self.parts(of: baseURL)
        let host = (parts.host ?? "").lowercased()
        var segments = parts.path.split(separator: "/").map(String.init)
        if wire.provider == "anthropic" {
            isAzure = false
            keyHeader = .anthropic
            for ending in ["messages", "v1"] where segments.last == ending { segments.removeLast() }
            segments += ["v1", "messages"]
        } else {
            for ending in ["completions", "chat"] where segments.last == ending {
                segments.removeLast()
            }
            let hasDeployment =
                segments.count >= 3 && segments.dropLast().suffix(2) == ["openai", "deployments"]
            isAzure = hasDeployment || Self.isAzure(host)
            keyHeader = isAzure ? .azure : .bearer
            if hasDeployment {
                var query = parts.queryItems ?? []
                if !query.contains(where: { $0.name == "api-version" }) {
                    query.append(URLQueryItem(name: "api-version", value: Self.azureVersion))
                }
                parts.queryItems = query
            } else if isAzure {
                segments = ["openai", "v1"]
            } else if host == "generativelanguage.googleapis.com" {
                segments = ["v1beta", "openai"]
            } else if segments.isEmpty {
                segments = ["v1"]
            } else if segments.last == "api" {
                // Ollama's own API lies beside the compatible one; others nest it: /api/v1.
                segments = segments.count == 1 && parts.port == 11434 ? ["v1"] : segments + ["v1"]
            }
            segments += ["chat", "completions"]
        }
        parts.path = "/" + segments.joined(separator: "/")
        guard let url = parts.url, !host.isEmpty else { throw Self.noAddress(baseURL) }
        self.url = url
        self.host = parts.port.map { "\(host):\($0)" } ?? host
    }

    // MARK: Pieces

    private static func parts(of text: String) throws(LanguageModelsError) -> URLComponents {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        var address = trimmed
        if !address.contains("://") {
            let local = ["localhost", "127.", "[::1]"].contains { address.hasPrefix($0) }
            address = (local ? "http://" : "https://") + address
        }
        guard var parts = URLComponents(string: address), parts.host?.isEmpty == false,
            ["http", "https"].contains(parts.scheme?.lowercased() ?? "")
        else { throw noAddress(trimmed) }
        guard parts.user == nil, parts.password == nil else {
            throw LanguageModelsError(
                .misuse,
                "the base URL holds a user name or a password",
                hint: "put the key into the environment or a file, and the URL without it"
            )
        }
        let secrets = ["key", "api_key", "apikey", "api-key", "token", "access_token", "sig"]
        if let item = parts.queryItems?.first(where: { secrets.contains($0.name.lowercased()) }) {
            throw LanguageModelsError(
                .misuse,
                "the base URL holds a key in its query ('\(item.name)')",
                hint: "put the key into the environment or a file, and the URL without it"
            )
        }
        parts.scheme = parts.scheme?.lowercased()
        parts.fragment = nil
        return parts
    }

    private static func noAddress(_ text: String) -> LanguageModelsError {
        LanguageModelsError(
            .misuse,
            "'\(ServerComplaint.oneLine(text))' is no address of a server",
            hint: "give one such as http://localhost:8080/v1"
        )
    }

    private static func isAzure(_ host: String) -> Bool {
        [".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com"]
            .contains { host.hasSuffix($0) }
    }
}
