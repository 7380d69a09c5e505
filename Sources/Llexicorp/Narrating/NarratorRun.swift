import Digests
import Explanations
import Foundation
import LanguageModels
import Narration
import SheetTemplates
import Tensors

/// The narrator of one run of the program, with all that stands between it and a language model.
///
/// Questions pass, outermost first: the transcript of the explanation they belong to, the replies at
/// hand, the budget, the server.
final class NarratorRun: Sendable {
    /// The transcript's file name in an explanation's folder.
    static let transcriptName = "transcript.jsonl"

    private let settings: NarratorSettings
    private let templates: TemplateFolders
    private let offline: OfflineNarrator
    private let route: NarratorRoute

    /// Readies the narrator; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - settings: Who writes and how it is reached.
    ///   - templates: The folders of templates, which hold phrases and prompts.
    /// - Throws: `LanguageModelsError` if server, key, price, budget or folder cannot be used.
    init(_ settings: NarratorSettings, templates: TemplateFolders) throws {
        self.settings = settings
        self.templates = templates
        offline = OfflineNarrator(wordNet: try? WordNet(), phrases: templates)
        route = try NarratorRoute(settings)
    }

    /// What the person should know of what the narrator lacks.
    var notes: [String] {
        [offline.notice, route.note].compactMap(\.self)
    }

    /// The audiences that texts are written for, each once: some sheets tell those of another audience.
    func writtenAudiences(of audiences: [String]) throws -> [String] {
        var written: [String] = []
        for audience in audiences {
            let writer = try SheetTemplate.textAudience(of: audience, in: templates)
            if !written.contains(writer) { written.append(writer) }
        }
        return written
    }

    // MARK: Telling

    /// Writes an explanation's texts and keeps the transcript.
    ///
    /// - Parameters:
    ///   - explanation: Gets the texts, in place of earlier ones of the same audience and language.
    ///   - folder: The explanation's folder, where its assets lie and the transcript goes.
    ///   - audiences: The audiences to write for.
    ///   - language: The language's code.
    ///   - earlier: The folder whose transcript is replayed, and continued where it is `folder`.
    /// - Throws: The narrator's error, or `LlexicorpError` if sending was not allowed. A server
    ///   that fails is no error: the texts say so.
    func tell(
        _ explanation: inout Explanation,
        in folder: URL,
        audiences: [String],
        language: String,
        earlier: URL
    ) async throws {
        let transcript = Transcript()
        let narrator: any Narrator
        switch route {
        case .offline: narrator = offline
        case .server(let connection):
            try await ask(connection, explanation, folder, audiences, language)
            narrator = self.narrator(
                asking: RecordedModel(connection.model, transcript: transcript)
            )
        case .batch(let batch):
            narrator = self.narrator(asking: RecordedModel(batch, transcript: transcript))
        case .replay:
            let file = earlier.appendingPathComponent(Self.transcriptName)
            narrator = self.narrator(asking: try ReplayedModel(transcript: file))
        }
        for audience in try writtenAudiences(of: audiences) {
            var text = try await narrator.narrate(
                explanation,
                assets: folder,
                audience: audience,
                language: language
            )
            text.concepts += try await opposing(explanation, folder, audience, language)
            explanation.texts.removeAll { $0.audience == audience && $0.language == language }
            explanation.texts.append(text)
        }
        let file = folder.appendingPathComponent(Self.transcriptName)
        switch route {
        case .offline: break
        case .replay:
            if earlier != folder {
                let replayed = earlier.appendingPathComponent(Self.transcriptName)
                try WholeFile.write(try Data(contentsOf: replayed), to: file)
            }
        case .server, .batch:
            if earlier == folder { try transcript.keepEarlier(of: file) }
            try transcript.write(to: file)
        }
        if let bytes = try? Data(contentsOf: file) {
            explanation.provenance.transcript = TranscriptIdentity(
                file: Self.transcriptName,
                sha256: SHA256Digest.hex(of: bytes),
                entries: bytes.count { $0 == UInt8(ascii: "\n") }
            )
        }
    }

    /// The texts of the opposing concepts: by rules whoever narrates, since few readers see them and every
    /// question costs; names that a person or a language model gave them in the index count here too.
    private func opposing(
        _ explanation: Explanation,
        _ folder: URL,
        _ audience: String,
        _ language: String
    ) async throws -> [ConceptText] {
        guard let concepts = explanation.opposing, !concepts.isEmpty else { return [] }
        var part = explanation
        part.concepts = concepts
        let texts = try await offline.narrate(
            part,
            assets: folder,
            audience: audience,
            language: language
        ).concepts
        if case .offline = route { return texts }
        // Between the words of a language model it is said that these are not.
        let origin = NameOrigin(
            narrator: "offline",
            created: explanation.provenance.created
        )
        return texts.map { text in
            var text = text
            text.namedBy = text.namedBy ?? origin
            return text
        }
    }

    /// What would be sent for an explanation; nothing is.
    ///
    /// - Returns: Nil for narrators that send nothing.
    func plan(
        _ explanation: Explanation,
        in folder: URL,
        audiences: [String],
        language: String
    ) async throws -> SendingPlan? {
        guard case .server(let connection) = route else { return nil }
        let planned = PlannedModel(
            for: connection.model,
            profile: connection.profile,
            cache: connection.cache
        )
        let narrator = LanguageModelNarrator(
            model: planned,
            offline: offline,
            templates: templates,
            verifiesNames: settings.verifiesNames,
            isRehearsal: true
        )
        for audience in try writtenAudiences(of: audiences) {
            _ = try await narrator.narrate(
                explanation,
                assets: folder,
                audience: audience,
                language: language
            )
        }
        return planned.plan
    }

    /// Ends the run: a batch narrator writes the requests whose replies are missing.
    ///
    /// - Returns: What the person should know.
    /// - Throws: `LanguageModelsError` if the files cannot be written.
    func finish() throws -> [String] {
        guard case .batch(let batch) = route else { return [] }
        return try BatchConnection.notes(of: batch)
    }

    private func narrator(asking model: any ChatModel) -> LanguageModelNarrator {
        LanguageModelNarrator(
            model: model,
            offline: offline,
            templates: templates,
            verifiesNames: settings.verifiesNames
        )
    }

    private func ask(
        _ connection: ServerConnection,
        _ explanation: Explanation,
        _ folder: URL,
        _ audiences: [String],
        _ language: String
    ) async throws {
        guard !connection.isLocal,
            let plan = try await plan(
                explanation,
                in: folder,
                audiences: audiences,
                language: language
            ), plan.estimate.requests > 0
        else { return }
        guard try await settings.consent(plan) else {
            throw LlexicorpError(
                "\(explanation.input.file): nothing was sent to \(plan.destination)",
                hint: "allow it with --yes, or write without a language model by --narrator offline"
            )
        }
    }
}
