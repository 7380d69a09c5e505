public import Foundation
import Synchronization

/// Answers from files that a person carries: requests are written for the vendors' batch
/// interfaces, replies are read back.
///
/// A question is looked for among the replies in the folder's `.jsonl` files; one that is not there
/// is noted, and `writeMissing()` writes all such into `requests-openai.jsonl` and
/// `requests-anthropic.jsonl`. Whoever asks goes on until every question has its reply, run by run:
/// later questions may depend on earlier replies.
///
/// Questions are known by `<purpose>-<half of their content's SHA-256>`, the same in both forms, so
/// either vendor's replies serve, whatever model gave them. Files may come in any number and order, with duplicates (the last
/// reply that succeeded counts), blank or damaged lines, either kind of line end.
public final class BatchModel: ChatModel {
    /// `batch`.
    public let provider = "batch"
    /// The model that OpenAI's form asks for; replies tell which one answered.
    public var model: String { models.openAI }
    /// The model that each form asks for.
    public let models: Models
    /// The folder.
    public let destination: String
    /// The folder.
    public let folder: URL

    /// The model that each vendor's form asks for.
    public struct Models: Sendable, Equatable {
        /// OpenAI's.
        public var openAI: String
        /// Anthropic's.
        public var anthropic: String

        /// Makes a pair of names.
        public init(openAI: String, anthropic: String) {
            self.openAI = openAI
            self.anthropic = anthropic
        }
    }

    private struct State {
        var asked: Set<String> = []
        var missing: [String: ChatRequest] = [:]
        var failures: [String: String] = [:]
    }

    private let replies: BatchReplies
    private let limits: (openAI: BatchRequests.Limits, anthropic: BatchRequests.Limits)
    private let state = Mutex(State())

    /// Reads the replies in a folder.
    ///
    /// - Parameters:
    ///   - folder: The folder; it is made when requests are written.
    ///   - models: The model that each form asks for.
    ///   - openAILimits: How much a file for OpenAI may hold.
    ///   - anthropicLimits: How much a file for Anthropic may hold.
    /// - Throws: `misuse` if the folder cannot be listed.
    public init(
        folder: URL,
        models: Models,
        openAILimits: BatchRequests.Limits = .openAI,
        anthropicLimits: BatchRequests.Limits = .anthropic
    ) throws(LanguageModelsError) {
        self.folder = folder
        self.models = models
        destination = folder.path
        limits = (openAILimits, anthropicLimits)
        replies = try BatchReplies(folder: folder)
    }

    /// What identifies a question in batch files: at most 64 of `A-Za-z0-9_-`.
    ///
    /// - Parameter request: The question.
    /// - Returns: `<purpose>-<32 hexadecimal digits>`.
    public static func identifier(of request: ChatRequest) -> String {
        let purpose = request.purpose.unicodeScalars.prefix(31).map { scalar in
            let isAllowed =
                scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || scalar == "_" || scalar == "-")
            return isAllowed ? Character(scalar) : "_"
        }
        return "\(String(purpose))-\(request.contentHash(model: nil).prefix(32))"
    }

    /// Gives the reply that was carried here.
    ///
    /// - Throws: `pending` if there is none, or only a failed one; `unreadable` if it has not its
    ///   vendor's form.
    public func reply(to request: ChatRequest) async throws -> ChatReply {
        try Task.checkCancellation()
        let identifier = Self.identifier(of: request)
        _ = state.withLock { $0.asked.insert(identifier) }
        switch replies.answers[identifier] {
        case .answered(let body, let wire)?:
            do {
                var reply = try wire.reply(from: body)
                if reply.model.isEmpty { reply.model = model }
                return reply
            } catch {
                // Asking again can give a better one, so it is written once more.
                note(request, as: identifier, because: error.message)
                throw error
            }
        case .failed(let reason)?:
            note(request, as: identifier, because: reason)
            throw pending(request, "it was sent, but \(reason)")
        case nil:
            note(request, as: identifier, because: nil)
            throw pending(request, "no reply is there yet")
        }
    }

    private func note(_ request: ChatRequest, as identifier: String, because reason: String?) {
        state.withLock { state in
            state.missing[identifier] = request
            if let reason { state.failures[identifier] = reason }
        }
    }

    private func pending(_ request: ChatRequest, _ reason: String) -> LanguageModelsError {
        LanguageModelsError(
            .pending,
            "'\(request.purpose)' waits in the batch folder: \(reason)",
            hint: "have the requests answered, put the replies into the folder and run again"
        )
    }

    // MARK: Requests

    /// What `writeMissing()` did, and what there was to say of the replies.
    public struct Report: Sendable, Equatable {
        /// How many questions have no reply yet.
        public var missing: Int
        /// How many of those were sent and failed.
        public var failed: Int
        /// The files of requests.
        public var files: [URL]
        /// How many files of replies were read.
        public var replyFiles: Int
        /// How many replies belong to no question of this run.
        public var unknown: Int
        /// Damaged lines by file and line, and what failed by identifier; one text each.
        public var notes: [String]
        /// What the missing questions take by each model, at batch prices.
        public var estimates: [String: CostEstimate]
    }

    /// Writes the questions that had no reply, in both vendors' forms; when there are none, removes
    /// the files of requests.
    ///
    /// - Returns: What was written.
    /// - Throws: `misuse` if a file cannot be written.
    public func writeMissing() throws(LanguageModelsError) -> Report {
        let state = state.withLock { $0 }
        let requests = state.missing.sorted { $0.key < $1.key }
            .map { (identifier: $0.key, request: $0.value) }
        var files: [URL] = []
        for form in BatchRequests.Form.allCases {
            files += try BatchRequests.write(
                requests,
                model: form == .openAI ? models.openAI : models.anthropic,
                form: form,
                limits: form == .openAI ? limits.openAI : limits.anthropic,
                to: folder
            )
        }
        let failures = state.failures.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return Report(
            missing: requests.count,
            failed: state.failures.count,
            files: files,
            replyFiles: replies.files,
            unknown: replies.answers.keys.count { !state.asked.contains($0) },
            notes: replies.notes + failures,
            estimates: Dictionary(
                [models.openAI, models.anthropic].map { name in
                    let profile = ModelProfile.named(name)
                    return (
                        name,
                        requests.reduce(.nothing) {
                            $0 + profile.estimate($1.request, isBatch: true)
                        }
                    )
                }
            ) { first, _ in first }
        )
    }
}
