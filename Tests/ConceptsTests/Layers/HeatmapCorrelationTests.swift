import Concepts
import Tensors
import Testing

@Suite("Correlation of heatmaps")
struct HeatmapCorrelationTests {
    @Test("Pearson's by hand")
    func pearson() throws {
        let map = Tensor(shape: [2, 2], elements: [1, 2, 3, 4])
        // Deviations -1.5 -.5 .5 1.5 and -1.5 .5 -.5 1.5: 4 / 5.
        let other = Tensor(shape: [2, 2], elements: [10, 30, 20, 40])
        #expect(abs(try #require(HeatmapCorrelation.pearson(map, other)) - 0.8) < 1e-12)
        let turned = Tensor(shape: [2, 2], elements: [4, 3, 2, 1])
        #expect(abs(try #require(HeatmapCorrelation.pearson(map, turned)) + 1) < 1e-12)
        #expect(HeatmapCorrelation.pearson(map, Tensor(zeros: [2, 2])) == nil)
    }

    @Test("Two textures over the same thing are the same map, apart they are not")
    func blurred() throws {
        // A chessboard's white fields and its black ones over the upper half of 64 x 64 pixels.
        func map(_ isIn: (Int, Int) -> Bool) -> Tensor {
            Tensor(
                shape: [64, 64],
                elements: (0..<64 * 64).map { isIn($0 / 64, $0 % 64) ? 1 : 0 }
            )
        }
        let white = map { $0 < 32 && ($0 + $1) % 2 == 0 }
        let black = map { $0 < 32 && ($0 + $1) % 2 == 1 }
        let below = map { $0 >= 32 && ($0 + $1) % 2 == 0 }
        #expect(try #require(HeatmapCorrelation.pearson(white, black)) < 0)
        #expect(try #require(HeatmapCorrelation.meanPairwise([white, black])) > 0.99)
        #expect(try #require(HeatmapCorrelation.meanPairwise([white, below])) < -0.8)
        // Of three maps the mean of the three pairs.
        let pairs = try [[white, black], [white, below], [black, below]].map {
            try #require(HeatmapCorrelation.meanPairwise($0))
        }
        let mean = try #require(HeatmapCorrelation.meanPairwise([white, black, below]))
        #expect(abs(mean - pairs.reduce(0, +) / 3) < 1e-12)
        #expect(HeatmapCorrelation.meanPairwise([white]) == nil)
        #expect(HeatmapCorrelation.meanPairwise([white, Tensor(zeros: [64, 64])]) == nil)
    }
}
