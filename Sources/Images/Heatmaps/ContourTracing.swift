/// Traces the closed lines around the parts of a map that reach a level.
///
/// Marching squares with linear interpolation between pixel centres. Around the map lie its
/// outermost values once more, at the very edge of the frame, and around those nothing: so parts
/// that touch the frame close along it. Where two opposite corners of a cell reach the level, the
/// mean of the four decides whether they are connected.
struct ContourTracing {
    /// The lines, each closed (the last point joins the first), in fractions of the frame.
    ///
    /// Parts lie to the right: outer lines run clockwise on screen, lines around holes the other
    /// way.
    let lines: [[FramePoint]]

    /// Traces a map.
    ///
    /// - Parameters:
    ///   - values: Amounts, row by row.
    ///   - width: The length of a row.
    ///   - height: The number of rows.
    ///   - level: The level, above 0. Values equal to it belong to the part.
    init(around values: [Double], width: Int, height: Int, level: Double) {
        let grid = PaddedGrid(values: values, width: width, height: height, level: level)
        // For every crossing of a grid edge, the crossing that follows; each has exactly one.
        var next = [Int32](repeating: -1, count: grid.edgeCount)
        for row in 0..<grid.rows - 1 {
            for column in grid.crossedCells(row) {
                for (from, to) in grid.segments(row, column) {
                    next[grid.edge(from, row, column)] = Int32(grid.edge(to, row, column))
                }
            }
        }
        var lines = [[FramePoint]]()
        for start in next.indices where next[start] >= 0 {
            var line = [FramePoint]()
            var edge = start
            while next[edge] >= 0 {
                line.append(grid.crossing(ofEdge: edge))
                let following = Int(next[edge])
                next[edge] = -1
                edge = following
            }
            lines.append(line)
        }
        self.lines = lines
    }
}

/// The sides of a cell.
private enum Side {
    case top, right, bottom, left
}

/// A map with its outermost values repeated at the frame's edge and nothing around them.
private struct PaddedGrid {
    /// The value at every node; outside of everything nothing, which reaches no level.
    private let nodes: [Double]
    let width: Int
    let height: Int
    let level: Double

    init(values: [Double], width: Int, height: Int, level: Double) {
        (self.width, self.height, self.level) = (width, height, level)
        var nodes = [Double](repeating: 0, count: (height + 4) * (width + 4))
        for row in 1..<height + 3 {
            let source = min(max(row - 2, 0), height - 1) * width
            let start = row * (width + 4)
            nodes[start + 1] = values[source]
            nodes[start + width + 2] = values[source + width - 1]
            for column in 0..<width { nodes[start + 2 + column] = values[source + column] }
        }
        self.nodes = nodes
    }

    var rows: Int { height + 4 }
    var columns: Int { width + 4 }
    var edgeCount: Int { rows * columns * 2 }

    func value(_ row: Int, _ column: Int) -> Double { nodes[row * columns + column] }

    /// The cells of a row whose corners do not lie all on one side of the level.
    func crossedCells(_ row: Int) -> [Int] {
        nodes.withUnsafeBufferPointer { nodes in
            let (above, below) = (row * columns, (row + 1) * columns)
            var cells = [Int]()
            var last = (nodes[above] >= level, nodes[below] >= level)
            for column in 0..<columns - 1 {
                let next = (nodes[above + column + 1] >= level, nodes[below + column + 1] >= level)
                if last.0 != last.1 || next.0 != next.1 || last.0 != next.0 { cells.append(column) }
                last = next
            }
            return cells
        }
    }

    /// Which way the line runs through a cell, if it does.
    func segments(_ row: Int, _ column: Int) -> [(Side, Side)] {
        let topLeft = value(row, column)
        let topRight = value(row, column + 1)
        let bottomRight = value(row + 1, column + 1)
        let bottomLeft = value(row + 1, column)
        let corners =
            (topLeft >= level ? 8 : 0) | (topRight >= level ? 4 : 0)
            | (bottomRight >= level ? 2 : 0) | (bottomLeft >= level ? 1 : 0)
        let joined = (topLeft + topRight + bottomRight + bottomLeft) / 4 >= level
        switch corners {
        case 0b0001: return [(.left, .bottom)]
        case 0b0010: return [(.bottom, .right)]
        case 0b0011: return [(.left, .right)]
        case 0b0100: return [(.right, .top)]
        case 0b0101:
            return joined
                ? [(.left, .top), (.right, .bottom)] : [(.right, .top), (.left, .bottom)]
        case 0b0110: return [(.bottom, .top)]
        case 0b0111: return [(.left, .top)]
        case 0b1000: return [(.top, .left)]
        case 0b1001: return [(.top, .bottom)]
        case 0b1010:
            return joined
                ? [(.top, .right), (.bottom, .left)] : [(.top, .left), (.bottom, .right)]
        case 0b1011: return [(.top, .right)]
        case 0b1100: return [(.right, .left)]
        case 0b1101: return [(.right, .bottom)]
        case 0b1110: return [(.bottom, .left)]
        default: return []
        }
    }

    /// The number of a cell's side: even for sides along a row, odd for sides along a column.
    func edge(_ side: Side, _ row: Int, _ column: Int) -> Int {
        switch side {
        case .top: (row * columns + column) * 2
        case .bottom: ((row + 1) * columns + column) * 2
        case .left: (row * columns + column) * 2 + 1
        case .right: (row * columns + column + 1) * 2 + 1
        }
    }

    /// Where the level is crossed on a side.
    func crossing(ofEdge edge: Int) -> FramePoint {
        let (row, column) = (edge / 2).quotientAndRemainder(dividingBy: columns)
        let (endRow, endColumn) = edge % 2 == 0 ? (row, column + 1) : (row + 1, column)
        let (start, end) = (value(row, column), value(endRow, endColumn))
        let part = (level - start) / (end - start)
        let (x, endX) = (place(column, width), place(endColumn, width))
        let (y, endY) = (place(row, height), place(endRow, height))
        return FramePoint(x: x + (endX - x) * part, y: y + (endY - y) * part)
    }

    /// Where a node lies along an axis, in fractions: pixel centres, or the frame's edges.
    private func place(_ node: Int, _ length: Int) -> Double {
        min(max((Double(node) - 1.5) / Double(length), 0), 1)
    }
}
