public import Foundation

/// How the transport connects, how long it waits and how much it takes.
///
/// Proxies come from the environment in libcurl's own way: `https_proxy`, `http_proxy`,
/// `all_proxy`, `no_proxy`. An address of this machine never goes through a proxy.
public struct TransportSettings: Sendable {
    /// How long a connection may take, name look-up and encryption included.
    public var connectTimeout: Duration
    /// How long a whole exchange may last.
    public var totalTimeout: Duration
    /// How long a transfer may stand still, less than one byte a second; a server that thinks
    /// before it answers stands still, too.
    public var stillTimeout: Duration
    /// The most bytes of a reply.
    public var maximumReplySize: Int
    /// A file with the certificates to trust instead of the system's own.
    public var certificates: URL?
    /// Whether a key may go unencrypted to another machine.
    public var allowsPlainHTTP: Bool

    /// Makes settings.
    ///
    /// - Parameters:
    ///   - connectTimeout: How long a connection may take.
    ///   - totalTimeout: How long a whole exchange may last; a large model on a small machine
    ///     needs minutes.
    ///   - stillTimeout: How long a transfer may stand still.
    ///   - maximumReplySize: The most bytes of a reply.
    ///   - certificates: A file with the certificates to trust; by default the one that the
    ///     environment names.
    ///   - allowsPlainHTTP: Whether a key may go unencrypted to another machine.
    public init(
        connectTimeout: Duration = .seconds(15),
        totalTimeout: Duration = .seconds(600),
        stillTimeout: Duration = .seconds(300),
        maximumReplySize: Int = 8 << 20,
        certificates: URL? = TransportSettings.certificates(),
        allowsPlainHTTP: Bool = false
    ) {
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
        self.stillTimeout = stillTimeout
        self.maximumReplySize = maximumReplySize
        self.certificates = certificates
        self.allowsPlainHTTP = allowsPlainHTTP
    }

    /// The certificates that the environment names: `CURL_CA_BUNDLE`, else `SSL_CERT_FILE`.
    ///
    /// The library does not read the first by itself; only the `curl` command does.
    ///
    /// - Parameter environment: The environment's variables.
    /// - Returns: The file; nil where neither variable is set.
    public static func certificates(
        in environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> URL? {
        ["CURL_CA_BUNDLE", "SSL_CERT_FILE"]
            .compactMap { environment[$0] }
            .first { !$0.isEmpty }
            .map { URL(fileURLWithPath: $0) }
    }
}
