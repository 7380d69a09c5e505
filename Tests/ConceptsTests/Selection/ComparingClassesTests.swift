import Concepts
import Explanations
import Testing

@Suite("Concepts for one class over another")
struct ComparingClassesTests {
    private func channels(
        _ sums: [Double],
        count: Int = 5,
        _ prepare: (SelectionStage) -> Void = { _ in }
    ) throws -> [Int] {
        let stage = SelectionStage(sums)
        prepare(stage)
        return try stage.select(count: count, comparesClasses: true).told.map(\.channel)
    }

    @Test("places go by strength, those for the other class behind")
    func strength() throws {
        #expect(try channels([10, 8, 6, 4, 2, -9, -7, -1]) == [0, 1, 2, 3, 5, 6])
        #expect(try channels([10, 8, 6, 4, 2, 1, -1, -0.5]) == [0, 1, 2, 3, 4, 6])
        #expect(try channels([3, 2, 1, -20, -19, -18, -17, -16]) == [0, 1, 2, 3, 4, 5])
    }

    @Test("each class has at least one where it matters, and the other at most three")
    func atLeastOne() throws {
        #expect(try channels([1, -20, -19, -18, -17]) == [0, 1, 2, 3])
        #expect(try channels([10, 9, 8, 7, 6, 5, -0.4]) == [0, 1, 2, 3, 4, 5])
        #expect(try channels([10, 9, 8, 7, 6, 5, -0.5]) == [0, 1, 2, 3, 4, 6])
        #expect(try channels([-5, -4, -3, -2, -1]) == [0, 1, 2])
    }

    @Test("few concepts: two of three may be for the class, one for the other")
    func few() throws {
        #expect(try channels([10, 8, 6, -7, -5], count: 3) == [0, 1, 3])
        #expect(try channels([10, 8, -7], count: 2) == [0, 2])
        #expect(try channels([10, 8, -17], count: 1) == [0])
    }

    @Test("what a filter leaves out of either makes room, and only before the last told")
    func filtered() throws {
        let stage = SelectionStage([10, 8, 6, 4, 2, -9, -7, -5, -1])
        for channel in [1, 5, 8] {
            stage.worths[channel] = SelectionStage.worth(channel, coherence: 0.1)
        }
        let selection = try stage.select(comparesClasses: true)
        #expect(selection.told.map(\.channel) == [0, 2, 3, 4, 6, 7])
        #expect(selection.leftOut.map(\.reason) == [.noPattern, .noPattern])
        #expect(selection.leftOut.map(\.channels) == [[1], [5, 8]])
        // With less room channel 7 is weaker, and so is what stands behind it.
        let less = try stage.select(count: 3, comparesClasses: true)
        #expect(less.told.map(\.channel) == [0, 2, 6])
        #expect(less.leftOut.map(\.channels) == [[1], [5], [3, 4], [7, 8]])
    }
}
