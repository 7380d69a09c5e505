package import Images

/// Numbered groups of square tiles on a grey ground, as large as a limit allows.
///
/// All tiles are of one size. Groups stand in rows, numbered from 1 in reading order, each with its
/// number above it; within a group the tiles lie close together.
package struct Montage: Sendable {
    /// The pixels between tiles of one group.
    package static let gap = 6
    /// The pixels between groups and around all.
    package static let margin = 20
    /// The size of a digit's pixel.
    package static let numberScale = 4
    /// The ground, darker than the tiles' own pale grey.
    package static let ground = Color(rgb: 0xA9AEB5)
    /// The largest side of a tile: reference crops have no more pixels.
    package static let largestTile = 256

    /// How many groups stand side by side.
    package let columns: Int
    /// How many rows of groups there are.
    package let rows: Int
    /// The side of a tile in pixels.
    package let side: Int
    private let groups: Int
    private let tiles: Int

    /// Finds the arrangement with the largest tiles.
    ///
    /// - Parameters:
    ///   - groups: How many groups, at least 1.
    ///   - tiles: How many tiles a group has, at least 1.
    ///   - limit: The most pixels of either side of the whole.
    ///   - largestTile: The most pixels of a tile's side.
    package init(groups: Int, tiles: Int, limit: Int, largestTile: Int = Self.largestTile) {
        precondition(groups > 0 && tiles > 0, "a montage of \(groups) groups of \(tiles) tiles")
        var best = (columns: 1, rows: groups, side: 0)
        for columns in 1...groups {
            let rows = (groups + columns - 1) / columns
            let across = (limit - Self.margin * (columns + 1)) / columns - Self.gap * (tiles - 1)
            let down = (limit - Self.margin) / rows - Self.margin - Self.header
            let side = min(across / tiles, down, largestTile)
            // Of arrangements with equal tiles the one with the fewest empty places, and of those
            // the one nearest to a square.
            func rank(_ columns: Int, _ rows: Int) -> (Int, Int) {
                (columns * rows, max(columns * tiles, rows))
            }
            if side > best.side
                || side == best.side && rank(columns, rows) <= rank(best.columns, best.rows)
            {
                best = (columns, rows, side)
            }
        }
        self.groups = groups
        self.tiles = tiles
        columns = best.columns
        rows = best.rows
        side = max(best.side, 1)
    }

    /// The width of the whole in pixels.
    package var width: Int { Self.margin + columns * (groupWidth + Self.margin) }

    /// The height of the whole in pixels.
    package var height: Int { Self.margin + rows * (Self.header + side + Self.margin) }

    /// Where a tile's left top corner lies.
    package func origin(group: Int, tile: Int) -> (x: Int, y: Int) {
        let (row, column) = group.quotientAndRemainder(dividingBy: columns)
        return (
            x: Self.margin + column * (groupWidth + Self.margin) + tile * (side + Self.gap),
            y: Self.margin + row * (Self.header + side + Self.margin) + Self.header
        )
    }

    /// Draws the whole.
    ///
    /// - Parameter tile: Gives the tile of a group, `side` pixels wide and high; nil leaves its
    ///   place empty.
    /// - Returns: A picture of `width` by `height` pixels.
    package func draw(_ tile: (_ group: Int, _ tile: Int) throws -> Picture?) rethrows -> Picture {
        var canvas = Canvas(width: width, height: height, ground: Self.ground)
        for group in 0..<groups {
            for position in 0..<tiles {
                guard let picture = try tile(group, position) else { continue }
                let origin = origin(group: group, tile: position)
                canvas.paste(picture, x: origin.x, y: origin.y)
            }
            let corner = origin(group: group, tile: 0)
            canvas.write(
                group + 1,
                x: corner.x,
                y: corner.y - Self.header,
                scale: Self.numberScale
            )
        }
        return canvas.picture
    }

    private var groupWidth: Int { tiles * side + (tiles - 1) * Self.gap }

    /// The height of a group's number with the room below it.
    private static var header: Int { Canvas.numberHeight(scale: numberScale) + 5 }
}
