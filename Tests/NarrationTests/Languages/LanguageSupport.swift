import Explanations
import Foundation
import Narration

/// What the offline narrator writes in other languages than English.
enum LanguageSupport {
    /// The file of a language's nouns.
    static func nouns(_ language: String) throws -> Nouns {
        try Nouns(contentsOf: Support.templates.appendingPathComponent("nouns.\(language).json"))
    }

    /// The texts about an explanation.
    static func narrate(
        _ explanation: Explanation,
        _ language: String,
        audience: String = "end-user"
    ) async throws -> NarratedText {
        try await Support.narrator().narrate(
            explanation,
            assets: Support.noAssets,
            audience: audience,
            language: language
        )
    }

    /// The text about the concept at a position of the sheet.
    static func context(
        _ language: String,
        _ labels: [(String?, String?)],
        region: Region? = Samples.region(.center),
        share: Double = 0.046,
        position: Int = 0,
        target: ScoredClass? = nil,
        view: Box = Box(x: 0.17, y: 0.06, width: 0.66, height: 0.88)
    ) async throws -> String {
        var concepts = (0..<position).map { Samples.concept(1000 + $0, Samples.references([])) }
        concepts.append(
            Samples.concept(7, share: share, region: region, Samples.references(labels))
        )
        let explanation = Samples.explanation(concepts, target: target, view: view)
        return try await narrate(explanation, language).concepts.last?.context ?? ""
    }
}
