import Explanations
import Foundation
import Narration
import Testing

/// Where the tests find the phrases and WordNet.
enum Support {
    /// The package's own `Templates`.
    static let templates = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Templates")

    /// For explanations without files.
    static let noAssets = URL(fileURLWithPath: "/nonexistent")

    /// WordNet as Debian installs it.
    static func wordNet() throws -> WordNet {
        do {
            return try WordNet()
        } catch {
            Issue.record("These tests need WordNet: \(error)")
            throw error
        }
    }

    static func narrator() throws -> OfflineNarrator {
        OfflineNarrator(wordNet: try wordNet(), phrases: templates)
    }

    /// What the offline narrator writes for the end user.
    static func narrate(_ explanation: Explanation) async throws -> NarratedText {
        try await narrator().narrate(
            explanation,
            assets: noAssets,
            audience: "end-user",
            language: "en"
        )
    }
}
