import Explanations
import Foundation
import Galleries
import SheetFixtures
import Tensors
import Testing

/// What two explanations of one photo have in common, and what not.
@Suite struct ComparisonTests {
    // MARK: Refusals

    @Test func anotherPhotoIsRefusedNamingBoth() throws {
        let fixture = try ComparisonFixture {
            $0.input.sha256 = String(repeating: "d", count: 64)
            $0.input.file = "dog.png"
        }
        defer { fixture.cleanUp() }
        let error = #expect(throws: GalleriesError.self) { try fixture.comparison() }
        let words = error?.description ?? ""
        #expect(
            ["cat.png", "dog.png", "596aa1e7cb87", "dddddddddddd", "/a/", "/b/"]
                .allSatisfy(words.contains),
            "\(words)"
        )
    }

    @Test func oneAndTheSameDocumentIsRefused() throws {
        let fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        let (first, second) = fixture.sides
        #expect(throws: GalleriesError.self) { try Comparison(first, first) }
        // A copy elsewhere is no other explanation.
        #expect(throws: GalleriesError.self) {
            try Comparison(first, ComparedSide(first.explanation, in: second.folder))
        }
    }

    // MARK: Settings

    @Test func onlyWhatDiffersDiffers() throws {
        let fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        let comparison = try fixture.comparison()
        #expect(comparison.differences.map(\.kind) == [.composite])
        #expect(comparison.differences[0].first == "epsilon-plus-flat-head")
        #expect(comparison.differences[0].second == "epsilon-plus-flat")
        #expect(!comparison.isSameWhole && comparison.targetsAgree && comparison.answersAgree)
    }

    @Test func anotherLayerAloneLeavesTheWholeAsItIs() throws {
        let fixture = try ComparisonFixture {
            $0.attribution.composite = "epsilon-plus-flat-head"
            $0.model.layer = "features.9"
        }
        defer { fixture.cleanUp() }
        let comparison = try fixture.comparison()
        #expect(comparison.differences.map(\.kind) == [.layer])
        #expect(comparison.isSameWhole && comparison.matching == .place)
    }

    // MARK: Answers

    @Test func probabilitiesOfBothSidesStandInOneRow() throws {
        let fixture = try ComparisonFixture {
            $0.prediction = Prediction(
                class: 281,
                label: "tiger cat",
                logit: 9,
                probability: 0.7,
                runnersUp: [
                    ScoredClass(class: 285, label: "Egyptian cat", probability: 0.2),
                    ScoredClass(class: 999, label: "toilet tissue", probability: 0.01),
                ]
            )
        }
        defer { fixture.cleanUp() }
        let comparison = try fixture.comparison()
        #expect(!comparison.answersAgree)
        let rows = comparison.answers
        #expect(rows.prefix(2).map(\.scored.label) == ["Egyptian cat", "tiger cat"])
        #expect(rows[0].first == .known(0.38) && rows[0].second == .known(0.2))
        #expect(rows[1].first == .known(0.32) && rows[1].second == .known(0.7))
        #expect(rows[0].isFirst && !rows[0].isSecond && rows[1].isSecond)
        // Not among those that the first one lists: at most the last of them.
        let tissue = try #require(rows.first { $0.scored.label == "toilet tissue" })
        #expect(tissue.first == .below(0.006) && tissue.second == .known(0.01))
        #expect(rows.count == ComparedAnswer.most)
    }

    @Test func namesAloneDoNotMakeClassesOne() throws {
        // Two classes of one list are called crane.
        func answers(_ number: Int, classes: Int) throws -> Bool {
            var fixture = try ComparisonFixture()
            defer { fixture.cleanUp() }
            fixture.first.prediction.class = 134
            fixture.first.prediction.label = "crane"
            fixture.second.prediction.class = number
            fixture.second.prediction.label = "Crane"
            fixture.second.model.classCount = classes
            return try fixture.comparison().answersAgree
        }
        let count = ExplanationFixture().explanation().model.classCount
        #expect(try answers(134, classes: count))
        #expect(try !answers(517, classes: count))
        #expect(try answers(3, classes: 10))
    }

    // MARK: Concepts

    @Test func channelsOfOneLayerBelongTogether() throws {
        let fixture = try ComparisonFixture { second in
            // 0 stays, 1 is told as one merged into 7, 2 is not told but known, the rest are gone.
            second.concepts[1].channels = [7, 1]
            second.concepts[1].channel = 7
            second.concepts[0].layerShare = 0.09
            second.concepts = Array(second.concepts[0...1])
            second.attribution.strongest = [
                StrongChannel(
                    channel: 2,
                    relevance: 0.3,
                    layerShare: 0.012,
                    told: .leftOut,
                    reason: .weakerFor
                )
            ]
        }
        defer { fixture.cleanUp() }
        let comparison = try fixture.comparison()
        #expect(comparison.matching == .channel)
        #expect(
            comparison.pairs.map { [$0.first.channel, $0.second.channel] } == [[0, 0], [1, 7]]
        )
        #expect(comparison.onlyFirst.map(\.concept.channel) == [2, 3, 4])
        #expect(comparison.onlyFirst[0].elsewhere?.layerShare == 0.012)
        #expect(comparison.onlyFirst[0].elsewhere?.reason == .weakerFor)
        #expect(comparison.onlyFirst[1].elsewhere == nil)
        #expect(comparison.onlySecond.isEmpty)
    }

    @Test func otherLayersMatchByPlaceTheBestFirst() throws {
        let fixture = try ComparisonFixture { $0.model.layer = "features.9" }
        defer { fixture.cleanUp() }
        let view = fixture.first.input.view
        let places = [(0.35, 0.3), (0.65, 0.3), (0.35, 0.7), (0.65, 0.7), (0.5, 0.5)]
        func write(_ channel: Int, _ place: (Double, Double), of side: String) throws {
            let sign = fixture.first.concepts[channel].layerShare < 0 ? -1.0 : 1
            try fixture.write(
                ComparisonFixture.map(side: 64, view: view) { x, y in
                    sign * ComparisonFixture.hill(x, y, at: place, width: 0.05)
                },
                "assets/concept-\(channel).safetensors",
                of: side
            )
        }
        for channel in 0..<5 { try write(channel, places[channel], of: "a") }
        // The second side's concept 2 lies where 0 does, its 0 nearly there; its 1 lies where 3 does; its 3 lies
        // where nothing is; its 4, against the answer, where 4 does.
        try write(2, places[0], of: "b")
        try write(0, (0.36, 0.31), of: "b")
        try write(1, places[3], of: "b")
        try write(3, (0.5, 0.12), of: "b")
        try write(4, places[4], of: "b")
        let comparison = try fixture.comparison()
        #expect(comparison.matching == .place)
        let pairs = Set(comparison.pairs.map { [$0.first.channel, $0.second.channel] })
        #expect(pairs == [[0, 2], [3, 1], [4, 4]])
        #expect(comparison.pairs.allSatisfy { ($0.agreement.overlap ?? 0) > 0.95 })
        #expect(comparison.pairs.map(\.strength) == comparison.pairs.map(\.strength).sorted(by: >))
        #expect(comparison.onlyFirst.map(\.concept.channel) == [1, 2])
        #expect(comparison.onlySecond.map(\.concept.channel) == [0, 3])
        #expect(comparison.onlyFirst.allSatisfy { $0.elsewhere == nil })
    }

    @Test func signsThatDifferNeverMatchByPlace() throws {
        let fixture = try ComparisonFixture { second in
            second.model.layer = "features.9"
            for index in second.concepts.indices { second.concepts[index].layerShare *= -1 }
        }
        defer { fixture.cleanUp() }
        let pairs = try fixture.comparison().pairs
        #expect(pairs.allSatisfy { ($0.first.layerShare < 0) == ($0.second.layerShare < 0) })
    }

    // MARK: The file

    @Test func theFileHoldsTheMeasures() throws {
        let fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        let comparison = try fixture.comparison()
        let file = ComparisonFile(comparison, provenance: fixture.first.provenance)
        let read = try JSONDecoder().decode(ComparisonFile.self, from: file.encoded())
        #expect(read == file)
        #expect(read.schema == "llexicorp/comparison/1")
        #expect(read.pairs.count == 5 && read.agreement == comparison.agreement)
    }
}
