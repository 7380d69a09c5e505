public import Foundation

/// Posts by the transport, with the server's key in the header that the server wants it in.
public struct KeyedSender: RequestSender {
    private let client: HTTPClient
    private let key: APIKey?
    private let header: Endpoint.KeyHeader

    /// Joins the transport and a key.
    ///
    /// - Parameters:
    ///   - client: What posts.
    ///   - key: The server's key; nil for servers that want none.
    ///   - endpoint: The server.
    public init(_ client: HTTPClient, key: APIKey?, for endpoint: Endpoint) {
        self.client = client
        self.key = key
        header = endpoint.keyHeader
    }

    /// Posts a body of JSON and brings back the reply's.
    public func post(
        _ url: URL,
        headers: [(name: String, value: String)],
        body: Data
    ) async throws -> Data {
        var lines = headers.map { HTTPHeader($0.name, $0.value) }
        if let key { lines.append(HTTPHeader(header.name, key, prefix: header.prefix)) }
        return try await client.post(url, headers: lines, body: body).body
    }

    /// The text without the key.
    public func redacting(_ text: String) -> String { key?.redacting(text) ?? text }
}
