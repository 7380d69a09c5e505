import Explanations
import Foundation
import Narration
import Testing

/// Replies as a language model writes them after a look at the photo, each right, with what to
/// replace to make it wrong.
///
/// The explanations come from runs of SqueezeNet 1.1 on thirteen photos of the reference list and
/// their like, without the digests, credits and ledgers that no check looks at. The replies were
/// written by hand from the photos and overlays, in four sets one after the other, each before the
/// checks met it. When a set met the checks for the first time, these were caught and these right
/// texts alarmed; then what it showed in general was mended and it became part of
/// `replies-developed.json`. The last set is `replies-held-out.json`.
///
/// | set | texts | caught | false alarms |
/// | --- | --- | --- | --- |
/// | 2 (other photos) | 33 | 171 of 178 | 8 |
/// | 3 | 33 | 151 of 170 | 6 |
/// | 4 | 18 | 89 of 94 | 4 |
/// | held out | 16 | 82 of 87 | 3 |
/// | `replies-model.json` | 28 | 120 of 140 | 0 |
///
/// The last was written by a multimodal model that answered batch files of four photos, and somebody
/// else planted its errors; neither had seen the checks.
struct PlantedReplies {
    /// A reply for a whole explanation.
    struct Reply: Decodable {
        struct Plant: Decodable {
            let kind: String
            let right: String
            let wrong: String
        }
        struct Concept: Decodable {
            let channel: Int
            let name: String
            let fitting: Int?
            let description: String?
            let seen: String?
            let presence: Presence?
            /// Whether it has a name; it has unless the reply says otherwise.
            let shared: Bool?
            let context: String
            let plants: [Plant]
        }
        let id: String
        let explanation: String
        let language: String
        let concepts: [Concept]
        let summary: String
        let plants: [Plant]

        /// The reply as a narrator would have it.
        var text: NarratedText {
            NarratedText(
                audience: "end-user",
                language: language,
                narrator: "test",
                usesLanguageModel: true,
                summary: summary,
                concepts: concepts.map { concept in
                    ConceptText(
                        channel: concept.channel,
                        name: concept.name,
                        hasSharedPattern: concept.shared ?? true,
                        nameConfidence: nil,
                        context: concept.context,
                        fitting: concept.fitting,
                        description: concept.description,
                        presence: concept.presence,
                        seen: concept.seen
                    )
                },
                checks: []
            )
        }
    }

    /// One text of a reply, right or with one error.
    struct Case: CustomStringConvertible {
        let reply: String
        let language: String
        /// The error's kind; nil for the right text.
        let kind: String?
        let text: String
        let failed: [CheckResult]

        var description: String {
            let findings = failed.map { "\($0.check): \($0.finding ?? "") [\($0.evidence ?? "")]" }
            return "\(reply) \(kind ?? "right"): \(text) -> \(findings)"
        }
    }

    let cases: [Case]

    /// Checks every text of a file's replies, as it is and with each of its errors.
    init(file: String) throws {
        let replies = try Self.decode([Reply].self, file)
        var cases: [Case] = []
        for reply in replies {
            let explanation = try Self.decode(Explanation.self, reply.explanation)
            let checks = try TextChecks(
                templates: Languages.templates(for: reply.language),
                audience: "end-user",
                language: reply.language,
                wordNet: Support.wordNet()
            )
            // What the right text fails already catches no error.
            var known: Set<String> = []
            func note(_ part: String, _ kind: String?, _ words: String, _ results: [CheckResult]) {
                let failed = results.filter { !$0.passed }
                if kind == nil { known = Set(failed.compactMap(\.finding)) }
                cases.append(
                    Case(
                        reply: "\(reply.id) \(part)",
                        language: reply.language,
                        kind: kind,
                        text: words,
                        failed: kind == nil
                            ? failed : failed.filter { !known.contains($0.finding ?? "") }
                    )
                )
            }
            for (index, told) in reply.concepts.enumerated() {
                let concept = try #require(
                    explanation.concepts.first { $0.channel == told.channel }
                )
                func add(_ kind: String?, replacing right: String = "", by wrong: String = "") {
                    var text = reply.text
                    if kind != nil {
                        text.concepts[index].context = told.context.replacing(right, with: wrong)
                    }
                    let context = text.concepts[index]
                    let results = checks.results(
                        forContext: context,
                        of: concept,
                        in: text,
                        about: explanation
                    )
                    note(String(told.channel), kind, context.context, results)
                }
                add(nil)
                for plant in told.plants {
                    add(plant.kind, replacing: plant.right, by: plant.wrong)
                }
            }
            var text = reply.text
            note(
                "summary",
                nil,
                text.summary,
                checks.results(forSummaryOf: text, about: explanation)
            )
            for plant in reply.plants {
                text.summary = reply.summary.replacing(plant.right, with: plant.wrong)
                let results = checks.results(forSummaryOf: text, about: explanation)
                note("summary", plant.kind, text.summary, results)
            }
        }
        self.cases = cases
    }

    var right: [Case] { cases.filter { $0.kind == nil } }
    var wrong: [Case] { cases.filter { $0.kind != nil } }
    var falseAlarms: [Case] { right.filter { !$0.failed.isEmpty } }
    var missed: [Case] { wrong.filter(\.failed.isEmpty) }

    /// The share of errors that were caught, by kind and language, and of right texts with an alarm.
    var figures: String {
        func share(_ cases: [Case]) -> String {
            let caught = cases.count { !$0.failed.isEmpty }
            return "\(caught)/\(cases.count)"
        }
        let kinds = Set(wrong.compactMap(\.kind)).sorted().map { kind in
            "\(kind) \(share(wrong.filter { $0.kind == kind }))"
        }
        let languages = Set(cases.map(\.language)).sorted().map { language in
            "\(language) \(share(wrong.filter { $0.language == language }))"
                + " (false alarms \(share(right.filter { $0.language == language })))"
        }
        return "caught \(share(wrong)), false alarms \(share(right)); "
            + (kinds + languages).joined(separator: ", ")
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value
    {
        let file = try #require(
            Bundle.module.url(
                forResource: name,
                withExtension: "json",
                subdirectory: "Fixtures/planted"
            )
        )
        return try JSONDecoder().decode(type, from: Data(contentsOf: file))
    }
}
