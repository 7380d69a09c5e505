import Explanations
import Testing

@Suite("Cells")
struct CellTests {
    @Test(
        "a point lies in one of nine cells, outside ones in the nearest",
        arguments: [
            (0.0, 0.0, Cell.topLeft), (0.5, 0.1, .top), (0.99, 0.3, .topRight), (0.2, 0.5, .left),
            (0.5, 0.5, .center), (0.9, 0.5, .right), (0.1, 0.9, .bottomLeft), (0.4, 0.8, .bottom),
            (1.0, 1.0, .bottomRight), (-3.0, 7.0, .bottomLeft), (1e300, -1e300, .topRight),
            (.infinity, 0.5, .right), (.nan, .nan, .center), (0.34, 0.32, .top),
            (0.32, 0.34, .left),
        ] as [(Double, Double, Cell)]
    )
    func holding(x: Double, y: Double, cell: Cell) {
        #expect(Cell(holding: Point(x: x, y: y)) == cell)
    }
}
