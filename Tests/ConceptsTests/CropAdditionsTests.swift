import Concepts
import Explanations
import Foundation
import Images
import Tensors
import Testing

@Suite("Whole views, looks and name tests", .serialized)
struct CropAdditionsTests {
    private let refsample: Refsample
    private static let layer = "features.28"

    init() throws { refsample = try Refsample.shared.get() }

    private func crops(in scratch: ScratchFolder) async throws -> (ReferenceIndex, ReferenceCrops) {
        let report = try await refsample.builder(layer: Self.layer, in: scratch).build()
        let index = try ReferenceIndex(open: report.url)
        return (
            index,
            ReferenceCrops(index: index, model: refsample.model, attributor: refsample.attributor)
        )
    }

    /// Makes entries what an older version left: without views and looks.
    private func age(_ found: [ChannelReferences]) throws {
        for crop in found.flatMap(\.crops) {
            if let frame = crop.frameFile { try FileManager.default.removeItem(at: frame) }
            let file = crop.pictureFile.deletingPathExtension().appendingPathExtension("json")
            let value = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
            var parts = try #require((value as? [String: [String: Any]])?["parts"])
            for name in ["frameSHA256", "surface", "surfaceVersion"] {
                #expect(parts.removeValue(forKey: name) != nil)
            }
            try JSONSerialization.data(withJSONObject: ["parts": parts]).write(to: file)
        }
    }

