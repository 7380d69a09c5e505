public import Foundation

/// Whatever can post a body to a server and bring back the reply: the transport, or a test.
///
/// The key is the sender's affair: nothing else in the chain of models ever holds it.
public protocol RequestSender: Sendable {
    /// Posts a body of JSON.
    ///
    /// - Parameters:
    ///   - url: Where to.
    ///   - headers: Headers beyond the key's and the content's type.
    ///   - body: The body.
    /// - Returns: The body of a reply with a status of success.
    /// - Throws: `LanguageModelsError` by what went wrong, or `CancellationError`.
    func post(_ url: URL, headers: [(name: String, value: String)], body: Data) async throws -> Data
    /// A text of the server without the key, should the server have put it there.
    func redacting(_ text: String) -> String
}

extension RequestSender {
    /// The text as it is: for senders without a key.
    public func redacting(_ text: String) -> String { text }
}

/// A model that can say what shapes its replies besides question and name.
public protocol ParameterizedModel: ChatModel {
    /// Form, limits, temperature, seed and the like, for caches and transcripts.
    var parameters: JSONValue { get }
}

/// A model on a server: writes the question in the server's form, posts it, reads the reply.
public struct ServerModel: ParameterizedModel {
    /// Whose form the server speaks.
    public var provider: String { wire.provider }
    /// The model that is asked for.
    public let model: String
    /// The server's host.
    public var destination: String { endpoint.host }
    /// What shapes replies besides question and model.
    public var parameters: JSONValue { wire.parameters(for: profile) }
    /// Where questions go.
    public let endpoint: Endpoint
    /// What the model takes.
    public let profile: ModelProfile

    private let wire: any WireFormat
    private let sender: any RequestSender

    /// Joins a form, a place and a way to get there.
    ///
    /// - Parameters:
    ///   - model: The model's name, as the server knows it.
    ///   - endpoint: Where questions go.
    ///   - wire: The form.
    ///   - profile: What the model takes; by default what its name and host tell.
    ///   - sender: What posts, with the key.
    public init(
        model: String,
        endpoint: Endpoint,
        wire: any WireFormat,
        profile: ModelProfile? = nil,
        sender: any RequestSender
    ) {
        self.model = model
        self.endpoint = endpoint
        self.wire = wire
        self.profile = profile ?? ModelProfile.named(model, at: endpoint)
        self.sender = sender
    }

    /// Asks the server once; retrying is the sender's affair.
    public func reply(to request: ChatRequest) async throws -> ChatReply {
        let body = wire.encode(request, model: model, profile: profile)
        let answer = try await sender.post(endpoint.url, headers: wire.headers, body: body)
        do throws(LanguageModelsError) {
            var reply = try wire.decode(answer)
            if reply.model.isEmpty { reply.model = model }
            // Replies are kept in files, and a server may say anything, also what it was sent.
            reply.text = sender.redacting(reply.text)
            reply.refusal = reply.refusal.map(sender.redacting)
            reply.model = sender.redacting(reply.model)
            reply.fingerprint = reply.fingerprint.map(sender.redacting)
            return reply
        } catch {
            throw LanguageModelsError(
                error.kind,
                "\(endpoint.host): \(sender.redacting(error.message))",
                hint: error.hint
            )
        }
    }
}
