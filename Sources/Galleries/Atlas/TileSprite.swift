import Explanations
import Foundation
import Images

/// The tiles of a ranking in one picture, three in a row, so that a page of a thousand tiles asks for few files.
struct TileSprite: Sendable {
    /// How many tiles stand in a row.
    static let columns = 3

    /// How many tiles a sprite has room for at least, so that all of an atlas are of one size.
    let places: Int

    /// A sprite's files.
    struct Files: Sendable {
        /// All tiles at the size of a page of one channel.
        let large: Data
        /// The same at the size of a card.
        let small: Data
    }

    /// The side of a tile on the page of its channel, in pixels.
    static let largeSide = 208
    /// The side of a tile on a card.
    static let smallSide = 96

    /// How many rows there are.
    var rows: Int { max((places + Self.columns - 1) / Self.columns, 1) }

    /// Draws the tiles of some references.
    ///
    /// - Parameters:
    ///   - references: Those of a ranking that have pictures, best first.
    ///   - pictures: Makes tiles.
    /// - Returns: The files; nil where there is nothing to show.
    /// - Throws: What making a tile throws.
    func files(_ references: [Reference], _ pictures: WebPictures) throws -> Files? {
        let shown = references.prefix(places).filter { !$0.crop.isEmpty }
        guard !shown.isEmpty else { return nil }
        let tiles = try shown.map { try pictures.tilePicture($0, side: Self.largeSide) }
        return Files(
            large: try sheet(tiles, side: Self.largeSide).jpegData(quality: WebPictures.quality),
            small: try sheet(
                tiles.map { $0.resized(width: Self.smallSide, height: Self.smallSide) },
                side: Self.smallSide
            ).jpegData(quality: WebPictures.quality)
        )
    }

    private func sheet(_ tiles: [Picture], side: Int) -> Picture {
        let width = Self.columns * side
        let height = rows * side
        var pixels = Picture(width: width, height: height, filledWith: EvidenceColors.tile)
            .pixels
        for (place, tile) in tiles.enumerated() {
            let left = place % Self.columns * side
            let top = place / Self.columns * side
            for row in 0..<side {
                let target = ((top + row) * width + left) * 3
                pixels.replaceSubrange(
                    target..<target + side * 3,
                    with: tile.pixels[row * side * 3..<(row + 1) * side * 3]
                )
            }
        }
        return Picture(width: width, height: height, pixels: pixels)
    }
}
