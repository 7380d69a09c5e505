/// Where captions go that want to start below given points but must not touch one another.
struct CaptionPlaces {
    /// The left edges.
    private(set) var x: [Double]
    /// The widths that the captions may take.
    private(set) var width: [Double]

    /// Finds the places: a caption starts where it wants to and wraps into two lines rather than leave its
    /// place; else it moves to the right as far as the one before needs, and to the left as far as those
    /// behind it need.
    ///
    /// - Parameters:
    ///   - starts: Where the captions want to start, ascending.
    ///   - natural: Their widths in one line.
    ///   - left: The left end of the room.
    ///   - right: The right end of the room.
    init(starts: [Double], natural: [Double], left: Double, right: Double) {
        let gap = 10.0
        let count = starts.count
        let room = right - left - gap * Double(max(count - 1, 0))
        let ends = starts.dropFirst() + [right + gap]
        let wanted = zip(natural, zip(starts, ends)).enumerated().map { index, part in
            let (natural, (start, end)) = part
            // The first one, of two words, stays in one line.
            let least = index == 0 && count > 1 ? natural : natural * 0.58
            return min(max(end - start - gap, least), natural) + 0.5
        }
        let needed = Self.widths(wanted, room: room)
        x = starts
        for index in 0..<count {
            let free = index == 0 ? left : x[index - 1] + needed[index - 1] + gap
            x[index] = max(x[index], free)
        }
        for index in (0..<count).reversed() {
            let end = index == count - 1 ? right : x[index + 1] - gap
            // It rather takes a second line than leave its place.
            let least = index == 0 && count > 1 ? needed[index] : natural[index] * 0.58 + 0.5
            x[index] = min(x[index], end - min(needed[index], least))
        }
        let places = x
        width = (0..<count).map { index in
            (index == count - 1 ? right : places[index + 1] - gap) - places[index]
        }
    }

    /// The widths themselves if they fit the room together; else the longest give way first.
    private static func widths(_ natural: [Double], room: Double) -> [Double] {
        guard natural.reduce(0, +) > room else { return natural }
        var most = room
        var least = 0.0
        // The common limit at which they just fit.
        for _ in 0..<40 {
            let limit = (most + least) / 2
            if natural.map({ min($0, limit) }).reduce(0, +) > room {
                most = limit
            } else {
                least = limit
            }
        }
        return natural.map { min($0, least) }
    }
}
