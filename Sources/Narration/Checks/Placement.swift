import Explanations

/// Whether a place that a text tells is where a region was measured.
///
/// Along each axis a side is right
/// - if the centroid lies in that third, or within a twentieth of the view of it;
/// - if the region's box covers three fifths of that third, or two fifths of the box lie in it, and
///   the centroid is not past the middle by more than a twentieth;
/// - where half a photo is meant: if the centroid lies in that half, or within a twentieth of it.
///
/// The middle is right if the centroid lies in the middle third or within a twentieth of it, or the
/// box covers three fifths of that third; "in the middle" must be so along both axes, or half of the
/// middle cell lies in the box.
struct Placement {
    let region: Region

    /// Whether the place is right.
    func holds(_ place: PlaceClaim.Place, isHalf: Bool) -> Bool {
        if place.isMiddle {
            return holds(.middle, across, isHalf) && holds(.middle, down, isHalf)
                || across.coverage(of: .middle) * down.coverage(of: .middle) >= 0.5
        }
        return place.column.map { holds($0, across, isHalf) } ?? true
            && place.row.map { holds($0, down, isHalf) } ?? true
    }

    /// Whether the place is right to the letter: the centre lies there, and the region does not reach
    /// over more than three fifths of the view that way.
    func holdsExtremely(_ place: PlaceClaim.Place) -> Bool {
        func keeps(_ side: Side?, _ axis: Axis) -> Bool {
            side == nil || axis.high - axis.low <= 0.6
        }
        return holds(place, isHalf: false) && keeps(place.column, across) && keeps(place.row, down)
    }

    /// Whether the region is clearly elsewhere: its centre lies in the opposite third and its box
    /// hardly reaches the place.
    func isOpposite(_ place: PlaceClaim.Place) -> Bool {
        func opposite(_ side: Side?, _ axis: Axis) -> Bool {
            guard let side, side != .middle else { return false }
            let other = side == .low ? axis.centre > 2.0 / 3 : axis.centre < 1.0 / 3
            return other && axis.coverage(of: side) < 0.2
        }
        return opposite(place.column, across) || opposite(place.row, down)
    }

    /// The measured cell and box, in words and numbers.
    var evidence: String {
        func range(_ axis: Axis) -> String {
            "\(Self.hundredths(axis.low))\u{2013}\(Self.hundredths(axis.high))"
        }
        return "measured cell: \(region.cell.rawValue); box \(range(across)) × \(range(down))"
    }

    private static func hundredths(_ value: Double) -> String {
        let whole = Int((max(0, min(1, value)) * 100).rounded())
        return "\(whole / 100).\(whole % 100 < 10 ? "0" : "")\(whole % 100)"
    }

    /// The region along one axis of the view.
    private struct Axis {
        let low: Double
        let high: Double
        let centre: Double

        func coverage(of side: Side) -> Double {
            overlap(side) * 3
        }

        /// The share of the region that lies in a third.
        func share(in side: Side) -> Double {
            high > low ? overlap(side) / (high - low) : 0
        }

        private func overlap(_ side: Side) -> Double {
            let start = Self.start(of: side)
            return max(0, min(high, start + 1.0 / 3) - max(low, start))
        }

        static func start(of side: Side) -> Double {
            switch side {
            case .low: 0
            case .middle: 1.0 / 3
            case .high: 2.0 / 3
            }
        }
    }

    private var across: Axis {
        Axis(
            low: region.box.x,
            high: region.box.x + region.box.width,
            centre: region.centroid.x
        )
    }

    private var down: Axis {
        Axis(
            low: region.box.y,
            high: region.box.y + region.box.height,
            centre: region.centroid.y
        )
    }

    private func holds(_ side: Side, _ axis: Axis, _ isHalf: Bool) -> Bool {
        let slack = 0.05
        let start = Axis.start(of: side)
        if axis.centre >= start - slack, axis.centre <= start + 1.0 / 3 + slack { return true }
        guard side != .middle else { return axis.coverage(of: .middle) >= 0.6 }
        let isOnSide = side == .low ? axis.centre <= 0.5 + slack : axis.centre >= 0.5 - slack
        return isOnSide
            && (isHalf || axis.coverage(of: side) >= 0.6 || axis.share(in: side) >= 0.4)
    }
}
