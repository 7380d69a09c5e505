import Concepts
import Explanations
import Foundation
import Images
import Testing

@Suite("References kept for a survey")
struct SurveyReferencesTests {
    @Test("Each watched channel keeps its best photos, best first")
    func best() throws {
        var references = SurveyReferences(channels: [0, 2], capacity: 2)
        // Three channels; channel 2 is negative where it is relevant in photo 1.
        let scores: [[Double]] = [[0.1, 9, 0.3], [0.3, 9, 0.3], [0.2, 9, 0.1], [0, 9, 0.4]]
        for (photo, scores) in scores.enumerated() {
            references.offer(
                LayerMeasurement(
                    scores: [
                        ChannelScores(
                            scores: scores,
                            neurons: [photo, 0, 10 + photo],
                            activations: [1, 1, photo == 1 ? -1 : 2]
                        )
                    ],
                    fired: ChannelSet(channels: 3) { $0 != 0 || photo > 1 },
                    embedding: { ReferenceEmbedding(bytes: [UInt8($0), UInt8(photo)]) }
                ),
                photo: photo
            )
        }
        let samples = scores.indices.map { photo in
            PhotoSample(
                name: "photo-\(photo)",
                url: URL(filePath: "/nowhere/\(photo)"),
                sha256: "\(photo)",
                label: nil,
                wordNetID: nil,
                credit: Credit(licence: "unknown", author: nil, package: nil)
            )
        }
        let hashes = try scores.indices.map { photo in
            try #require(
                PictureHash(bytes: [UInt8](repeating: UInt8(photo), count: PictureHash.byteCount))
            )
        }
        let evidence = references.evidence(samples: samples, hashes: hashes)
        #expect(evidence.map(\.channel) == [0, 2])
        #expect(evidence.map(\.firedCount) == [2, 4] && evidence[0].photoCount == 4)
        #expect(evidence[0].references.map(\.ranked.sample.ordinal) == [1, 2])
        #expect(evidence[0].references.map(\.ranked.score) == [0.3, 0.2])
        #expect(evidence[0].references.map(\.ranked.neuron) == [1, 2])
        // Of equal scores the earlier photo.
        #expect(evidence[1].references.map(\.ranked.sample.photo.name) == ["photo-3", "photo-0"])
        #expect(evidence[1].references.map(\.activation) == [2, 2])
        let embeddings: [[UInt8]] = evidence[1].references.compactMap { $0.embedding?.bytes }
        let expected: [[UInt8]] = [[2, 3], [2, 0]]
        #expect(embeddings == expected)
        #expect(evidence[1].references.map(\.pictureHash) == [hashes[3], hashes[0]])
        #expect(evidence[1].references.map(\.ranked.rank) == [1, 2])
    }
}
