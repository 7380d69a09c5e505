public import Foundation

/// One request to a server.
public struct HTTPRequest: Sendable {
    /// Where it goes: `http` or `https`, without a user's name in it.
    public var url: URL
    /// `POST`, or `GET` where nothing is sent along.
    public var method: Method
    /// The header's lines.
    public var headers: [HTTPHeader]
    /// What is sent along; nothing with `GET`.
    public var body: Data
    /// How long the whole exchange may last; nil for the transport's own limit.
    public var timeout: Duration?

    /// What is asked of the server.
    public enum Method: String, Sendable {
        /// Reads.
        case get = "GET"
        /// Sends along and reads.
        case post = "POST"
    }

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - url: Where it goes.
    ///   - method: What is asked.
    ///   - headers: The header's lines.
    ///   - body: What is sent along.
    ///   - timeout: How long the whole exchange may last; nil for the transport's own limit.
    public init(
        url: URL,
        method: Method = .post,
        headers: [HTTPHeader] = [],
        body: Data = Data(),
        timeout: Duration? = nil
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }

    /// The address for people: without the query, which can hold a key.
    public var address: String {
        let scheme = url.scheme.map { "\($0)://" } ?? ""
        let host = url.host.map { $0.contains(":") ? "[\($0)]" : $0 } ?? ""
        let port = url.port.map { ":\($0)" } ?? ""
        return redacting(ServerMessage.clean(scheme + host + port + url.path, limit: 200))
    }

    /// The text without any of the keys that this request carries.
    func redacting(_ text: String) -> String {
        headers.reduce(text) { text, header in header.key?.redacting(text) ?? text }
    }

    /// Whether the host is this machine, so that what is sent never reaches a network.
    var isLoopback: Bool {
        guard let host = url.host?.lowercased() else { return false }
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Throws unless the request may be sent.
    func check(allowsPlainHTTP: Bool) throws(LanguageModelsError) {
        guard let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = url.host, !host.isEmpty
        else {
            throw LanguageModelsError(
                .misuse,
                "\(address) is not the address of a server",
                hint: "give one that starts with https:// or http://"
            )
        }
        guard url.user == nil, url.password == nil else {
            throw LanguageModelsError(
                .misuse,
                "the address of \(host) holds a user name or a password",
                hint: "give the key by an environment variable or a file instead"
            )
        }
        for header in headers { try header.check() }
        guard
            scheme == "https" || isLoopback || allowsPlainHTTP
                || !headers.contains(where: \.isSecret)
        else {
            throw LanguageModelsError(
                .misuse,
                "the key would go to \(address) unencrypted",
                hint: "use an https:// address, or allow plain HTTP in a network that you trust"
            )
        }
    }
}
