public import Foundation

/// A reply, and whether it was at hand already.
public struct TracedReply: Sendable, Equatable {
    /// The reply.
    public var reply: ChatReply
    /// Whether it came out of the cache: nothing was sent for it.
    public var isFromCache: Bool

    /// Makes a traced reply.
    public init(reply: ChatReply, isFromCache: Bool) {
        self.reply = reply
        self.isFromCache = isFromCache
    }
}

/// A model that can say whether a reply was at hand already.
public protocol TracingModel: ChatModel {
    /// Answers, and says where the reply came from.
    func tracedReply(to request: ChatRequest) async throws -> TracedReply
}

/// Keeps replies as files, named by everything that shaped them, and gives them back unasked.
///
/// Only whole replies (`.stop`) are kept: what was cut, refused or filtered is asked again. A file
/// that is damaged counts as absent. Files are small: pictures and questions are not in them.
public struct CachedModel: TracingModel, ParameterizedModel {
    /// Who answers where nothing is kept.
    public var provider: String { base.provider }
    /// The model that is asked for.
    public var model: String { base.model }
    /// Where questions go.
    public var destination: String { base.destination }
    /// What shapes replies besides question and model.
    public let parameters: JSONValue

    private let base: any ChatModel
    private let cache: ReplyCache
    private let refreshes: Bool

    /// Puts a cache before a model.
    ///
    /// - Parameters:
    ///   - base: Who answers where nothing is kept.
    ///   - cache: The folder of replies.
    ///   - refreshes: Whether to ask in any case and keep the new reply.
    public init(_ base: any ChatModel, cache: ReplyCache, refreshes: Bool = false) {
        self.base = base
        self.cache = cache
        self.refreshes = refreshes
        parameters = (base as? any ParameterizedModel)?.parameters ?? .null
    }

    /// Answers from the cache, else asks.
    public func reply(to request: ChatRequest) async throws -> ChatReply {
        try await tracedReply(to: request).reply
    }

    /// Answers from the cache, else asks, and says which.
    public func tracedReply(to request: ChatRequest) async throws -> TracedReply {
        let hash = request.replyHash(from: base, parameters: parameters)
        if !refreshes, let reply = cache.reply(named: hash) {
            return TracedReply(reply: reply, isFromCache: true)
        }
        let reply = try await base.reply(to: request)
        if reply.finish == .stop { cache.keep(reply, named: hash) }
        return TracedReply(reply: reply, isFromCache: false)
    }
}

/// A folder of replies.
public struct ReplyCache: Sendable {
    /// The folder.
    public let folder: URL

    /// Uses a folder; it is made when the first reply is kept.
    public init(folder: URL) { self.folder = folder }

    /// The reply that a model gave to a question before.
    ///
    /// - Parameters:
    ///   - request: The question.
    ///   - model: Who answered.
    /// - Returns: The reply; nil where none is kept or its file is damaged.
    public func reply(to request: ChatRequest, from model: any ChatModel) -> ChatReply? {
        let parameters = (model as? any ParameterizedModel)?.parameters ?? .null
        return reply(named: request.replyHash(from: model, parameters: parameters))
    }

    func reply(named hash: String) -> ChatReply? {
        guard let data = try? Data(contentsOf: place(of: hash)),
            let kept = try? JSONDecoder().decode(KeptReply.self, from: data),
            kept.hash == hash, kept.reply.finish == .stop
        else { return nil }
        return kept.reply
    }

    /// A cache that cannot be written is no reason to lose a reply that was paid for.
    func keep(_ reply: ChatReply, named hash: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(KeptReply(hash: hash, reply: reply)) else { return }
        try? RecordFile.write(data, to: place(of: hash))
    }

    private func place(of hash: String) -> URL {
        folder.appending(components: String(hash.prefix(2)), "\(hash).json")
    }

    /// The file says its own name, so that a renamed or mixed-up file is noticed.
    private struct KeptReply: Codable {
        var hash: String
        var reply: ChatReply
    }
}
