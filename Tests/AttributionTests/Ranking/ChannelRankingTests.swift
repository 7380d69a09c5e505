import Attribution
import Tensors
import Testing

@Suite("Channel ranking")
struct ChannelRankingTests {
    @Test("signed, descending, ties by number")
    func order() {
        let relevance = Tensor(
            shape: [5, 1, 2],
            elements: [1, 1, -3, -3, 2, 2, 0, 2, -1, 1]
        )
        let ranking = ChannelRanking(relevance: relevance)
        #expect(ranking.channels.map(\.channel) == [2, 0, 3, 4, 1])
        #expect(ranking.channels.map(\.relevance) == [4, 2, 2, 0, -6])
        #expect(ranking.absoluteSum == 14)
        #expect(ranking.top(1)[0].layerShare == 4.0 / 14)
        #expect(ranking.channels[4].layerShare == -6.0 / 14)
        #expect(ranking.top(99).count == 5)
    }

    @Test("a layer without relevance has no shares")
    func nothing() {
        let ranking = ChannelRanking(relevance: Tensor(zeros: [3, 2, 2]))
        #expect(ranking.channels.map(\.channel) == [0, 1, 2])
        #expect(ranking.channels.map(\.layerShare) == [0, 0, 0])
        #expect(ChannelRanking(relevance: Tensor(zeros: [0])).channels.isEmpty)
    }
}
