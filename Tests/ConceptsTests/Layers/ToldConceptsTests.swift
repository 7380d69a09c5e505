import Attribution
import Concepts
import Tensors
import Testing

@Suite("What a layer would tell")
struct ToldConceptsTests {
    @Test("Coverage, and which heatmaps are empty")
    func coverage() {
        // |R| sums to 10; of the three strongest two speak for the answer.
        let ranking = ChannelRanking(sums: [0.5, 4, -3, 2, -0.5])
        let told = ToldConcepts(answer: 1, ranking: ranking, handedOn: 0.1, count: 2) { channels in
            #expect(channels == [1, 3])
            // A hundredth of the layer's relevance reaches the input: of channel 3's less than a
            // twentieth of that.
            return Tensor(shape: [2, 1, 2], elements: [0.02, 0.02, 0.0009, 0])
        }
        #expect(told.channels == [1, 3] && told.emptyHeatmaps == 1)
        #expect(abs(told.coverage - 0.6) < 1e-12)
        // One map alone is compared with nothing.
        #expect(told.correlation == nil)
    }

    @Test("A layer that speaks only against the answer tells nothing")
    func nothing() {
        let told = ToldConcepts(
            answer: 0,
            ranking: ChannelRanking(sums: [-1, 0]),
            handedOn: 1,
            count: 5
        ) { _ in
            Issue.record("no heatmap is wanted")
            return Tensor(zeros: [0, 1, 1])
        }
        #expect(told.channels.isEmpty && told.coverage == 0 && told.emptyHeatmaps == 0)
    }

    @Test("Shared concepts: only photos with different answers count")
    func shared() throws {
        func told(_ answer: Int, _ channels: [Int]) -> ToldConcepts {
            var sums = [Double](repeating: 0, count: 8)
            for (place, channel) in channels.enumerated() { sums[channel] = Double(9 - place) }
            return ToldConcepts(
                answer: answer,
                ranking: ChannelRanking(sums: sums),
                handedOn: 0,
                count: 4
            ) { Tensor(zeros: [$0.count, 1, 1]) }
        }
        // 1-2: two of the fewer two; 1-3: one of four; 2-3: none of two. The fourth has the answer of the first
        // and differs from 2 (one of two) and 3 (none of four).
        let photos = [
            told(1, [0, 1, 2, 3]), told(2, [0, 1]), told(3, [3, 4, 5, 6]), told(1, [0, 7, 2]),
        ]
        let found = try #require(ToldConcepts.shared(among: photos))
        #expect(abs(found - 0.35) < 1e-12)
        #expect(ToldConcepts.shared(among: [photos[0], photos[3]]) == nil)
    }
}
