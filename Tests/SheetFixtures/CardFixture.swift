public import Explanations
public import Foundation
import Images
import Tensors

/// Cards made up for tests: plausible numbers, no model.
public struct CardFixture: Sendable {
    /// The channel.
    public var channel = 426
    /// The name; nil for a channel without one.
    public var name: String? = "Round eyes"
    /// What the references share.
    public var description: String? = "Dark round eyes with a bright rim, seen from the front."
    /// How many photos each ranking has.
    public var references = 8
    /// What the photos show, in turn.
    public var labels: [String?] = ["kitten", "discus fish", "proboscis monkey", nil]
    /// The rankings.
    public var modes = ["relmax-sum", "actmax-sum"]
    /// Whether there are pictures.
    public var hasPictures = true
    /// What was measured.
    public var worth: ConceptWorth? = ConceptWorth(
        coherence: 0.93,
        labelEntropy: 0.7,
        patterns: 2,
        firingRate: 0.63,
        negativeReferences: 0
    )
    /// Licences and authors, in turn.
    public var credits = [
        Credit(licence: "CC0-1.0", author: "Ada Lovelace", package: "photos"),
        Credit(licence: "CC-BY-SA-4.0", author: "Jan Novák", package: "photos"),
        Credit(licence: "unknown", author: nil, package: nil),
    ]

    /// A named channel with eight photos of each kind.
    public init() {}

    /// The card.
    public func card() -> ChannelCard {
        ChannelCard(
            channel: channel,
            model: "SqueezeNet 1.1",
            layer: "features.12",
            layerChannels: 512,
            index: IndexIdentity(
                file: "index.sqlite",
                runSHA256: "0123456789ab" + String(repeating: "c", count: 52),
                photoCount: 550,
                targetRule: "own-top-1"
            ),
            names: name.map { name in
                [
                    ConceptNaming(
                        language: "en",
                        name: name,
                        confidence: 0.9,
                        description: description,
                        fitting: 6,
                        narrator: "offline",
                        created: "2026-11-23T07:05:00Z"
                    )
                ]
            } ?? [],
            worth: worth,
            countedPhotos: 40,
            answers: ["goldfish", "tabby", "green lizard", "coho", "gorilla", "tench", "eel"]
                .enumerated().map {
                    .init(class: $0.offset, label: $0.element, photos: 9 - $0.offset)
                },
            rankings: modes.enumerated().map { number, mode in
                ChannelCard.Ranking(
                    mode: mode,
                    references: (0..<references).map { reference($0, ranking: number) },
                    missing: hasPictures ? 0 : references
                )
            }
        )
    }

    private func reference(_ rank: Int, ranking: Int) -> Reference {
        let photo = (rank + 3 * ranking) % (references + 2)
        return Reference(
            sample: "photo-\(photo)",
            sha256: String(repeating: "0", count: 60) + String(1000 + photo),
            score: 0.054 / Double(rank + 1),
            label: labels.isEmpty ? nil : labels[rank % labels.count],
            wordNetID: nil,
            answer: ScoredClass(class: 1, label: "kitten", probability: 0.5),
            crop: hasPictures ? "\(photo).png" : "",
            heatmap: hasPictures ? "\(photo).safetensors" : "",
            cropBox: Box(x: 0.2, y: 0.2, width: 0.5, height: 0.5),
            seenBox: Box(x: 0.3, y: 0.3, width: 0.3, height: 0.3),
            credit: credits[photo % credits.count],
            pattern: worth?.patterns == 2 ? rank % 2 + 1 : nil
        )
    }

    /// Writes the pictures of cards.
    ///
    /// - Parameters:
    ///   - cards: Whose pictures.
    ///   - folder: Where the cards' paths start.
    /// - Throws: What writing throws.
    public static func write(_ cards: [ChannelCard], to folder: URL) throws {
        let references = cards.flatMap(\.rankings).flatMap(\.references)
        for (number, reference) in references.enumerated() where !reference.crop.isEmpty {
            let file = folder.appendingPathComponent(reference.crop)
            if FileManager.default.fileExists(atPath: file.path) { continue }
            try AssetFixture.gradient(width: 90, height: 90, phase: Double(number))
                .writePNG(to: file)
            try SafetensorsWriter.write(
                [("heatmap", AssetFixture.blobs(side: 56, seed: number, sign: 1))],
                to: folder.appendingPathComponent(reference.heatmap)
            )
        }
    }
}
