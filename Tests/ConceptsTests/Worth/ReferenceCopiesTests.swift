import Concepts
import Foundation
import Images
import Testing

@Suite("Copies among references")
struct ReferenceCopiesTests {
    private typealias Photo = MadeUpEvidence.Photo

    private func picture(_ seed: UInt64) -> Picture {
        var generator = SeededGenerator(seed: seed)
        let cells = (0..<64 * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return Picture(width: 8, height: 8, pixels: cells).resized(width: 96, height: 80)
    }

    private func mirrored(_ picture: Picture) -> Picture {
        var pixels = picture.pixels
        for row in 0..<picture.height {
            for column in 0..<picture.width {
                let (from, to) = (
                    3 * (row * picture.width + column),
                    3 * (row * picture.width + picture.width - 1 - column)
                )
                for color in 0..<3 { pixels[to + color] = picture.pixels[from + color] }
            }
        }
        return Picture(width: picture.width, height: picture.height, pixels: pixels)
    }

    @Test("A channel's worth counts a photo, its mirror image and its thumbnail once")
    func worth() throws {
        let pictures = (0..<5).map { picture(UInt64($0)) }
        let all =
            [pictures[0], mirrored(pictures[0]), pictures[0].resized(width: 40, height: 33)]
            + pictures
        let photos = all.enumerated().map { place, picture in
            Photo(ordinal: place, label: "l\(place)", hash: PictureHash(of: picture))
        }
        let worth = try WorthMeasure(evidence: [MadeUpEvidence.channel(0, photos)]).worth(of: 0)
        #expect(worth.referenceCount == 5)
        #expect(abs(try #require(worth.labelEntropy) - 1) < 1e-12)
        let white = (0..<4).map { place in
            Photo(
                ordinal: place,
                hash: PictureHash(
                    of: Picture(width: 9, height: 9, pixels: [UInt8](repeating: 255, count: 243))
                )
            )
        }
        #expect(
            try WorthMeasure(evidence: [MadeUpEvidence.channel(0, white)]).worth(of: 0)
                .referenceCount == 4
        )
    }

    /// An index of the golden pictures, mirrored ones of some behind them.
    private func index(
        in scratch: ScratchFolder,
        copying places: [Int],
        _ refsample: Refsample
    ) async throws -> ReferenceIndex {
        let list = try refsample.photos(in: scratch).source
        var rows = try String(contentsOf: list, encoding: .utf8)
        let pictures = try refsample.pictures()
        for place in places {
            let path = "photos/copy-\(place).png"
            try scratch.write(mirrored(pictures[place]).pngData(), to: path)
            rows += "\(path)\tclass \(try refsample.labels()[place])\n"
        }
        try Data(rows.utf8).write(to: list)
        let report = try await IndexBuilder(
            model: refsample.model,
            attributor: refsample.attributor,
            layer: "features.28",
            photos: try PhotoList.read(list, photoRoot: scratch.url),
            output: scratch.url.appending(path: "copies.sqlite"),
            targetRule: .givenLabel,
            sampleSize: 30,
            batchSize: 16
        ).build()
        return try ReferenceIndex(open: report.url)
    }

    @Test("A mirrored copy is no second reference: the next in rank takes its place")
    func references() async throws {
        let scratch = try ScratchFolder()
        let refsample = try Refsample.shared.get()
        let index = try await index(in: scratch, copying: Array(0..<64), refsample)
        let crops = ReferenceCrops(
            index: index,
            model: refsample.model,
            attributor: refsample.attributor
        )
        func number(_ name: String) -> String {
            String(name.filter(\.isNumber))
        }
        let ranked = try index.references(channel: 3, count: 30).filter { $0.score > 0 }
        let numbers = ranked.map { number($0.sample.photo.name) }
        // There are copies to be left out among the first.
        try #require(Set(numbers.prefix(6)).count < 6 && Set(numbers).count >= 6)
        var expected: [String] = []
        for candidate in ranked
        where !expected.map(number).contains(number(candidate.sample.photo.name)) {
            expected.append(candidate.sample.photo.name)
        }
        let found = try await crops.references(for: [3], count: 5)[0].crops
        #expect(found.map(\.reference.sample) == Array(expected.prefix(5)))
        #expect(
            found.map(\.reference.activation)
                == found.map { crop in
                    ranked.first { $0.sample.photo.name == crop.reference.sample }?.activation
                }
        )

        // An excluded photo takes its copies with it, whether it is in the index or not.
        let best = try #require(
            ranked.first { one in
                numbers.prefix(6).count { $0 == number(one.sample.photo.name) } == 2
            }
        ).sample.photo
        let others = expected.filter { $0 != best.name }
        try #require(others.count < expected.count)
        let without = try await crops.references(for: [3], count: 4, excluding: [best.sha256])
        #expect(without[0].crops.map(\.reference.sample) == Array(others.prefix(4)))
        let picture = refsample.model.preprocessing.prepare(try ReferencePhoto.load(best)).picture
        let resized = picture.resized(width: 200, height: 200)
        let unlike = try await crops.references(
            for: [3],
            count: 4,
            copiesOf: [PictureHash(of: resized)]
        )
        #expect(unlike[0].crops == without[0].crops)

        // Where the better one is gone, its copy stands in for it.
        try FileManager.default.removeItem(at: best.url)
        let folder = scratch.url.appending(path: "other")
        let again = ReferenceCrops(
            index: index,
            model: refsample.model,
            attributor: refsample.attributor,
            folder: folder
        )
        let left = try await again.references(for: [3], count: 5)[0]
        #expect(left.unusable.map(\.name) == [best.name])
        #expect(left.crops.contains { number($0.reference.sample) == number(best.name) })
        #expect(Set(left.crops.map { number($0.reference.sample) }).count == left.crops.count)
    }
}
