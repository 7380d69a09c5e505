#if ONEDNN
/// How the work of a convolution is cut for threads: some whole images each, and what is left over
/// in parts of the channels that it makes.
struct ConvolutionPieces {
    /// One piece: some images, and one part of so many equal parts of the channels.
    struct Piece {
        let images: Range<Int>
        let part: Int
        let parts: Int
    }

    /// From how many multiplications on a second thread pays.
    private static let shareable = 1 << 20

    let pieces: [Piece]

    /// Cuts a convolution.
    ///
    /// - Parameters:
    ///   - images: The batch's images.
    ///   - channels: How many channels it makes.
    ///   - unit: How many channels a part must at least have and be a multiple of.
    ///   - threads: How many threads there are.
    ///   - multiplications: How much work one image is.
    init(images: Int, channels: Int, unit: Int, threads: Int, multiplications: Int) {
        guard threads > 1, images * multiplications >= Self.shareable else {
            pieces = [Piece(images: 0..<images, part: 0, parts: 1)]
            return
        }
        let each = images / threads
        var pieces = (0..<(each > 0 ? threads : 0)).map { thread in
            Piece(images: thread * each..<(thread + 1) * each, part: 0, parts: 1)
        }
        let left = images - each * threads
        if left > 0 {
            let parts = Self.parts(channels, unit, atMost: (threads + left - 1) / left)
            for image in each * threads..<images {
                for part in 0..<parts {
                    pieces.append(Piece(images: image..<image + 1, part: part, parts: parts))
                }
            }
        }
        self.pieces = pieces
    }

    /// The most equal parts that are multiples of a unit.
    private static func parts(_ channels: Int, _ unit: Int, atMost most: Int) -> Int {
        stride(from: most, to: 1, by: -1).first { channels % ($0 * unit) == 0 } ?? 1
    }
}
#endif
