public import Foundation
import Synchronization

/// Answers from a transcript, without any network: the same questions get the same replies, and
/// the same errors.
///
/// A question that was asked several times gets its replies in the order they came; after the last
/// it gets that one again.
public final class ReplayedModel: ParameterizedModel {
    /// Who answered then.
    public let provider: String
    /// The model that was asked then.
    public let model: String
    /// Where the questions went then.
    public let destination: String
    /// What shaped the replies then.
    public let parameters: JSONValue

    private let name: String
    private let models: [String]
    private let replies: [String: [TranscriptEntry]]
    private let given = Mutex<[String: Int]>([:])

    /// Reads a transcript.
    ///
    /// - Parameter transcript: A file that `Transcript.write(to:)` wrote.
    /// - Throws: `misuse` if it cannot be read, a line is damaged or it holds no exchange.
    public init(transcript: URL) throws(LanguageModelsError) {
        let entries = try Transcript.entries(of: transcript)
        guard let first = entries.first else {
            throw LanguageModelsError(
                .misuse,
                "the transcript \(transcript.path) is empty",
                hint: "run once with a narrator that asks a language model"
            )
        }
        name = transcript.lastPathComponent
        provider = first.provider
        model = first.model
        destination = first.destination
        parameters = first.parameters
        models = Set(entries.map(\.model)).sorted()
        replies = Dictionary(grouping: entries, by: \.key)
    }

    /// Gives the reply that was given then.
    ///
    /// - Throws: The error that was met then, or `misuse` if the question was never asked.
    public func reply(to request: ChatRequest) async throws -> ChatReply {
        try Task.checkCancellation()
        for model in models {
            let key = request.contentHash(model: model)
            guard let entries = replies[key], let last = entries.last else { continue }
            let place = given.withLock { given in
                let place = given[key, default: 0]
                given[key] = place + 1
                return place
            }
            let entry = entries.indices.contains(place) ? entries[place] : last
            if let reply = entry.reply { return reply }
            if let error = entry.error { throw error }
        }
        throw LanguageModelsError(
            .misuse,
            "the transcript \(name) has no reply to the question '\(request.purpose)'",
            hint: "the photo, the prompts or the model differ from that run; run without --replay"
        )
    }
}
