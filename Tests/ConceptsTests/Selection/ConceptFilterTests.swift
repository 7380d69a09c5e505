import Concepts
import Explanations
import Tensors
import Testing

@Suite("Filtering concepts")
struct ConceptFilterTests {
    /// The sum of absolute values is 100.
    private let sums: [Double] = [30, 20, 15, 10, 8, 6, 4, 2, -3, -2]

    private func isClose(_ one: Double, _ other: Double) -> Bool { abs(one - other) < 1e-12 }

    @Test("nothing is left out where nothing speaks against it, and one pass does")
    func allPass() throws {
        let stage = SelectionStage(sums)
        let selection = try stage.select()
        #expect(selection.told.map(\.channel) == [0, 1, 2, 3, 4, 8])
        #expect(selection.told.allSatisfy { $0.merged.isEmpty && $0.channels == [$0.channel] })
        #expect(selection.told.allSatisfy { $0.worth?.doubts.isEmpty == true })
        #expect(selection.told.map(\.heatmap) == [0, 1, 2, 3, 4, 8].map { stage.maps[$0] })
        #expect(isClose(selection.coverage, 0.86) && selection.summary.layerShareFiltered == 0)
        #expect(!selection.nonePassed && !selection.summary.keepsAll)
        #expect(selection.leftOut.map(\.reason) == [.weakerFor, .weakerAgainst])
        #expect(selection.leftOut.map(\.channels) == [[5, 6, 7], [9]])
        #expect(stage.batches.count == 1)
        #expect(stage.batches[0].allSatisfy { $0.count == 1 })
    }

    @Test("a channel's worth is in the document's words")
    func worth() throws {
        let stage = SelectionStage(sums)
        stage.worths[1] = ChannelWorth(
            channel: 1,
            coherence: 0.8,
            labelEntropy: 0.3,
            patterns: 2,
            patternOfPhoto: ["1-0": 2],
            firingRate: 0.4,
            negativeReferences: 0.1,
            referenceCount: 9
        )
        let worth = try #require(try stage.select().told[1].worth)
        #expect(worth.coherence == 0.8 && worth.labelEntropy == 0.3 && worth.patterns == 2)
        #expect(worth.firingRate == 0.4 && worth.negativeReferences == 0.1)
        #expect(worth.borderShare == 0 && worth.doubts.isEmpty)
    }

    /// One measure of channel 1 on the wrong side of its limit.
    struct Fault: Sendable, CustomTestStringConvertible {
        var reason: LeftOutGroup.Reason
        var threshold: String
        var value: Double
        var isOfIndex = true
        var plant: @Sendable (SelectionStage, Int) -> Void
        var testDescription: String { threshold }
    }

    static let faults = [
        Fault(reason: .noReferences, threshold: "leastReferences", value: 1) { stage, channel in
            stage.worths[channel] = SelectionStage.worth(channel, coherence: nil, references: 1)
        },
        Fault(reason: .noPattern, threshold: "leastCoherence", value: 0.5) { stage, channel in
            stage.worths[channel] = SelectionStage.worth(channel, coherence: 0.5)
        },
        Fault(reason: .noPattern, threshold: "mostFiringExcess", value: 8) { stage, channel in
            stage.worths[channel] = SelectionStage.worth(channel, firingExcess: 8)
        },
        Fault(reason: .negativeReferences, threshold: "mostNegativeReferences", value: 0.75) {
            stage,
            channel in
            stage.worths[channel] = SelectionStage.worth(channel, negative: 0.75)
        },
        Fault(
            reason: .emptyHeatmap,
            threshold: "leastHeatmapShare",
            value: 0,
            isOfIndex: false
        ) { stage, channel in
            stage.maps[channel] = Tensor(zeros: [SelectionStage.side, SelectionStage.side])
        },
        Fault(reason: .border, threshold: "mostBorderShare", value: 1, isOfIndex: false) {
            stage,
            channel in
            let value: Float = stage.sums[channel] < 0 ? -1 : 1
            stage.maps[channel] = SelectionStage.drawing { row, _ in row == 1 ? value : 0 }
        },
        Fault(
            reason: .repeatsOverall,
            threshold: "mostOverallCorrelation",
            value: 1,
            isOfIndex: false
        ) { stage, channel in
            let value: Float = stage.sums[channel] < 0 ? -1 : 1
            stage.maps[channel] = SelectionStage.drawing { ($0 + $1) % 2 == 0 ? 3 * value : value }
        },
    ]

