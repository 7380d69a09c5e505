import Concepts
import Explanations
import Tensors
import Testing

@Suite("Regions")
struct RegionMeasureTests {
    /// A map of 90 x 90 with a disc of the given value.
    private func map(x: Double, y: Double, value: Float) -> Tensor {
        Tensor(
            shape: [90, 90],
            elements: (0..<8100).map { place in
                let (row, column) = (Double(place / 90) + 0.5, Double(place % 90) + 0.5)
                let distance =
                    ((column - x * 90) * (column - x * 90)
                    + (row - y * 90) * (row - y * 90)).squareRoot()
                return distance < 8 ? value : 0
            }
        )
    }

    @Test(
        "A disc is found where it is",
        arguments: [
            (0.2, 0.2, Cell.topLeft), (0.8, 0.5, .right), (0.5, 0.8, .bottom), (0.5, 0.5, .center),
        ]
    )
    func disc(x: Double, y: Double, cell: Cell) throws {
        let region = try #require(
            try RegionMeasure.region(of: map(x: x, y: y, value: 1), relevance: 2)
        )
        #expect(region.cell == cell && region.pieces == 1)
        #expect(abs(region.centroid.x - x) < 0.01 && abs(region.centroid.y - y) < 0.01)
        #expect(region.box.x < x && region.box.x + region.box.width > x)
        // Half of a blurred disc lies within the disc: 201 of 8100 pixels.
        #expect(region.halfArea > 0.005 && region.halfArea < 0.025)
    }

    @Test("The sign of the concept says which values count")
    func sign() throws {
        let both = Tensor(
            shape: [90, 90],
            elements: zip(
                map(x: 0.2, y: 0.2, value: 1).elements,
                map(x: 0.8, y: 0.8, value: -3).elements
            ).map { $0 + $1 }
        )
        #expect(try RegionMeasure.region(of: both, relevance: 1)?.cell == .topLeft)
        #expect(try RegionMeasure.region(of: both, relevance: -1)?.cell == .bottomRight)
    }

    @Test("A heatmap without values of the sign has no region")
    func none() throws {
        #expect(try RegionMeasure.region(of: map(x: 0.5, y: 0.5, value: 1), relevance: -1) == nil)
        #expect(try RegionMeasure.region(of: Tensor(zeros: [20, 20]), relevance: 1) == nil)
    }
}
