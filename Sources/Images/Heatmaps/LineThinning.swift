/// Leaves out points of a closed line that hardly bend it (Douglas and Peucker's method).
///
/// - Parameters:
///   - line: The points; the last joins the first.
///   - tolerance: How far, in fractions of the frame, a left-out point may lie off the line.
/// - Returns: Some of the points, in the same order, the first among them.
func thinned(_ line: [FramePoint], tolerance: Double) -> [FramePoint] {
    guard line.count > 4 else { return line }
    // A closed line has no ends: its first point and the one farthest from it take their place.
    let first = line[0]
    var farthest = 0
    for index in line.indices
    where squaredDistance(line[index], first) > squaredDistance(line[farthest], first) {
        farthest = index
    }
    var keep = [Bool](repeating: false, count: line.count + 1)
    for index in [0, farthest, line.count] { keep[index] = true }
    var open = [(0, farthest), (farthest, line.count)]
    while let (start, end) = open.popLast() {
        var worst = (index: 0, distance: tolerance)
        for index in start..<end where index > start {
            let distance = distance(
                line[index],
                fromLineThrough: line[start],
                and: line[end % line.count]
            )
            if distance > worst.distance { worst = (index, distance) }
        }
        guard worst.index > 0 else { continue }
        keep[worst.index] = true
        open.append((start, worst.index))
        open.append((worst.index, end))
    }
    return line.indices.filter { keep[$0] }.map { line[$0] }
}

private func squaredDistance(_ a: FramePoint, _ b: FramePoint) -> Double {
    (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
}

/// The distance of a point from the stretch between two others.
private func distance(
    _ point: FramePoint,
    fromLineThrough start: FramePoint,
    and end: FramePoint
) -> Double {
    let length = squaredDistance(start, end)
    guard length > 0 else { return squaredDistance(point, start).squareRoot() }
    let along =
        ((point.x - start.x) * (end.x - start.x) + (point.y - start.y) * (end.y - start.y)) / length
    let t = min(max(along, 0), 1)
    let foot = FramePoint(x: start.x + t * (end.x - start.x), y: start.y + t * (end.y - start.y))
    return squaredDistance(point, foot).squareRoot()
}
