import Attribution
import Concepts
import Foundation
import Models
import Synchronization
import Testing

@Suite("Surveying layers")
struct LayerSurveyTests {
    private static let settings = {
        var settings = LayerSurvey.Settings()
        settings.explained = 12
        settings.references = 60
        settings.concepts = 2
        return settings
    }()

    private func survey(
        layers: [String]? = ["parts", "mix"],
        composites: [Composite] = [.epsilonPlusFlat]
    ) throws -> LayerSurvey {
        try LayerSurvey(
            model: PlantedNetwork().model,
            composites: composites,
            layers: layers,
            settings: Self.settings
        )
    }

    /// A report without its times.
    private func timeless(_ report: LayerSurveyReport) -> [SurveyedLayer] {
        report.layers.map { layer in
            var layer = layer
            layer.secondsPerHeatmap = 0
            layer.secondsPerPhoto = 0
            return layer
        }
    }

    @Test("A layer that sees parts is recommended, one that gives every channel one map is not")
    func planted() throws {
        let scratch = try ScratchFolder()
        let last = Mutex((done: 0, total: 0))
        let report = try survey().run(on: try PlantedNetwork.photos(in: scratch)) { done, total in
            last.withLock { state in
                #expect(done >= state.done && done <= total)
                state = (done, total)
            }
        }
        // 60 photos are read and scored, 12 explained.
        let (done, total) = last.withLock { $0 }
        #expect(done == 132 && total == 132)
        try #require(report.layers.map(\.layer) == ["parts", "mix"])
        let (parts, mix) = (report.layers[0], report.layers[1])
        #expect(report.recommended == "parts" && report.isGood)
        // Two detectors hold all relevance; two of six channels of the mixture hold a part of it.
        #expect(abs(parts.coverage - 1) < 1e-5)
        #expect(mix.coverage > 0.4 && mix.coverage < 0.95)
        // Squares in opposite corners exclude each other; the mixture's channels see both.
        #expect(try #require(parts.correlation) < 0)
        #expect(try #require(mix.correlation) > 0.95)
        #expect(try #require(parts.coherence) > 0.85)
        #expect(report.warnings.contains { $0.hasPrefix("mix: the told maps are nearly the same") })
        #expect(parts.emptyHeatmaps == 0 && parts.negativeReferences == 0)
        #expect(parts.channels == 6 && parts.places == [32, 32])
        #expect(parts.secondsPerHeatmap > 0 && parts.secondsPerPhoto > 0)
        #expect(report.photos.explained == 12 && report.photos.references == 60)
    }

    @Test("The same photos give the same numbers, whatever their order and names")
    func deterministic() throws {
        let scratch = try ScratchFolder()
        let photos = try PlantedNetwork.photos(in: scratch)
        let once = try survey().run(on: photos)
        let turned = PhotoList(
            samples: photos.samples.reversed().map { sample in
                PhotoSample(
                    name: "other/" + sample.name,
                    url: sample.url,
                    sha256: sample.sha256,
                    label: nil,
                    wordNetID: nil,
                    credit: sample.credit
                )
            },
            source: photos.source
        )
        #expect(try timeless(survey().run(on: turned)) == timeless(once))
    }

    @Test("Each composite gets its rows")
    func composites() throws {
        let scratch = try ScratchFolder()
        let report = try survey(composites: [.epsilonPlusFlat, .epsilonPlus])
            .run(on: try PlantedNetwork.photos(in: scratch))
        #expect(
            report.layers.map(\.composite) == [
                "epsilon-plus-flat", "epsilon-plus-flat", "epsilon-plus", "epsilon-plus",
            ]
        )
    }

    @Test("A broken photo is replaced by another; too few photos are refused")
    func photos() throws {
        let scratch = try ScratchFolder()
        let all = try PlantedNetwork.photos(in: scratch)
        let first = SurveyPhotos.drawn(from: all.samples, seed: 1)[0]
        try Data("no picture".utf8).write(to: first.url)
        let report = try survey().run(on: all)
        #expect(report.photos.unreadable == [first.name])
        #expect(report.photos.references == 59 && report.photos.explained == 12)
        #expect(report.warnings.contains { $0.contains("1 photo cannot be read") })

        let few = PhotoList(samples: Array(all.samples.prefix(5)), source: all.source)
        let error = #expect(throws: ConceptsError.self) { _ = try survey().run(on: few) }
        #expect(error?.description.contains("needs 8 photos") == true)
    }

    @Test("Another seed draws other photos; no photo is drawn twice")
    func drawing() throws {
        let scratch = try ScratchFolder()
        let samples = try PlantedNetwork.photos(in: scratch).samples
        let drawn = SurveyPhotos.drawn(from: samples, seed: 1).map(\.sha256)
        #expect(Set(drawn) == Set(samples.map(\.sha256)))
        #expect(SurveyPhotos.drawn(from: samples.reversed(), seed: 1).map(\.sha256) == drawn)
        #expect(SurveyPhotos.drawn(from: samples, seed: 2).map(\.sha256) != drawn)
    }

    @Test("Layers that cannot be surveyed are refused by name")
    func layers() throws {
        #expect(throws: ModelsError.self) { _ = try survey(layers: ["parts", "part"]) }
        let flat = #expect(throws: ConceptsError.self) { _ = try survey(layers: ["flatten"]) }
        #expect(flat?.description.contains("flatten") == true)
        // Named twice is once.
        let scratch = try ScratchFolder()
        let report = try survey(layers: ["mix", "mix"])
            .run(on: try PlantedNetwork.photos(in: scratch))
        #expect(report.layers.count == 1)
    }
}