    @Test("each measure leaves a channel out under its own name", arguments: faults)
    func fault(_ fault: Fault) throws {
        let stage = SelectionStage(sums)
        fault.plant(stage, 1)
        let selection = try stage.select()
        #expect(selection.told.map(\.channel) == [0, 2, 3, 4, 5, 8])
        let group = try #require(selection.leftOut.first)
        #expect(group.reason == fault.reason && group.channels == [1])
        #expect(isClose(group.layerShare, 0.2) && isClose(group.strongest, 0.2))
        let finding = try #require(group.findings?.first)
        #expect(group.findings?.count == 1 && finding.channel == 1)
        #expect(finding.threshold == fault.threshold && finding.reason == fault.reason)
        #expect(isClose(finding.value ?? .nan, fault.value))
        #expect(SelectionThresholds.names.contains(finding.threshold))
        #expect(isClose(selection.summary.layerShareFiltered, 0.2))
        #expect(isClose(selection.coverage, 0.72))

        // The same measure of the strongest channel against.
        let other = SelectionStage(sums)
        fault.plant(other, 8)
        let against = try other.select()
        #expect(against.told.map(\.channel) == [0, 1, 2, 3, 4, 9])
        #expect(against.leftOut.first?.reason == fault.reason)
        #expect(isClose(against.leftOut.first?.layerShare ?? 0, -0.03))

        // The paper's way: told where it stands, with its doubt.
        let kept = try stage.select(keepsAll: true)
        #expect(kept.told.map(\.channel) == [0, 1, 2, 3, 4, 8] && kept.summary.keepsAll)
        #expect(kept.told.map { $0.worth?.doubts.map(\.reason) ?? [] }[1] == [fault.reason])
        #expect(kept.told.allSatisfy { ($0.worth?.doubts.isEmpty ?? true) == ($0.channel != 1) })
        #expect(kept.leftOut.map(\.reason) == [.weakerFor, .weakerAgainst])

        // Without an index only what the heatmap says counts.
        stage.hasIndex = false
        let bare = try stage.select()
        #expect(bare.told.map(\.channel).contains(1) == fault.isOfIndex)
    }

    @Test("a limit is no fault, one step beyond it is")
    func limits() throws {
        let stage = SelectionStage(sums)
        stage.worths[1] = SelectionStage.worth(
            1,
            coherence: 0.7,
            negative: 0.2,
            references: 3,
            firingExcess: 2.5
        )
        func isTold(_ change: (inout SelectionThresholds) -> Void) throws -> Bool {
            try stage.select {
                $0.leastCoherence = 0.6
                change(&$0)
            }.told.contains { $0.channel == 1 }
        }
        #expect(try isTold { $0.leastCoherence = 0.7 })
        #expect(try !isTold { $0.leastCoherence = 0.70001 })
        #expect(try isTold { $0.mostNegativeReferences = 0.2 })
        #expect(try !isTold { $0.mostNegativeReferences = 0.19999 })
        #expect(try isTold { $0.leastReferences = 3 })
        #expect(try !isTold { $0.leastReferences = 4 })
        #expect(try isTold { $0.leastLayerShare = 0.2 })
        #expect(try !isTold { $0.leastLayerShare = 0.20001 })
        #expect(try isTold { $0.mostFiringExcess = 2.5 })
        #expect(try !isTold { $0.mostFiringExcess = 2.49 })
        // -3 of 100 in Double, whatever its last bit.
        let against = try #require(try stage.select().told.last)
        #expect(against.channel == 8 && isClose(against.layerShare, -0.03))
        let share = -against.layerShare
        #expect(try stage.select { $0.leastAgainstShare = share }.told.last?.channel == 8)
        #expect(try stage.select { $0.leastAgainstShare = 1.0001 * share }.told.last?.channel == 5)
    }

