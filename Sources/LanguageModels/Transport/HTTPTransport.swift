/// Sends requests by libcurl, many at once, from any task.
///
/// One thread does all the work. Cancelling the task, or a time limit, ends a transfer and closes
/// its connection at once. Redirects are not followed: a key must not go where nobody meant it to.
public final class HTTPTransport: Sendable {
    /// How it connects, how long it waits and how much it takes.
    public let settings: TransportSettings
    private let loop: TransferLoop

    /// Makes a transport; nothing starts before the first request.
    ///
    /// - Parameter settings: How it connects, how long it waits and how much it takes.
    public init(settings: TransportSettings = TransportSettings()) {
        self.settings = settings
        self.loop = TransferLoop(settings: settings)
    }

    deinit { loop.close() }

    /// Sends one request and waits for the whole reply.
    ///
    /// - Parameter request: The request.
    /// - Returns: The reply, whatever its status.
    /// - Throws: `LanguageModelsError` (`misuse`) for a request that may not be sent,
    ///   `TransferFailure` if no whole reply came, `CancellationError` if the task was cancelled.
    public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try request.check(allowsPlainHTTP: settings.allowsPlainHTTP)
        let number = loop.nextNumber()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                loop.submit(
                    TransferJob(number: number, request: request, continuation: continuation)
                )
            }
        } onCancel: {
            loop.cancel(number)
        }
    }
}
