public import Foundation

/// What a server answered.
public struct HTTPResponse: Sendable, Equatable {
    /// The status, such as 200.
    public let status: Int
    /// The header.
    public let headers: HTTPHeaders
    /// What came along.
    public let body: Data

    /// Makes a response.
    ///
    /// - Parameters:
    ///   - status: The status.
    ///   - headers: The header.
    ///   - body: What came along.
    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Whether the server did what it was asked: a status of 200 to 299.
    public var isSuccess: Bool { (200..<300).contains(status) }
}
