import Concepts
import Tensors
import Testing

@Suite("Measures of heatmaps")
struct HeatmapMeasureTests {
    private func map(_ height: Int, _ width: Int, _ value: (Int, Int) -> Float) -> Tensor {
        Tensor(
            shape: [height, width],
            elements: (0..<height * width).map { value($0 / width, $0 % width) }
        )
    }

    @Test("the border of an even map is as large as its area")
    func border() {
        let even = map(100, 50) { _, _ in 2 }
        // 8 rows of 100 above and below, 4 columns of 50 left and right.
        #expect(abs((HeatmapMeasure.borderShare(of: even, relevance: 1) ?? 0) - 0.2944) < 1e-9)
        #expect(HeatmapMeasure.borderShare(of: even, relevance: -1) == nil)
        let corner = map(100, 100) { $0 < 8 && $1 < 8 ? 1 : $0 == 8 && $1 == 8 ? -5 : 0 }
        #expect(HeatmapMeasure.borderShare(of: corner, relevance: 1) == 1)
        #expect(HeatmapMeasure.borderShare(of: corner, relevance: -1) == 0)
        #expect(HeatmapMeasure.amount(of: corner, relevance: 1) == 64)
        #expect(HeatmapMeasure.amount(of: corner, relevance: -1) == 5)
        #expect(HeatmapMeasure.borderShare(of: Tensor(zeros: [9, 9]), relevance: 1) == nil)
    }

    @Test(
        "cells are means, whatever the map's size",
        arguments: [(28, 28), (224, 224), (33, 57), (5, 3)]
    )
    func cells(height: Int, width: Int) {
        let grid = HeatmapGrid(map(height, width) { row, column in Float(row * 2 + column) })
        let (rows, columns) = (min(28, height), min(28, width))
        #expect(grid.cells.count == rows * columns)
        // The mean of a plane over a rectangle is its value at the centre.
        for row in 0..<rows {
            for column in 0..<columns {
                let top = row * height / rows
                let bottom = (row + 1) * height / rows - 1
                let left = column * width / columns
                let right = (column + 1) * width / columns - 1
                let centre = Double(top + bottom) + Double(left + right) / 2
                #expect(abs(grid.cells[row * columns + column] - centre) < 1e-4)
            }
        }
    }

    @Test("correlation by hand")
    func correlation() throws {
        let plain = HeatmapGrid(Tensor(shape: [2, 2], elements: [1, 2, 3, 4]))
        let scaled = HeatmapGrid(Tensor(shape: [2, 2], elements: [3, 5, 7, 9]))
        let other = HeatmapGrid(Tensor(shape: [2, 2], elements: [1, 3, 2, 4]))
        let flat = HeatmapGrid(Tensor(shape: [2, 2], elements: [5, 5, 5, 5]))
        #expect(abs(try #require(plain.correlation(with: scaled)) - 1) < 1e-12)
        #expect(abs(try #require(plain.correlation(with: other)) - 0.8) < 1e-12)
        #expect(plain.correlation(with: flat) == nil)
        let turned = HeatmapGrid(Tensor(shape: [2, 2], elements: [-1, -2, -3, -4]), sign: -1)
        #expect(turned == plain)
        // .8 twice and 1 once.
        let mean = try #require(HeatmapGrid.meanCorrelation(among: [plain, scaled, other, flat]))
        #expect(abs(mean - 2.6 / 3) < 1e-12)
        #expect(HeatmapGrid.meanCorrelation(among: [plain]) == nil)
    }

    @Test("a fine grain within the cells changes nothing")
    func grain() throws {
        let smooth = map(224, 224) { row, column in Float(row / 8 + column / 8) }
        let grainy = map(224, 224) { row, column in
            Float(row / 8 + column / 8) * ((row + column) % 2 == 0 ? 2 : 0)
        }
        let correlation = HeatmapGrid(smooth).correlation(with: HeatmapGrid(grainy))
        #expect(abs(try #require(correlation) - 1) < 1e-9)
    }
}