    @Test("a map that repeats the whole prediction's is told where its references are clear")
    func clearReferences() throws {
        let stage = SelectionStage(sums)
        stage.maps[1] = SelectionStage.checks
        #expect(try !stage.select().told.contains { $0.channel == 1 })
        stage.worths[1] = SelectionStage.worth(1, coherence: 0.9)
        #expect(try stage.select().told.map(\.channel) == [0, 1, 2, 3, 4, 8])
        #expect(
            try !stage.select { $0.repeatingCoherence = 0.91 }.told.contains { $0.channel == 1 }
        )
        // Without an index there is nothing but the map.
        stage.hasIndex = false
        #expect(try !stage.select().told.contains { $0.channel == 1 })
    }

    @Test("the explained photo is no reference of its own concept")
    func ownPhoto() throws {
        let stage = SelectionStage(sums)
        // The index counts two; without the explained photo one is listed.
        stage.worths[2] = SelectionStage.worth(2, references: 2)
        stage.references[2] = ["only"]
        let group = try #require(try stage.select().leftOut.first)
        #expect(group.reason == .noReferences && group.channels == [2])
        #expect(group.findings?.first?.value == 1)
    }

    @Test("weak channels do not fill places, and are said to be too weak")
    func tooWeak() throws {
        let stage = SelectionStage([60, 39, 0.4, 0.3, 0.2, 0.1])
        let selection = try stage.select(count: 4)
        #expect(selection.told.map(\.channel) == [0, 1])
        #expect(selection.leftOut.map(\.reason) == [.tooWeak, .weakerFor])
        #expect(selection.leftOut.map(\.channels) == [[2, 3], [4, 5]])
        #expect(
            selection.leftOut[0].findings?.map(\.threshold)
                == Array(repeating: "leastLayerShare", count: 2)
        )
        #expect(isClose(selection.leftOut[0].findings?.first?.value ?? 0, 0.004))
    }

    @Test("what ranks behind the last told concept is weaker, whatever its worth")
    func behind() throws {
        let stage = SelectionStage(sums)
        for channel in [0, 5, 6] {
            stage.worths[channel] = SelectionStage.worth(channel, coherence: 0.1)
        }
        let selection = try stage.select(count: 4)
        #expect(selection.told.map(\.channel) == [1, 2, 3, 4, 8])
        #expect(selection.leftOut.map(\.reason) == [.noPattern, .weakerFor, .weakerAgainst])
        #expect(selection.leftOut.map(\.channels) == [[0], [5, 6, 7], [9]])
    }

    @Test("where nothing passes, the strongest is told with its doubts")
    func nonePass() throws {
        let stage = SelectionStage(sums)
        for channel in sums.indices {
            stage.worths[channel] = SelectionStage.worth(channel, coherence: 0.1, negative: 0.9)
        }
        let selection = try stage.select()
        #expect(selection.nonePassed && selection.told.map(\.channel) == [0])
        let doubts = try #require(selection.told[0].worth?.doubts)
        #expect(doubts.map(\.reason) == [.noPattern, .negativeReferences])
        #expect(selection.leftOut.map(\.reason) == [.noPattern, .noPattern])
        #expect(selection.leftOut.map(\.channels) == [[1, 2, 3, 4, 5, 6, 7], [8, 9]])
        #expect(isClose(selection.coverage, 0.3) && isClose(selection.told[0].topShare, 1))
        // The one against passes: both are told.
        stage.worths[8] = nil
        let both = try stage.select()
        #expect(both.nonePassed && both.told.map(\.channel) == [0, 8])
        let nothing = try SelectionStage([0, 0]).select()
        #expect(nothing.told.isEmpty && !nothing.nonePassed)
    }

    @Test("a layer that gives all channels one map is told, and measured as such")
    func indistinct() throws {
        let stage = SelectionStage(sums)
        for channel in sums.indices {
            let value: Float = sums[channel] < 0 ? -1 : 1
            stage.maps[channel] = SelectionStage.drawing { ($0 + $1) % 2 == 0 ? value : 0 }
        }
        let selection = try stage.select()
        #expect(selection.told.map(\.channel) == [0, 1, 2, 3, 4, 8])
        #expect(isClose(selection.meanCorrelation ?? 0, 1))
        #expect(selection.told.allSatisfy { $0.worth?.doubts.isEmpty == true })
        // Two maps are too few to judge a layer by.
        #expect(try stage.select(count: 2).meanCorrelation == nil)
        #expect(try stage.select(count: 2).told.map(\.channel) == [0])
        let distinct = try SelectionStage(sums).select()
        #expect((distinct.meanCorrelation ?? 1) < 0)
    }

    @Test("keeping all tells what relevance alone tells")
    func keepAll() throws {
        let stage = SelectionStage(sums)
        for channel in [0, 2, 8] {
            stage.worths[channel] = SelectionStage.worth(channel, coherence: 0.1)
        }
        stage.maps[1] = stage.maps[0]
        stage.references[1] = stage.references[0]
        let kept = try stage.select(keepsAll: true)
        let plain = ConceptSelection(ranking: .init(sums: sums), count: 5)
        #expect(kept.told.map(\.channel) == plain.told.map(\.channel))
        #expect(kept.told.map(\.topShare) == plain.told.map(\.topShare))
        #expect(kept.leftOut == plain.leftOut && kept.coverage == plain.coverage)
        #expect(kept.told.filter { $0.worth?.doubts.isEmpty == false }.map(\.channel) == [0, 2, 8])
        #expect(plain.told.allSatisfy { $0.worth == nil && $0.heatmap == nil })
    }
}
