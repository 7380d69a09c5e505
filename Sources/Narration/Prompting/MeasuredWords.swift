import Explanations
import Foundation

/// What the offline narrator says, for the parts that a language model did not write.
package struct MeasuredWords: Sendable {
    /// All that it wrote.
    let text: NarratedText
    /// Per channel, what it says of the photo itself, without the other photos.
    let contexts: [Int: String]

    /// Has an explanation narrated from its measured values.
    ///
    /// The sentences about the other photos speak of their labels, which does not go with a name
    /// that somebody else made. So the explanation is told twice more, once without other photos
    /// and once with photos that nothing is known of; what both tellings begin with is what was
    /// measured in this photo.
    init(
        of explanation: Explanation,
        by narrator: OfflineNarrator,
        assets: URL,
        audience: String,
        language: String
    ) async throws {
        func narrated(_ explanation: Explanation) async throws -> NarratedText {
            try await narrator.narrate(
                explanation,
                assets: assets,
                audience: audience,
                language: language
            )
        }
        text = try await narrated(explanation)
        let none = try await narrated(explanation.withReferences { _ in [] })
        let unknown = try await narrated(
            explanation.withReferences { references in
                references.prefix(2).map(\.withoutLabel)
            }
        )
        var contexts: [Int: String] = [:]
        for told in text.concepts {
            let first = none.text(forChannel: told.channel)?.context ?? ""
            let second = unknown.text(forChannel: told.channel)?.context ?? ""
            let common = Self.commonSentences(first, second)
            contexts[told.channel] = common.isEmpty ? told.context : common
        }
        self.contexts = contexts
    }

    /// The whole sentences that two texts begin with; all of the first where both are the same.
    package static func commonSentences(_ first: String, _ second: String) -> String {
        guard first != second else { return first }
        let common = first.commonPrefix(with: second)
        // A full stop within a number ends no sentence.
        let ends = common.indices.filter { index in
            let next = first.dropFirst(common[...index].count).first
            return ".!?".contains(common[index]) && (next == " " || next == nil)
        }
        return ends.last.map { String(common[...$0]) } ?? ""
    }
}

extension Explanation {
    fileprivate func withReferences(_ change: ([Reference]) -> [Reference]) -> Explanation {
        var copy = self
        for index in copy.concepts.indices {
            copy.concepts[index].references = change(copy.concepts[index].references)
        }
        return copy
    }
}

extension Reference {
    fileprivate var withoutLabel: Reference {
        var copy = self
        copy.label = nil
        copy.wordNetID = nil
        copy.surface = nil
        return copy
    }
}
