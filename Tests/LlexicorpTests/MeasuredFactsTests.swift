import Explanations
import Foundation
import Images
import Llexicorp
import Testing

@Suite("Measured facts in the document")
struct MeasuredFactsTests {
    private let folder: URL
    /// A narrow VGG16 with random weights (see the note beside it).
    private let weights = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../AttributionTests/Fixtures/tinyvgg/weights.safetensors")
        .standardizedFileURL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("llexicorp-facts-\(UUID().uuidString)")
        let photos = folder.appending(path: "photos")
        try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
        for number in 0..<50 {
            try Self.photo(number).writePNG(to: photos.appending(path: "\(number).png"))
        }
    }

    /// Differently coloured checks around a disc.
    private static func photo(_ number: Int) -> Picture {
        var pixels: [UInt8] = []
        let cell = 8 + number % 7 * 5
        for row in 0..<260 {
            for column in 0..<270 {
                let (x, y) = (column - 60 - number, row - 110)
                let inside = x * x + y * y < (40 + number) * (40 + number)
                let even = (column / cell + row / cell) % 2 == 0
                pixels.append(UInt8(inside ? 220 : number * 4))
                pixels.append(UInt8(even ? 200 : row / 2))
                pixels.append(UInt8(inside && even ? 30 : 250 - number * 3))
            }
        }
        return Picture(width: 270, height: 260, pixels: pixels)
    }

    private func explain(verifyingNames: Bool) async throws -> (Explanation, URL) {
        let index = folder.appending(path: "index.sqlite")
        if !FileManager.default.fileExists(atPath: index.path) {
            _ = try await IndexPress.build(
                IndexPress.Job(
                    photos: folder.appending(path: "photos"),
                    model: "vgg16",
                    weights: weights,
                    layer: "features.28",
                    composite: "epsilon-plus-flat-head",
                    output: index
                ),
                note: { _ in },
                progress: { _ in }
            )
        }
        var settings = ExplainSettings()
        settings.model = "vgg16"
        settings.weights = weights
        settings.layer = "features.28"
        settings.index = index
        // Random weights make no patterns: a filter would leave hardly anything.
        settings.keepsAll = true
        settings.formats = []
        settings.narrator.verifiesNames = verifyingNames
        let output = folder.appending(path: "out")
        let outcome = try await Explainer(settings).explain(
            folder.appending(path: "photos/7.png"),
            into: output
        )
        return (outcome.explanation, output)
    }

    @Test(
        "overlaps, looks, views and name tests are in the document, and their assets in the folder"
    )
    func facts() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (plain, _) = try await explain(verifyingNames: false)
        #expect(plain.concepts.allSatisfy { $0.nameTestSamples == nil })
        let (explanation, output) = try await explain(verifyingNames: true)
        let concepts = explanation.concepts
        try #require(concepts.count > 1)
        for concept in concepts {
            let region = try #require(concept.region)
            let appearance = try #require(concept.appearance)
            #expect(appearance.region.colorShare > 0 && appearance.rest.colorShare <= 1)
            let overlaps = try #require(concept.overlaps)
            #expect(
                overlaps.map(\.channel) == concepts.map(\.channel).filter { $0 != concept.channel }
            )
            // A common part is counted from both sides.
            for overlap in overlaps {
                let other = try #require(concepts.first { $0.channel == overlap.channel })
                let back = try #require(
                    other.overlaps?.first { $0.channel == concept.channel }
                )
                let area = try #require(other.region).halfArea
                #expect(abs(overlap.share * region.halfArea - back.share * area) < 1e-9)
            }
            for reference in concept.references {
                #expect(reference.surface != nil)
                let frame = try #require(reference.frame)
                let picture = try PictureFile.read(output.appending(path: frame)).picture
                #expect(picture.width == 224 && picture.height == 224)
            }
            let samples = try #require(concept.nameTestSamples)
            #expect(samples.count { $0.isHeldOut } * 2 == samples.count)
            #expect(samples.count { $0.isHeldOut } <= 6)
            #expect(samples.allSatisfy { $0.sha256 != explanation.input.sha256 })
            let shown = Set(concept.references.map(\.sha256))
            #expect(shown.isDisjoint(with: samples.map(\.sha256)))
            for sample in samples {
                let picture = try PictureFile.read(output.appending(path: sample.crop)).picture
                #expect(picture.width == picture.height)
            }
        }
        #expect(concepts.contains { $0.nameTestSamples?.count == 12 })
        #expect(concepts.contains { $0.references.count == 6 })
        // What the document says is what is written.
        let written = try ExplanationFile.read(from: output)
        #expect(written == explanation)
    }
}
