import Explanations
import Images
import Tensors

/// Cells of the photo that two heatmaps are sampled at, so that they can be held against each other although the
/// two models may have seen different parts of it.
///
/// The grid covers the smallest box of the photo that holds both views. A cell is as wide and as high as the finer of
/// the two heatmaps' pixels; for equal views and equal shapes it is the heatmaps' own grid.
struct ComparisonGrid: Sendable {
    /// How many cells lie side by side.
    let columns: Int
    /// How many lie one below the other.
    let rows: Int
    /// The box, in fractions of the photo.
    let box: Box
    /// For each cell, row by row, whether at least one of the views holds its centre.
    let isSeen: [Bool]
    /// The area that both views cover over the area that either covers.
    let viewOverlap: Double

    /// The most cells along a side, so that odd views cannot ask for endless memory.
    static let mostCells = 1024

    /// Lays the grid.
    ///
    /// - Parameters:
    ///   - first: A view in fractions of the photo, and the shape of its heatmap, [H, W].
    ///   - second: The other one.
    init(_ first: (view: Box, shape: [Int]), _ second: (view: Box, shape: [Int])) {
        let views = [first.view, second.view]
        let left = min(views[0].x, views[1].x)
        let top = min(views[0].y, views[1].y)
        let right = max(views[0].x + views[0].width, views[1].x + views[1].width)
        let bottom = max(views[0].y + views[0].height, views[1].y + views[1].height)
        box = Box(x: left, y: top, width: right - left, height: bottom - top)
        let across = min(
            first.view.width / Double(first.shape[1]),
            second.view.width / Double(second.shape[1])
        )
        let down = min(
            first.view.height / Double(first.shape[0]),
            second.view.height / Double(second.shape[0])
        )
        columns = Int(min(max((box.width / across).rounded(), 1), Double(Self.mostCells)))
        rows = Int(min(max((box.height / down).rounded(), 1), Double(Self.mostCells)))
        var isSeen: [Bool] = []
        var both = 0
        for row in 0..<rows {
            for column in 0..<columns {
                let x = box.x + (Double(column) + 0.5) / Double(columns) * box.width
                let y = box.y + (Double(row) + 0.5) / Double(rows) * box.height
                let sees = views.map { $0.holds(x, y) }
                isSeen.append(sees[0] || sees[1])
                if sees[0] && sees[1] { both += 1 }
            }
        }
        self.isSeen = isSeen
        let either = isSeen.count { $0 }
        viewOverlap = either > 0 ? Double(both) / Double(either) : 0
    }

    /// A map of a view at the cells.
    ///
    /// - Parameters:
    ///   - values: The map's values, row by row.
    ///   - width: How many values a row has.
    ///   - view: The part of the photo that the map covers.
    /// - Returns: A value per cell, row by row, bilinear between the centres of the map's pixels, beyond the outermost
    ///   ones theirs; 0 where the view does not hold the cell's centre: what a model did not see cannot have counted.
    func sampled(_ values: [Float], width: Int, view: Box) -> [Double] {
        let height = values.count / width
        return cells(in: view) { x, y in
            let (column, row) = (x * Double(width) - 0.5, y * Double(height) - 0.5)
            let (left, top) = (
                min(max(column, 0), Double(width - 1)), min(max(row, 0), Double(height - 1))
            )
            let (x0, y0) = (Int(left), Int(top))
            let (x1, y1) = (min(x0 + 1, width - 1), min(y0 + 1, height - 1))
            let (u, v) = (left - Double(x0), top - Double(y0))
            func value(_ x: Int, _ y: Int) -> Double { Double(values[y * width + x]) }
            return (value(x0, y0) * (1 - u) + value(x1, y0) * u) * (1 - v)
                + (value(x0, y1) * (1 - u) + value(x1, y1) * u) * v
        } ?? []
    }

    /// A region of a view at the cells: each cell has what the pixel below its centre has.
    ///
    /// - Parameters:
    ///   - mask: The region, row by row.
    ///   - width: How many pixels a row has.
    ///   - view: The part of the photo that the region's map covers.
    /// - Returns: A truth per cell; false where the view does not hold the cell's centre.
    func sampled(_ mask: [Bool], width: Int, view: Box) -> [Bool] {
        let height = mask.count / width
        return cells(in: view) { x, y in
            let column = min(Int(x * Double(width)), width - 1)
            let row = min(Int(y * Double(height)), height - 1)
            return mask[row * width + column] ? 1 : 0
        }?.map { $0 == 1 } ?? []
    }

    /// A number for each cell from where its centre lies in a view; 0 outside.
    private func cells(in view: Box, _ value: (Double, Double) -> Double) -> [Double]? {
        var cells: [Double] = []
        cells.reserveCapacity(rows * columns)
        for row in 0..<rows {
            let y = box.y + (Double(row) + 0.5) / Double(rows) * box.height
            for column in 0..<columns {
                let x = box.x + (Double(column) + 0.5) / Double(columns) * box.width
                guard view.holds(x, y) else {
                    cells.append(0)
                    continue
                }
                cells.append(value((x - view.x) / view.width, (y - view.y) / view.height))
            }
        }
        return cells
    }
}

extension Box {
    /// Whether a point lies in it.
    func holds(_ x: Double, _ y: Double) -> Bool {
        x >= self.x && y >= self.y && x <= self.x + width && y <= self.y + height
    }
}
