#if ONEDNN
/// How the work of a convolution is cut for threads: whole images, and those that do not go round in
/// parts of the channels that are made.
///
/// Kernels run on one image at a time, and a part of the channels has the bits it would have as part
/// of the whole: so an image's values depend neither on its batch nor on the number of threads.
struct ConvolutionPieces {
    /// One image, and one part of so many equal parts of the channels.
    struct Piece {
        let image: Int
        let part: Int
        let parts: Int
    }

    /// From how many multiplications on a second thread pays.
    private static let shareable = 1 << 20

    let pieces: [Piece]
    /// Whether the pieces are worth several threads.
    let areShared: Bool

    /// Cuts a convolution.
    ///
    /// - Parameters:
    ///   - images: The batch's images.
    ///   - channels: How many channels it makes.
    ///   - unit: How many channels a part must at least have and be a multiple of.
    ///   - threads: How many threads there are.
    ///   - multiplications: How much work one image is.
    init(images: Int, channels: Int, unit: Int, threads: Int, multiplications: Int) {
        areShared = threads > 1 && images * multiplications >= Self.shareable
        let left = areShared ? images % threads : 0
        var pieces = (0..<images - left).map { Piece(image: $0, part: 0, parts: 1) }
        if left > 0 {
            let parts = Self.parts(channels, unit, atMost: (threads + left - 1) / left)
            for image in images - left..<images {
                for part in 0..<parts {
                    pieces.append(Piece(image: image, part: part, parts: parts))
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
