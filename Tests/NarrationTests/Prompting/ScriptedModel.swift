import Foundation
import LanguageModels
import Synchronization

/// A language model that answers by what a question is for, and keeps all questions.
final class ScriptedModel: ChatModel {
    typealias Script = @Sendable (_ request: ChatRequest) async throws -> ChatReply

    let provider = "scripted"
    let model = "script-1"
    let destination = "nowhere"
    private let script: Script
    private let asked = Mutex<[ChatRequest]>([])

    init(_ script: @escaping Script) {
        self.script = script
    }

    var requests: [ChatRequest] { asked.withLock { $0 } }

    /// The purposes asked for, sorted: questions of one step go out at once.
    var purposes: [String] { requests.map(\.purpose).sorted() }

    func requests(_ prefix: String) -> [ChatRequest] {
        requests.filter { $0.purpose.hasPrefix(prefix) }
    }

    func reply(to request: ChatRequest) async throws -> ChatReply {
        asked.withLock { $0.append(request) }
        try Task.checkCancellation()
        return try await script(request)
    }
}

/// Replies as a well-behaved model gives them.
enum Replies {
    static func text(_ text: String, finish: ChatReply.Finish = .stop) -> ChatReply {
        ChatReply(
            text: text,
            finish: finish,
            model: "script-1-2026",
            usage: TokenUsage(input: 100, output: 10)
        )
    }

    static func label(
        _ name: String,
        fitting: [Int] = [1, 2, 3],
        shared: Bool = true,
        description: String = "Each of the areas shows a small dark disc."
    ) -> String {
        """
        {"description": "\(description)", "fitting": \(fitting), "kind": "shape", \
        "name": "\(name)", "shared": \(shared)}
        """
    }

    static func context(
        _ text: String = "A dark disc lies in the middle. It speaks for the answer.",
        presence: String? = "present"
    ) -> String {
        let field = presence.map { #", "presence": "\#($0)""# } ?? ""
        return #"{"highlighted": "a dark disc"\#(field), "text": "\#(text)"}"#
    }

    static func summary(
        _ text: String = "The model relied most on dark discs."
    ) -> String {
        #"{"summary": "\#(text)"}"#
    }

    /// A reply to any question.
    static func good(_ request: ChatRequest) -> ChatReply {
        let purpose = request.purpose
        if purpose.hasPrefix("label-217") { return text(label("Dark discs")) }
        if purpose.hasPrefix("label-5") { return text(label("Pale stripes", fitting: [1, 3])) }
        if purpose.hasPrefix("label-33") {
            return text(label("", fitting: [], shared: false, description: ""))
        }
        if purpose.hasPrefix("context-33") { return text(context(presence: nil)) }
        if purpose.hasPrefix("context-5") {
            return text(context("Stripes lie in the middle. They speak against the answer."))
        }
        if purpose.hasPrefix("context") { return text(context()) }
        if purpose.hasPrefix("test") { return text(#"{"showing": [1, 3]}"#) }
        return text(summary())
    }
}
