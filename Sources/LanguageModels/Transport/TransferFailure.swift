import CCurl

/// Why no whole reply came.
public struct TransferFailure: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Reason: Sendable {
        /// The host's name, or the proxy's, is not known.
        case unresolved
        /// Nothing listens there, or no way leads there.
        case refused
        /// A time limit passed.
        case timedOut
        /// The connection broke: reset, closed before the reply or within it.
        case broken
        /// The server's certificate is not trusted, or the certificates cannot be read.
        case untrusted
        /// The reply is larger than allowed.
        case tooLarge
        /// What answers does not speak HTTP.
        case notHTTP
        /// Something else.
        case other
    }

    /// What kind of failure it is.
    public let reason: Reason
    /// Where the request went, without its query.
    public let address: String
    /// What happened, in words; never a key.
    public let detail: String

    /// Makes a failure.
    ///
    /// - Parameters:
    ///   - reason: What kind it is.
    ///   - address: Where the request went, without its query.
    ///   - detail: What happened, in words.
    public init(_ reason: Reason, address: String, detail: String) {
        self.reason = reason
        self.address = address
        self.detail = detail
    }

    /// Whether the same request may well succeed a little later.
    public var isTransient: Bool {
        switch reason {
        case .unresolved, .refused, .timedOut, .broken: true
        case .untrusted, .tooLarge, .notHTTP, .other: false
        }
    }

    /// The address and what happened.
    public var description: String { "\(address): \(detail)" }

    /// What a failure of libcurl's means here.
    static func reason(of code: CURLcode) -> Reason {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .unresolved
        case CURLE_COULDNT_CONNECT: .refused
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
            CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_SSL_CONNECT_ERROR:
            .broken
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS:
            .untrusted
        case CURLE_FILESIZE_EXCEEDED: .tooLarge
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: .notHTTP
        default: .other
        }
    }
}
