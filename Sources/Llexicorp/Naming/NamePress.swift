import Concepts
import Explanations
import Foundation
public import LanguageModels
import Narration

/// Names the channels of an index ahead of time, so that every sheet calls them the same.
///
/// Each name is kept as soon as it is made. A run that was interrupted, stopped by its budget or by a server
/// goes on where it was: what is named by the same narrator from the same references is not named again.
public final class NamePress: Sendable {
    /// How far a run is.
    public struct Progress: Sendable {
        /// Whether it only looks what there is to send.
        public let isListing: Bool
        /// How many names are done.
        public let done: Int
        /// How many there are.
        public let total: Int
        /// Names a second in this run, once known.
        public let rate: Double?
        /// How long the rest will take, once known.
        public let secondsLeft: Double?
    }

    /// What the caller should know though nothing failed.
    public let notes: [String]

    let settings: NamingSettings
    let index: ReferenceIndex
    let route: NarratorRoute
    private let crops: ReferenceCrops
    private let folder: URL
    private let templates: TemplateFolders
    private let wordNet: WordNet?

    /// How many questions are under way at once.
    private static let questionsAtOnce = 4

    /// Loads index and model, and readies the narrator; nothing is sent yet.
    ///
    /// - Parameter settings: What to name with.
    /// - Throws: The module errors of what is missing or does not fit.
    public init(_ settings: NamingSettings) throws {
        self.settings = settings
        templates = try ResourceDirectory().templates(before: settings.templates)
        wordNet = try? WordNet()
        index = try settings.index.open()
        if let channels = settings.channels { try index.check(channels: channels) }
        let model = try ModelSetup.resolve(
            model: settings.index.model ?? index.run.model,
            weights: settings.weights
        ).model
        crops = try index.crops(by: model)
        folder = ReferenceCrops.folder(beside: index.url)
        route = try NarratorRoute(settings.narrator)
        let offline = OfflineNarrator(wordNet: wordNet, phrases: templates)
        let isOffline = settings.narrator.kind == .offline
        notes = [isOffline ? offline.notice : nil, route.note].compactMap(\.self)
        for language in settings.languages { _ = try namer(in: language) }
    }

    // MARK: - Runs

