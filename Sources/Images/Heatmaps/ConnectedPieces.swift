/// The pieces of a mask whose pixels touch along edges (4-connected).
struct ConnectedPieces {
    /// The pixels of each piece, as positions in the mask; pieces in the order of first pixels.
    let pieces: [[Int]]

    /// Takes a mask apart.
    ///
    /// - Parameters:
    ///   - mask: Which pixels belong, row by row.
    ///   - width: The length of a row.
    init(of mask: [Bool], width: Int) {
        var left = mask
        var pieces = [[Int]]()
        for start in mask.indices where left[start] {
            left[start] = false
            var piece = [start]
            var next = 0
            while next < piece.count {
                let pixel = piece[next]
                next += 1
                let column = pixel % width
                let neighbors = [
                    column > 0 ? pixel - 1 : -1,
                    column + 1 < width ? pixel + 1 : -1,
                    pixel - width,
                    pixel + width,
                ]
                for neighbor in neighbors where mask.indices ~= neighbor && left[neighbor] {
                    left[neighbor] = false
                    piece.append(neighbor)
                }
            }
            pieces.append(piece)
        }
        self.pieces = pieces
    }
}
