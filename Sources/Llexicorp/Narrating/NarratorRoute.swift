import Foundation
import LanguageModels

/// Where the questions of a run go.
enum NarratorRoute: Sendable {
    case offline
    case server(ServerConnection)
    case batch(BatchModel)
    case replay

    /// Finds the way; nothing is sent yet.
    ///
    /// - Parameter settings: Who writes and how it is reached.
    /// - Throws: `LanguageModelsError` if server, key, price, budget or folder cannot be used.
    init(_ settings: NarratorSettings) throws {
        if settings.replays {
            self = .replay
            return
        }
        switch settings.kind {
        case .offline: self = .offline
        case .openai, .anthropic:
            self = .server(try ServerConnection(settings, replies: CacheDirectory.replies))
        case .batch:
            self = .batch(
                try BatchModel(
                    folder: settings.batchFolder ?? URL(fileURLWithPath: "batch"),
                    models: BatchConnection.models(named: settings.model)
                )
            )
        }
    }

    /// What the person should know of the way; nil where there is nothing.
    var note: String? {
        if case .server(let connection) = self { connection.note } else { nil }
    }
}
