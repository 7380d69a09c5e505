import Concepts
import Explanations
import Foundation
import Images

/// Evidence of channels that never were.
enum MadeUpEvidence {
    /// One reference.
    struct Photo {
        var ordinal: Int
        var score = 1.0
        var activation = 1.0
        var embedding: [UInt8]?
        var label: String?
        var wordNetID: String?
        var answer = "nothing"
        var hash: PictureHash?
    }

    static func channel(
        _ number: Int,
        _ photos: [Photo],
        fired: Int = 50,
        of photoCount: Int = 100
    ) -> ChannelEvidence {
        ChannelEvidence(
            channel: number,
            references: photos.enumerated().map { place, photo in
                ReferenceEvidence(
                    ranked: RankedSample(
                        rank: place + 1,
                        score: photo.score,
                        neuron: 0,
                        activation: photo.activation,
                        sample: sample(photo)
                    ),
                    activation: photo.activation,
                    embedding: photo.embedding.map { ReferenceEmbedding(bytes: $0) },
                    pictureHash: photo.hash
                )
            },
            firedCount: fired,
            photoCount: photoCount
        )
    }

    private static func sample(_ photo: Photo) -> IndexedSample {
        IndexedSample(
            ordinal: photo.ordinal,
            photo: PhotoSample(
                name: "photo \(photo.ordinal)",
                url: URL(fileURLWithPath: "/nowhere/\(photo.ordinal).png"),
                sha256: digest(photo.ordinal),
                label: photo.label,
                wordNetID: photo.wordNetID,
                credit: Credit(licence: "CC0-1.0", author: nil, package: nil)
            ),
            state: .scored(
                answer: ScoredClass(class: 0, label: photo.answer, probability: 0.5),
                logit: 1
            ),
            pictureHash: photo.hash
        )
    }

    static func digest(_ ordinal: Int) -> String { "sha-\(ordinal)" }

    /// Random bytes; a theme is added to a quarter of them.
    static func embedding(
        theme: Int? = nil,
        themes: Int = 8,
        length: Int = 64,
        using generator: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = (0..<length).map { _ in UInt8.random(in: 0...100, using: &generator) }
        if let theme {
            for place in 0..<length where place % themes == theme { bytes[place] += 150 }
        }
        return bytes
    }

    /// A layer of channels that saw anything at all, to be a scale.
    static func background(
        channels: Range<Int>,
        references: Int = 12,
        using generator: inout SeededGenerator
    ) -> [ChannelEvidence] {
        channels.map { number in
            channel(
                number,
                (0..<references).map { place in
                    Photo(
                        ordinal: 10_000 + number * references + place,
                        embedding: embedding(using: &generator)
                    )
                }
            )
        }
    }
}
