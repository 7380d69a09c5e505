import Explanations
import Testing

@Suite("What a whole layer holds")
struct LayerRelevanceTests {
    @Test("Sums and counts by sign, and how many channels hold half")
    func sums() {
        let layer = LayerRelevance(of: [4, -3, 0, 2, 1, 0], height: 13, width: 12)
        #expect(layer.absolute == 10)
        #expect(layer.forSum == 7 && layer.againstSum == -3)
        #expect(layer.forCount == 3 && layer.againstCount == 1 && layer.zeroCount == 2)
        // 4 is less than half of 10, 4 + 3 is more.
        #expect(layer.halfCount == 2)
        #expect(layer.height == 13 && layer.width == 12)
    }

    @Test("A layer without relevance holds nothing")
    func empty() {
        let layer = LayerRelevance(of: [0, 0], height: nil, width: nil)
        #expect(layer.absolute == 0 && layer.halfCount == 0 && layer.zeroCount == 2)
    }
}