    @Test("a reference has its photo's whole view as a small JPEG file, and its looks")
    func frame() async throws {
        let scratch = try ScratchFolder()
        let (index, crops) = try await crops(in: scratch)
        let found = try await crops.references(for: [3], count: 3)[0].crops
        let pictures = try refsample.pictures()
        let ranked = try index.references(channel: 3, count: 3)
        try #require(found.count == 3)
        for (place, crop) in found.enumerated() {
            #expect(crop.reference.frame == "assets/reference-3-\(place + 1)-frame.jpg")
            let bytes = [UInt8](try Data(contentsOf: #require(crop.frameFile)))
            #expect(!bytes.indices.contains { bytes[$0...].starts(with: "Exif".utf8) })
            let frame = try PictureFile.read(bytes: bytes, origin: "frame").picture
            #expect(frame.width == 64 && frame.height == 64)
            // The photo is as large as the view: the view is the photo, but for JPEG's losses.
            let photo = pictures[ranked[place].sample.ordinal]
            let differences = zip(frame.pixels, photo.pixels).map { abs(Int($0) - Int($1)) }
            let mean = Double(differences.reduce(0, +)) / Double(differences.count)
            #expect(mean < 12, "\(mean)")
            let expected = try SurfaceMeasure.surface(
                of: PictureFile.read(crop.pictureFile).picture,
                heatmap: SafetensorsFile(contentsOf: crop.heatmapFile).tensor(named: "heatmap"),
                cropBox: crop.reference.cropBox
            )
            #expect(expected != nil && crop.reference.surface == expected)
        }
    }

    @Test("entries of an older version get what they lack; crop and heatmap stay")
    func completed() async throws {
        let scratch = try ScratchFolder()
        let (_, crops) = try await crops(in: scratch)
        let first = try await crops.references(for: [3, 27], count: 4)
        let pictures = first.flatMap(\.crops).map(\.pictureFile)
        let dates = try pictures.map(modified)
        let frames = try first.flatMap(\.crops).map { try Data(contentsOf: #require($0.frameFile)) }
        try age(first)
        #expect(try await crops.references(for: [3, 27], count: 4) == first)
        #expect(try pictures.map(modified) == dates)
        let again = try first.flatMap(\.crops).map { try Data(contentsOf: #require($0.frameFile)) }
        #expect(again == frames)
        // Now they are whole: no photo is needed any more.
        try FileManager.default.removeItem(at: scratch.url.appending(path: "photos"))
        #expect(try await crops.references(for: [3, 27], count: 4) == first)
    }

    @Test("where the photo is gone, an older entry gets its looks and no view")
    func withoutPhotos() async throws {
        let scratch = try ScratchFolder()
        let (_, crops) = try await crops(in: scratch)
        let first = try await crops.references(for: [3], count: 4)
        try age(first)
        try FileManager.default.removeItem(at: scratch.url.appending(path: "photos"))
        let later = try await crops.references(for: [3], count: 4)
        #expect(later[0].unusable.isEmpty && later[0].crops.count == 4)
        for (crop, before) in zip(later[0].crops, first[0].crops) {
            #expect(crop.frameFile == nil && crop.reference.frame == nil)
            #expect(crop.reference.surface == before.reference.surface)
            #expect(crop.pictureFile == before.pictureFile)
        }
    }

    @Test("a damaged view is made anew")
    func damagedFrame() async throws {
        let scratch = try ScratchFolder()
        let (_, crops) = try await crops(in: scratch)
        let first = try await crops.references(for: [3], count: 2)
        let frame = try #require(first[0].crops[1].frameFile)
        let bytes = try Data(contentsOf: frame)
        try Data("damaged".utf8).write(to: frame)
        #expect(try await crops.references(for: [3], count: 2) == first)
        #expect(try Data(contentsOf: frame) == bytes)
    }

    @Test("a name test holds the next references and as many photos that are none")
    func nameTest() async throws {
        let scratch = try ScratchFolder()
        let (index, crops) = try await crops(in: scratch)
        let ranked = try index.references(channel: 3, count: 7)
        let explained = ranked[4].sample.photo.sha256
        let shown = try await crops.references(for: [3], count: 3, excluding: [explained])
        let test = try await crops.nameTests(after: shown, count: 2, excluding: [explained])[0]
        #expect(test.map(\.sample.rank).compactMap(\.self).sorted() == [4, 6])
        #expect(test.count == 4)
        let best = Set(ranked.map(\.sample.photo.sha256))
        for (place, crop) in test.enumerated() {
            let sample = crop.sample
            #expect(sample.crop == "assets/name-test-3-\(place + 1).png")
            if let rank = sample.rank {
                #expect(sample.sha256 == ranked[rank - 1].sample.photo.sha256)
                #expect(sample.sample == ranked[rank - 1].sample.photo.name)
            } else {
                #expect(!best.contains(sample.sha256))
            }
            #expect(sample.label?.hasPrefix("class ") == true)
            let picture = try PictureFile.read(crop.pictureFile).picture
            #expect(picture.width == picture.height && picture.width >= 25)
        }
        #expect(Set(test.map(\.sample.sha256)).count == 4)
        // The same again, without the photos; and another choice for another channel.
        try FileManager.default.removeItem(at: scratch.url.appending(path: "photos"))
        let again = try await crops.nameTests(after: shown, count: 2, excluding: [explained])
        #expect(again == [test])
    }

    @Test("few references give a short test, and channels differ in choice and order")
    func shortTests() async throws {
        let scratch = try ScratchFolder()
        let (index, crops) = try await crops(in: scratch)
        // The index keeps seven photos a channel.
        let shown = try await crops.references(for: [3, 27, 41], count: 5)
        let tests = try await crops.nameTests(after: shown)
        for (test, references) in zip(tests, shown) {
            let usable = try index.references(channel: references.channel, count: 7)
                .count { $0.score > 0 }
            let heldOut = test.count { $0.sample.isHeldOut }
            #expect(heldOut <= max(usable - 5, 0))
            #expect(test.count == 2 * heldOut)
        }
        #expect(tests.contains { !$0.isEmpty })
        let random = tests.map { $0.filter { !$0.sample.isHeldOut }.map(\.sample.sha256) }
        #expect(Set(random).count > 1)
        let orders = Set(tests.map { $0.map(\.sample.isHeldOut) })
        #expect(orders.count > 1, "\(orders)")
        #expect(try await crops.nameTests(after: []).isEmpty)
    }

    @Test("a photo in which the channel saw nothing is shown whole")
    func emptyHeatmap() async throws {
        let scratch = try ScratchFolder()
        let (index, crops) = try await crops(in: scratch)
        let photo = try index.samples()[5].photo
        let part = try #require(try crops.maker.wholeView(of: photo))
        #expect(part.cropBox == .whole && part.surface == nil)
        #expect(try PictureFile.read(part.picture).picture == ReferencePhoto.load(photo))
        try FileManager.default.removeItem(at: photo.url)
        #expect(try crops.maker.wholeView(of: photo)?.picture == part.picture)
        let other = try index.samples()[6].photo
        try FileManager.default.removeItem(at: other.url)
        #expect(try crops.maker.wholeView(of: other) == nil)
    }

    @Test("a channel without references has no name test")
    func deadChannel() async throws {
        let scratch = try ScratchFolder()
        let (index, crops) = try await crops(in: scratch)
        let dead = try #require(
            try (0..<index.run.channels).first {
                try index.references(channel: $0, count: 1).allSatisfy { $0.score <= 0 }
            }
        )
        let shown = try await crops.references(for: [dead])
        #expect(try await crops.nameTests(after: shown) == [[]])
    }

    private func modified(_ file: URL) throws -> Date? {
        try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
    }
}
