import Concepts
import Explanations
import Tensors
import Testing

@Suite("Merging concepts")
struct ConceptMergingTests {
    /// The sum of absolute values is 100.
    private let sums: [Double] = [20, 18, 15, 12, 10, 8, 6, 4, -4, -3]

    private func isClose(_ one: Double, _ other: Double) -> Bool { abs(one - other) < 1e-12 }

    /// A stage on which some channels show one thing in one place.
    private func stage(same channels: [Int]) -> SelectionStage {
        let stage = SelectionStage(sums)
        for channel in channels {
            stage.maps[channel] = SelectionStage.block(
                channels[0],
                value: sums[channel] < 0 ? -1 : 1
            )
            stage.references[channel] = stage.references[channels[0]]
        }
        return stage
    }

    @Test("one concept told by two channels is told once, with the relevance of both")
    func pair() throws {
        let stage = stage(same: [1, 3])
        let selection = try stage.select()
        // 18 + 12 is more than 20; the next channel takes the free place.
        #expect(selection.told.map(\.channel) == [1, 0, 2, 4, 5, 8])
        #expect(selection.told[0].channels == [1, 3])
        #expect(selection.told[0].relevance == 30 && isClose(selection.told[0].layerShare, 0.3))
        #expect(isClose(selection.told[0].topShare, 30.0 / 87) && isClose(selection.coverage, 0.87))
        let merged = try #require(selection.told[0].merged.first)
        #expect(merged.channel == 3 && merged.relevance == 12 && isClose(merged.layerShare, 0.12))
        #expect(isClose(merged.mapCorrelation, 1) && merged.sharedReferences == 1)
        #expect(selection.leftOut.map(\.channels) == [[6, 7], [9]])
        // The heatmap is that of both channels in one condition.
        #expect(stage.batches.last == [[1, 3]])
        #expect(selection.told[0].heatmap == SelectionStage.block(1, value: 2))
        #expect(selection.told[0].worth?.doubts.isEmpty == true)
    }

    @Test("neither equal maps nor shared references alone merge")
    func both() throws {
        let maps = stage(same: [1, 3])
        maps.references[3] = SelectionStage(sums).references[3]
        #expect(try maps.select().told.map(\.channel) == [0, 1, 2, 3, 4, 8])
        let references = stage(same: [1, 3])
        references.maps[3] = SelectionStage.block(3)
        #expect(try references.select().told.map(\.channel) == [0, 1, 2, 3, 4, 8])
        let bare = stage(same: [1, 3])
        bare.hasIndex = false
        #expect(try bare.select().told.map(\.channel) == [0, 1, 2, 3, 4, 8])
        let kept = try stage(same: [1, 3]).select(keepsAll: true)
        #expect(kept.told.allSatisfy { $0.merged.isEmpty })
    }

    @Test("limits of merging")
    func limits() throws {
        let stage = stage(same: [1, 3])
        // 4 of 12 are the same; the maps overlap in three of four columns.
        stage.references[3] =
            Array((stage.references[1] ?? []).prefix(4)) + (0..<8).map { "x\($0)" }
        stage.maps[3] = SelectionStage.drawing { row, column in
            4..<8 ~= row && 9..<13 ~= column ? 1 : 0
        }
        func isMerged(_ change: (inout SelectionThresholds) -> Void) throws -> Bool {
            try stage.select { change(&$0) }.told.contains { $0.channels == [1, 3] }
        }
        let correlation = try #require(
            HeatmapGrid(stage.maps[1] ?? stage.overall)
                .correlation(with: HeatmapGrid(stage.maps[3] ?? stage.overall))
        )
        #expect(correlation > 0.7 && correlation < 0.76)
        #expect(try isMerged { ($0.mergeCorrelation, $0.mergeSharedReferences) = (0.7, 0.33) })
        #expect(try !isMerged { ($0.mergeCorrelation, $0.mergeSharedReferences) = (0.76, 0.33) })
        #expect(try !isMerged { ($0.mergeCorrelation, $0.mergeSharedReferences) = (0.7, 0.34) })
    }

    @Test("channels of opposite sign stay apart")
    func signs() throws {
        let selection = try stage(same: [1, 8]).select()
        #expect(selection.told.map(\.channel) == [0, 1, 2, 3, 4, 8])
        #expect(selection.told.allSatisfy { $0.merged.isEmpty })
        let against = try stage(same: [8, 9]).select()
        #expect(against.told.last?.channels == [8, 9] && against.told.last?.relevance == -7)
        #expect(against.leftOut.map(\.reason) == [.weakerFor])
    }

    @Test("a chain of similar channels does not become one concept")
    func chain() throws {
        let stage = SelectionStage(sums)
        let names = (0..<20).map { "p\($0)" }
        // 0 resembles 1 and 1 resembles 2, but 0 does not resemble 2.
        for (channel, start) in [(0, 0), (1, 2), (2, 4)] {
            stage.references[channel] = Array(names[start * 2..<start * 2 + 12])
            stage.maps[channel] = SelectionStage.drawing { row, column in
                4..<12 ~= row && 4 + start..<16 + start ~= column ? 1 : 0
            }
        }
        let limits = { (thresholds: inout SelectionThresholds) in
            (thresholds.mergeCorrelation, thresholds.mergeSharedReferences) = (0.75, 0.5)
        }
        let selection = try stage.select(limits)
        #expect(selection.told.map(\.channels) == [[0, 1], [2], [3], [4], [5], [8]])
        // What it is compared with is the strongest channel, in whatever order the three are strong.
        stage.sums = [18, 20, 15, 12, 10, 8, 6, 4, -4, -3]
        #expect(try stage.select(limits).told.first?.channels == [1, 0, 2])
    }

    @Test("channels behind the told ones are merged too, and take no place")
    func behind() throws {
        let stage = stage(same: [2, 7])
        let selection = try stage.select(count: 4)
        #expect(selection.told.map(\.channels) == [[0], [2, 7], [1], [3], [8]])
        #expect(selection.leftOut.map(\.channels) == [[4, 5, 6], [9]])
        #expect(isClose(selection.coverage, 0.73))
        // One pass for the candidates, one for the merged set.
        #expect(stage.batches.count == 2)
    }

    @Test("a channel that a filter leaves out is merged into nothing")
    func filtered() throws {
        let stage = stage(same: [1, 3])
        stage.worths[3] = SelectionStage.worth(3, coherence: 0.1)
        let selection = try stage.select()
        #expect(selection.told.map(\.channels) == [[0], [1], [2], [4], [5], [8]])
        #expect(selection.leftOut.first?.channels == [3])
    }

    @Test("the part of common references is of the shorter list, among the first twelve")
    func sharedPart() {
        let many = (0..<40).map(String.init)
        #expect(SelectionEvidence.sharedPart(of: many, and: many) == 1)
        #expect(SelectionEvidence.sharedPart(of: many, and: Array(many[12...])) == 0)
        #expect(SelectionEvidence.sharedPart(of: many, and: ["0", "x", "5", "y"]) == 0.5)
        #expect(SelectionEvidence.sharedPart(of: many, and: []) == 0)
    }
}
