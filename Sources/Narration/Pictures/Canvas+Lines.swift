import Foundation
package import Images

extension Canvas {
    /// How a line looks: a pale casing, so that it can be seen on any ground, and the line on it.
    package struct Line: Sendable {
        /// The line's colour.
        package var color: Color
        /// The line's width in pixels.
        package var width: Double
        /// The casing's width in pixels.
        package var casing: Double
        /// The lengths of dash and gap in pixels; nil for a solid line.
        package var dash: (on: Double, off: Double)?

        /// Makes a style.
        package init(
            color: Color,
            width: Double,
            casing: Double,
            dash: (on: Double, off: Double)? = nil
        ) {
            self.color = color
            self.width = width
            self.casing = casing
            self.dash = dash
        }
    }

    /// How much of the ground the casing hides.
    private static let casingOpacity = 0.92

    /// Draws closed lines.
    ///
    /// - Parameters:
    ///   - outlines: The corners of each, in fractions of a box; the last joins the first.
    ///   - box: The columns and rows that the fractions refer to.
    ///   - line: How they look.
    package mutating func stroke(
        _ outlines: [[FramePoint]],
        in box: (x: Int, y: Int, width: Int, height: Int),
        _ line: Line
    ) {
        let shapes = outlines.map { points in
            points.map { point in
                (
                    x: Double(box.x) + point.x * Double(box.width),
                    y: Double(box.y) + point.y * Double(box.height)
                )
            }
        }
        var casing = Coverage(width: width, height: height)
        var ink = Coverage(width: width, height: height)
        for shape in shapes {
            casing.add(shape, width: line.casing, dash: nil)
            ink.add(shape, width: line.width, dash: line.dash)
        }
        casing.paint(.white, Self.casingOpacity, on: &self)
        ink.paint(line.color, 1, on: &self)
    }

    /// Draws a frame around a box given in fractions of another one.
    ///
    /// - Parameters:
    ///   - part: The box to frame.
    ///   - box: The columns and rows that the fractions refer to.
    ///   - line: How the frame looks.
    package mutating func frame(
        _ part: FrameBox,
        in box: (x: Int, y: Int, width: Int, height: Int),
        _ line: Line
    ) {
        // Half a casing inwards, so that a frame at the edge is seen whole.
        let across = line.casing / 2 / Double(box.width)
        let down = line.casing / 2 / Double(box.height)
        let left = max(part.x, across)
        let top = max(part.y, down)
        let right = max(min(part.x + part.width, 1 - across), left)
        let bottom = max(min(part.y + part.height, 1 - down), top)
        let corners = [
            FramePoint(x: left, y: top), FramePoint(x: right, y: top),
            FramePoint(x: right, y: bottom), FramePoint(x: left, y: bottom),
        ]
        stroke([corners], in: box, line)
    }
}

/// How much of each pixel lines cover; where lines cross, the most counts once.
private struct Coverage {
    let width: Int
    let height: Int
    private var values: [Double]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        values = [Double](repeating: 0, count: width * height)
    }

    mutating func add(
        _ points: [(x: Double, y: Double)],
        width line: Double,
        dash: (on: Double, off: Double)?
    ) {
        guard points.count > 1 else { return }
        var travelled = 0.0
        for (index, start) in points.enumerated() {
            let end = points[(index + 1) % points.count]
            let length = hypot(end.x - start.x, end.y - start.y)
            guard length > 0 else { continue }
            guard let dash else {
                add(start, end, line / 2)
                continue
            }
            for span in Self.dashes(from: travelled, length: length, dash) {
                func point(_ at: Double) -> (x: Double, y: Double) {
                    let part = at / length
                    return (
                        x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part
                    )
                }
                add(point(span.lowerBound), point(span.upperBound), line / 2)
            }
            travelled += length
        }
    }

    func paint(_ color: Color, _ opacity: Double, on canvas: inout Canvas) {
        for (index, value) in values.enumerated() where value > 0 {
            let (row, column) = index.quotientAndRemainder(dividingBy: width)
            canvas.blend(color, value * opacity, x: column, y: row)
        }
    }

    /// The parts of a stretch that dashes cover, in pixels from its start.
    private static func dashes(
        from travelled: Double,
        length: Double,
        _ dash: (on: Double, off: Double)
    ) -> [ClosedRange<Double>] {
        let period = dash.on + dash.off
        var spans: [ClosedRange<Double>] = []
        var start = (travelled / period).rounded(.down) * period - travelled
        while start < length {
            let from = max(start, 0)
            let to = min(start + dash.on, length)
            if from < to { spans.append(from...to) }
            start += period
        }
        return spans
    }

    /// Covers what lies within a distance of a straight line, with soft edges of one pixel.
    private mutating func add(
        _ start: (x: Double, y: Double),
        _ end: (x: Double, y: Double),
        _ radius: Double
    ) {
        let reach = radius + 1
        func range(_ first: Double, _ second: Double, _ count: Int) -> Range<Int> {
            let low = max(Int((min(first, second) - reach).rounded(.down)), 0)
            let high = min(Int((max(first, second) + reach).rounded(.up)), count)
            return low..<max(high, low)
        }
        let (across, down) = (end.x - start.x, end.y - start.y)
        let square = across * across + down * down
        for row in range(start.y, end.y, height) {
            for column in range(start.x, end.x, width) {
                let (x, y) = (Double(column) + 0.5 - start.x, Double(row) + 0.5 - start.y)
                let along = square > 0 ? min(max((x * across + y * down) / square, 0), 1) : 0
                let distance = hypot(x - along * across, y - along * down)
                let covered = min(max(radius + 0.5 - distance, 0), 1)
                let index = row * width + column
                values[index] = max(values[index], covered)
            }
        }
    }
}