    /// What naming would send to the language model; nothing is sent and no name kept.
    ///
    /// - Parameter progress: Called after each channel.
    /// - Returns: Nil where the narrator sends nothing.
    /// - Throws: The error of what is missing.
    public func plan(
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> SendingPlan? {
        guard case .server(let connection) = route else { return nil }
        let planned = PlannedModel(
            for: connection.model,
            profile: connection.profile,
            cache: connection.cache
        )
        var clock = NamingClock(isListing: true, total: try items().count, progress)
        var shelf = ReferenceShelf(crops, folder: folder, count: settings.references)
        let channels = try channels()
        for language in settings.languages {
            let namer = try LanguageModelNamer(
                model: planned,
                templates: templates,
                language: language
            )
            let known = try known(in: language)
            for (place, channel) in channels.enumerated() {
                try Task.checkCancellation()
                clock.tick()
                guard let shown = try await shelf.take(channel, then: channels[(place + 1)...]),
                    !isKept(known[channel], shown.sha256)
                else { continue }
                _ = try await namer.name(channel, shownBy: shown.references, in: folder)
            }
        }
        return planned.plan
    }

    /// Names what has no name yet.
    ///
    /// - Parameters:
    ///   - note: Gets a line for each thing the caller should know.
    ///   - progress: Called after each name.
    /// - Returns: What was done; failed channels and a run that ended early are no error.
    /// - Throws: `ConceptsError` if another process names the index or it cannot be written,
    ///   `LlexicorpError` if sending was not allowed, `CancellationError`. Names made so far stay.
    public func name(
        note: (String) -> Void,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> NamingReport {
        let writer = try NameWriter(index)
        try await askToSend(progress)
        let items = try items()
        var run = NamingRun(
            report: NamingReport(index: index.url, layer: index.run.layer, total: items.count),
            clock: NamingClock(isListing: false, total: items.count, progress),
            waiting: items[...],
            width: width
        )
        var shelf = ReferenceShelf(crops, folder: folder, count: settings.references)
        var prompts = 0
        var known: [String: [Int: ChannelNaming]] = [:]
        for language in settings.languages { known[language] = try self.known(in: language) }
        try await withThrowingTaskGroup(of: (NamingItem, NameOutcome).self) { group in
            while true {
                while let item = run.next() {
                    try Task.checkCancellation()
                    let following = run.waiting.prefix(ReferenceShelf.length).map(\.channel)
                    guard let shown = try await shelf.take(item.channel, then: following) else {
                        run.skip(\.unreferenced)
                        continue
                    }
                    let namer = try namer(in: item.language)
                    let earlier = known[item.language]?[item.channel]
                    if isKept(earlier, shown.sha256) {
                        if let earlier, !earlier.prompts.isEmpty, earlier.asked == asked,
                            earlier.prompts != namer.prompts
                        {
                            prompts += 1
                        }
                        run.skip(\.kept)
                        continue
                    }
                    run.begin()
                    group.addTask { [self] in
                        (item, try await name(item, namer, from: shown, keptBy: writer))
                    }
                }
                guard run.underWay > 0, let result = await group.nextResult() else { break }
                try run.settle(result)
                // Questions on their way have no chance either.
                if run.isHopeless { group.cancelAll() }
            }
        }
        try Task.checkCancellation()
        if prompts > 0 {
            note("\(prompts) names were made with another prompt; --refresh makes them anew")
        }
        for line in [shelf.photos.note].compactMap(\.self) { note(line) }
        if case .batch(let batch) = route {
            try BatchConnection.notes(of: batch, tellsUnknown: false).forEach(note)
        }
        return run.report
    }

    // MARK: - One channel

    /// Names a channel and keeps what was found.
    private func name(
        _ item: NamingItem,
        _ namer: any ConceptNamer,
        from shown: ShownReferences,
        keptBy writer: NameWriter
    ) async throws -> NameOutcome {
        let outcome: NameOutcome
        do {
            outcome = try await namer.name(item.channel, shownBy: shown.references, in: folder)
        } catch let error as NarrationError {
            return .failed(error.description)
        }
        guard case .named(let finding) = outcome else { return outcome }
        let naming = ConceptNaming(
            language: item.language,
            name: finding.name,
            confidence: finding.confidence,
            description: finding.description,
            fitting: finding.fitting,
            references: shown.references.count,
            narrator: finding.model.map { "\(namer.provider)/\($0)" } ?? namer.provider,
            created: try CreationDate.current()
        )
        try writer.keep(
            ChannelNaming(
                channel: item.channel,
                naming: naming,
                asked: asked,
                prompts: namer.prompts,
                referencesSHA256: shown.sha256
            ),
            replacesPersons: settings.narrator.refreshes
        )
        return outcome
    }

    /// Whether a name stays as it is.
    private func isKept(_ naming: ChannelNaming?, _ references: String) -> Bool {
        guard let naming, !settings.narrator.refreshes else { return false }
        if naming.isByPerson { return true }
        // Names of a language model, which cost something, are no worse than those from labels.
        if asked == OfflineNarrator.provider, naming.asked != asked { return true }
        return naming.asked == asked && naming.referencesSHA256 == references
    }

    // MARK: - What there is to do

    private func channels() throws -> [Int] {
        try settings.channels ?? index.channelsWithReferences()
    }

    private func items() throws -> [NamingItem] {
        let channels = try channels()
        return settings.languages.flatMap { language in
            channels.map { NamingItem(channel: $0, language: language) }
        }
    }

    private func known(in language: String) throws -> [Int: ChannelNaming] {
        let namings = try index.namings().filter { $0.naming.language == language }
        return Dictionary(namings.map { ($0.channel, $0) }) { first, _ in first }
    }

    // MARK: - Who names

    /// Who is asked, as the index remembers it.
    private var asked: String {
        switch route {
        case .offline, .replay: OfflineNarrator.provider
        case .server(let connection): "\(connection.model.provider)/\(connection.model.model)"
        case .batch(let batch): "batch/\(batch.models.openAI)+\(batch.models.anthropic)"
        }
    }

    private var width: Int {
        if case .server = route { Self.questionsAtOnce } else { 1 }
    }

    private func namer(in language: String) throws -> any ConceptNamer {
        let model: any ChatModel
        switch route {
        case .offline, .replay:
            return try OfflineNamer(wordNet: wordNet, templates: templates, language: language)
        case .server(let connection): model = connection.model
        case .batch(let batch): model = batch
        }
        return try LanguageModelNamer(model: model, templates: templates, language: language)
    }

    private func askToSend(_ progress: @escaping @Sendable (Progress) -> Void) async throws {
        guard case .server(let connection) = route, !connection.isLocal,
            let plan = try await plan(progress: progress), plan.estimate.requests > 0
        else { return }
        guard try await settings.narrator.consent(plan) else {
            throw LlexicorpError(
                "\(index.url.relativePath): nothing was sent to \(plan.destination)",
                hint: "allow it with --yes, or name without a language model by --narrator offline"
            )
        }
    }
}
