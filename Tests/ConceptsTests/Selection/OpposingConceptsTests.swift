import Concepts
import Explanations
import Testing

@Suite("Opposing concepts")
struct OpposingConceptsTests {
    /// The sum of absolute values is 100; five channels speak against, one of them is told.
    private let sums: [Double] = [50, 30, 9.9, -4, -3, -2, -1, -0.1]

    @Test("The three strongest that are not told, against the told ones' sum, in one pass")
    func strongest() throws {
        let stage = SelectionStage(sums)
        let selection = try stage.select()
        let told = selection.told.map(\.channel)
        #expect(told == [0, 1, 2, 3])
        let opposing = try stage.opposing(selection)
        #expect(opposing.map(\.channel) == [4, 5, 6])
        #expect(opposing.map(\.relevance) == [-3, -2, -1])
        #expect(opposing.map(\.heatmap) == [4, 5, 6].map { stage.maps[$0] })
        #expect(abs(opposing[0].topShare - 3 / 93.9) < 1e-12)
        #expect(stage.batches == [[[4], [5], [6]]])
    }

    @Test("What a filter speaks against, or what holds next to nothing, is none")
    func filtered() throws {
        let stage = SelectionStage(sums)
        stage.worths[5] = SelectionStage.worth(5, coherence: 0.2)
        let selection = try stage.select()
        #expect(try stage.opposing(selection).map(\.channel) == [4, 6])
        // Channel 7 holds .1 % of the layer, less than the least.
        let all = try stage.opposing(selection) { $0.leastCoherence = 0 }
        #expect(all.map(\.channel) == [4, 5, 6])
    }

    @Test("Where nothing speaks against there is none, and what is told stays as it is")
    func none() throws {
        let stage = SelectionStage([50, 30, 20])
        #expect(try stage.opposing(stage.select()).isEmpty)
    }
}
