import Concepts
public import Explanations
public import Foundation
import Images
import Models
import SheetRendering

/// Makes the cards of an index's channels, and prints them.
///
/// ```swift
/// let press = try CardPress(CardSettings())
/// let card = try await press.card(of: 426)
/// try press.print([card], to: URL(fileURLWithPath: "426.pdf"))
/// ```
public final class CardPress: Sendable {
    /// What it works with.
    public let settings: CardSettings
    /// What the caller should know though nothing failed, such as weights that are not at hand.
    public let notes: [String]
    /// How many channels the layer has.
    public var channels: Int { index.run.channels }

    let index: ReferenceIndex
    private let crops: ReferenceCrops?
    private let model: String
    private let modes: [ReferenceMode]
    private let printer: CardPrinter
    private let worth: WorthMeasure?

    /// Opens the index.
    ///
    /// - Parameter settings: What to make cards from.
    /// - Throws: The module errors of what is missing or does not fit: the index, its layer, the mode. Without
    ///   the model's weights cards still have words, and a note says so.
    public init(_ settings: CardSettings) throws {
        self.settings = settings
        let resources = try ResourceDirectory()
        printer = CardPrinter(
            templates: resources.templates(before: settings.templates),
            fonts: resources.fonts
        )
        let index = try Self.openIndex(settings)
        self.index = index
        worth = index.run.modes.contains(.relmaxSum) ? try WorthMeasure(index: index) : nil
        modes = try Self.modes(settings.mode, in: index)
        var notes: [String] = []
        var model: Model?
        do {
            model = try ModelSetup.resolve(
                model: settings.model ?? index.run.model,
                weights: settings.weights
            ).model
        } catch {
            notes.append("cards have no pictures: \(ErrorLine.text(error))")
        }
        crops = try model.map { try index.crops(by: $0, photos: settings.photos) }
        self.model = model?.title ?? index.run.model
        self.notes = notes
    }

    /// The card of a channel.
    ///
    /// - Parameter channel: The channel of the index's layer.
    /// - Returns: The card; the paths of its pictures start at `assets`.
    /// - Throws: `ConceptsError` if there is no such channel, or what making its crops throws.
    public func card(of channel: Int) async throws -> ChannelCard {
        let best = try index.references(
            channel: channel,
            mode: modes[0],
            count: index.run.sampleSize
        ).filter { $0.score > 0 }
        let worth = try self.worth?.worth(of: channel)
        var rankings: [ChannelCard.Ranking] = []
        for mode in modes { rankings.append(try await ranking(of: channel, by: mode, worth)) }
        return ChannelCard(
            channel: channel,
            model: model,
            layer: index.run.layer,
            layerChannels: index.run.channels,
            index: index.identity,
            names: try index.namings(of: channel),
            worth: worth.map(ConceptWorth.init),
            countedPhotos: best.count,
            answers: Self.answers(of: best),
            rankings: rankings
        )
    }

    /// Where the paths of a card's pictures start.
    public var assets: URL { ReferenceCrops.folder(beside: index.url) }

    /// Prints cards: a PDF with a page or more for each, or a picture of each page.
    ///
    /// - Parameters:
    ///   - cards: At least one.
    ///   - file: Where to; its ending says as what, `.pdf`, `.png` or `.svg`.
    /// - Returns: The files.
    /// - Throws: `LlexicorpError` for another ending, or the error of what is missing; a file is whole or not
    ///   there.
    public func print(_ cards: [ChannelCard], to file: URL) throws -> [URL] {
        guard let format = SheetFormat(rawValue: file.pathExtension.lowercased()) else {
            throw LlexicorpError(
                "\(file.relativePath): cards are printed as PDF, PNG or SVG",
                hint: "end the name in .pdf, .png or .svg"
            )
        }
        return try printer.print(
            cards,
            assets: assets,
            language: settings.language,
            provenance: Provenance(
                created: try CreationDate.current(),
                tool: "llexicorp \(LlexicorpVersion.number)",
                index: index.identity
            ),
            format: format,
            to: file
        )
    }

    // MARK: - Parts

    private static func openIndex(_ settings: CardSettings) throws -> ReferenceIndex {
        var choice = IndexChoice()
        choice.file = settings.index
        choice.model = settings.model
        choice.layer = settings.layer
        return try choice.open()
    }

    /// The mode that was asked for, and its counterpart by the other quantity where the index has it.
    private static func modes(_ name: String, in index: ReferenceIndex) throws -> [ReferenceMode] {
        let known = index.run.modes.map(\.rawValue).joined(separator: ", ")
        guard let mode = index.run.modes.first(where: { $0.rawValue == name }) else {
            throw LlexicorpError(
                "\(index.url.relativePath): has no ranking by \"\(name)\"",
                hint: "it has \(known)"
            )
        }
        return [mode]
            + index.run.modes.filter { other in
                other.quantity != mode.quantity && other.pooling == mode.pooling
                    && other.isNormalized == mode.isNormalized
            }
    }

    private func ranking(
        of channel: Int,
        by mode: ReferenceMode,
        _ worth: ChannelWorth?
    ) async throws -> ChannelCard.Ranking {
        if let crops {
            let found = try await crops.references(
                for: [channel],
                mode: mode,
                count: settings.references
            )[0]
            if !found.crops.isEmpty {
                return ChannelCard.Ranking(
                    mode: mode.rawValue,
                    references: found.crops.map { crop in
                        var reference = crop.reference(in: assets)
                        reference.pattern = worth?.patternOfPhoto[reference.sha256]
                        return reference
                    },
                    missing: found.unusable.count
                )
            }
        }
        let ranked = try index.references(channel: channel, mode: mode, count: settings.references)
            .filter { $0.score > 0 }
        return ChannelCard.Ranking(
            mode: mode.rawValue,
            references: ranked.compactMap { Reference($0, patterns: worth?.patternOfPhoto) },
            missing: ranked.count
        )
    }

    private static func answers(of ranked: [RankedSample]) -> [ChannelCard.ServedAnswer] {
        var answers: [Int: ChannelCard.ServedAnswer] = [:]
        for answer in ranked.compactMap(\.sample.answer) {
            answers[
                answer.class,
                default: .init(class: answer.class, label: answer.label, photos: 0)
            ].photos += 1
        }
        return answers.values.sorted { ($1.photos, $0.class) < ($0.photos, $1.class) }
    }
}

extension Reference {
    /// A photo of which no picture is at hand.
    init?(_ ranked: RankedSample, patterns: [String: Int]?) {
        guard let answer = ranked.sample.answer else { return nil }
        let photo = ranked.sample.photo
        self.init(
            sample: photo.name,
            sha256: photo.sha256,
            score: ranked.score,
            label: photo.label,
            wordNetID: photo.wordNetID,
            answer: answer,
            crop: "",
            heatmap: "",
            cropBox: .whole,
            seenBox: .whole,
            credit: photo.credit,
            activation: ranked.activation,
            pattern: patterns?[photo.sha256]
        )
    }
}

extension ConceptWorth {
    /// What is known of a channel whatever photo is explained.
    init(_ worth: ChannelWorth) {
        self.init(
            coherence: worth.coherence,
            labelEntropy: worth.labelEntropy,
            patterns: worth.patterns,
            firingRate: worth.firingRate,
            negativeReferences: worth.negativeReferences
        )
    }
}
