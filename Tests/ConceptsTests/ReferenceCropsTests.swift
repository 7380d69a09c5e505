import Attribution
import Concepts
import Explanations
import Foundation
import Images
import Tensors
import Testing

@Suite("Reference crops", .serialized)
struct ReferenceCropsTests {
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

    @Test("A crop is the square around what the channel saw, with its heatmap")
    func content() async throws {
        let scratch = try ScratchFolder()
        let (index, crops) = try await crops(in: scratch)
        let found = try await crops.references(for: [3, 27], count: 3)
        #expect(found.map(\.channel) == [3, 27])
        let pictures = try refsample.pictures()
        let golden = try refsample.golden.tensor(named: "ref.features.28.3.full.heatmap")
        let ranked = try index.references(channel: 3, count: 3)
        try #require(found[0].crops.count == 3 && found[0].unusable.isEmpty)
        for (place, crop) in found[0].crops.enumerated() {
            let reference = crop.reference
            #expect(reference.sample == ranked[place].sample.photo.name)
            #expect(reference.score == ranked[place].score)
            #expect(reference.answer == ranked[place].sample.answer)
            #expect(reference.crop == "assets/reference-3-\(place + 1).png")
            let square = try ReferenceSquare(around: golden.slice(place))
            #expect(reference.cropBox.x == square.box.x && reference.cropBox.y == square.box.y)
            #expect(reference.cropBox.width == square.box.width)
            let range = CropRange(of: golden.slice(place))
            #expect(reference.seenBox.x == Double(range.columns.lowerBound) / 64)
            #expect(reference.seenBox.height == Double(range.rows.count) / 64)
            // The photo is as large as the view, so the crop is its pixels.
            let picture = try PictureFile.read(crop.pictureFile).picture
            #expect(
                picture
                    == pictures[ranked[place].sample.ordinal].cropped(
                        x: square.column,
                        y: square.row,
                        width: square.side,
                        height: square.side
                    )
            )
            let heatmap = try SafetensorsFile(contentsOf: crop.heatmapFile)
                .tensor(named: "heatmap")
            let expected = square.part(of: golden.slice(place))
            #expect(heatmap.shape == expected.shape)
            let largest = expected.elements.map(abs).max() ?? 0
            for (mine, theirs) in zip(heatmap.elements, expected.elements) {
                #expect(abs(mine - theirs) <= 1e-4 * largest)
            }
        }
    }

    @Test("Made crops are used again; damaged ones are made anew")
    func cache() async throws {
        let scratch = try ScratchFolder()
        let (_, crops) = try await crops(in: scratch)
        let first = try await crops.references(for: [3], count: 4)
        let files = first[0].crops.flatMap { [$0.pictureFile, $0.heatmapFile] }
        let bytes = try files.map { try Data(contentsOf: $0) }
        let dates = try files.map { try modified($0) }

        try Data("damaged".utf8).write(to: files[0])
        try FileManager.default.removeItem(at: files[3])
        let description = files[4].deletingPathExtension().appendingPathExtension("json")
        try Data("{".utf8).write(to: description)

        let second = try await crops.references(for: [3], count: 4)
        #expect(second == first)
        #expect(try files.map { try Data(contentsOf: $0) } == bytes)
        #expect(try modified(files[6]) == dates[6] && modified(files[7]) == dates[7])
        // Nothing half-written stays.
        let names = try #require(
            FileManager.default.enumerator(
                atPath: ReferenceCrops.folder(
                    beside: scratch.url.appending(path: "index.sqlite")
                ).path
            )
        ).compactMap { $0 as? String }.filter { $0.contains(".") }
        #expect(names.count == 16)
    }

    @Test("From the cache no photo is read")
    func withoutPhotos() async throws {
        let scratch = try ScratchFolder()
        let (_, crops) = try await crops(in: scratch)
        let first = try await crops.references(for: [3, 27])
        try FileManager.default.removeItem(at: scratch.url.appending(path: "photos"))
        #expect(try await crops.references(for: [3, 27]) == first)
        // Another channel has none, and says why.
        let other = try await crops.references(for: [5])
        #expect(other[0].crops.isEmpty && !other[0].unusable.isEmpty)
        #expect(other[0].unusable[0].reason.hasSuffix("cannot be read"))
    }

    @Test("The explained photo is not its own reference; the next in rank takes its place")
    func excluded() async throws {
        let scratch = try ScratchFolder()
        let (index, crops) = try await crops(in: scratch)
        let ranked = try index.references(channel: 3, count: 7)
        let found = try await crops.references(
            for: [3],
            count: 3,
            excluding: [ranked[1].sample.photo.sha256]
        )
        #expect(
            found[0].crops.map(\.reference.sample)
                == [0, 2, 3].map { ranked[$0].sample.photo.name }
        )
        #expect(found[0].crops.map(\.reference.crop).last == "assets/reference-3-3.png")
    }

    @Test("A changed photo is passed over and named")
    func changedPhoto() async throws {
        let scratch = try ScratchFolder()
        let (index, crops) = try await crops(in: scratch)
        let ranked = try index.references(channel: 3, count: 7)
        try Data("changed".utf8).write(to: ranked[0].sample.photo.url)
        let found = try await crops.references(for: [3], count: 2)
        #expect(
            found[0].crops.map(\.reference.sample)
                == [1, 2].map { ranked[$0].sample.photo.name }
        )
        #expect(found[0].unusable.map(\.name) == [ranked[0].sample.photo.name])
        #expect(found[0].unusable[0].reason.contains("has changed"))
    }

    @Test("Photos that moved are found by a list of where they lie now")
    func moved() async throws {
        let scratch = try ScratchFolder()
        let (index, crops) = try await crops(in: scratch)
        let there = scratch.url.appending(path: "there")
        try FileManager.default.moveItem(at: scratch.url.appending(path: "photos"), to: there)
        #expect(try await crops.references(for: [3], count: 2)[0].crops.isEmpty)
        let now = ReferenceCrops(
            index: index,
            model: refsample.model,
            attributor: refsample.attributor,
            photos: try PhotoList.folder(there)
        )
        let found = try await now.references(for: [3], count: 2)[0]
        #expect(found.crops.count == 2 && found.unusable.isEmpty)
        #expect(found.crops[0].reference.sample.hasPrefix("photos/"))
    }

    @Test("Between two channels the task can be cancelled")
    func cancelled() async throws {
        let scratch = try ScratchFolder()
        let (_, crops) = try await crops(in: scratch)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await crops.references(for: [3, 27])
        }
        await #expect(throws: CancellationError.self) { _ = try await task.value }
    }

    @Test("A dead channel has no references")
    func deadChannel() async throws {
        let scratch = try ScratchFolder()
        let (index, crops) = try await crops(in: scratch)
        let dead = try (0..<index.run.channels).filter {
            try index.references(channel: $0, count: 1).allSatisfy { $0.score <= 0 }
        }
        try #require(!dead.isEmpty)
        let found = try await crops.references(for: dead)
        #expect(found.allSatisfy { $0.crops.isEmpty && $0.unusable.isEmpty })
    }

    @Test("A channel that is not there is told")
    func noChannel() async throws {
        let scratch = try ScratchFolder()
        let (_, crops) = try await crops(in: scratch)
        await #expect(throws: ConceptsError.self) { try await crops.references(for: [3, 64]) }
    }

    @Test("A cut-off photo is broken in the index, the others are scored")
    func brokenPhoto() async throws {
        let scratch = try ScratchFolder()
        let report = try await refsample.builder(
            layer: Self.layer,
            in: scratch,
            targetRule: .ownTop1,
            broken: [5, 40]
        ).build()
        #expect(report.scored == 62)
        #expect(report.broken.map(\.name) == ["photos/5.png", "photos/40.png"])
        let index = try ReferenceIndex(open: report.url)
        #expect(try index.samples()[6].answer?.label.hasPrefix("class ") == true)
    }

    private func modified(_ file: URL) throws -> Date? {
        try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
    }
}
