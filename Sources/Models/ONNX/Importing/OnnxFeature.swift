/// What flows through a network being imported: a layer's output, and how the file's axes lie in it.
///
/// The layer's output is `[N] + dims`; the file sees it under axes of its own. Each of those is a
/// list of pieces of ours, the slowest first, so that transposing and reshaping change nothing but
/// this list.
struct OnnxFeature {
    /// A run of places along one of our axes, or the batch.
    struct Piece: Equatable {
        /// The axis of `dims`, or `batch`.
        var axis: Int
        /// How many places there are.
        var length: Int
        /// How far neighbours lie apart along our axis.
        var stride: Int

        static let batch = -1

        var isBatch: Bool { axis == Self.batch }
    }

    /// How channels and places of a picture are ordered.
    enum Arrangement: CaseIterable {
        /// `[N, C, H, W]`.
        case channelsFirst
        /// `[N, H, W, C]`.
        case channelsLast

        /// For each of the file's axes behind the batch the axis of ours.
        var order: [Int] { self == .channelsFirst ? [0, 1, 2] : [1, 2, 0] }
    }

    /// The layer.
    var source: LayerGraph.Source
    /// The axes of its output behind the batch.
    var dims: [Int]
    /// The file's axes, in pieces of ours.
    var axes: [[Piece]]
    /// What is still to be done to each value, and the node that asked for it last.
    var pending: (function: PointwiseFunction, node: OnnxNode)?

    /// A layer's output seen as it is.
    ///
    /// - Parameters:
    ///   - source: The layer.
    ///   - dims: The axes of its output behind the batch.
    ///   - batch: How many images the file believes in.
    ///   - order: For each of the file's axes behind the batch the axis of ours; all of them in
    ///     order without it.
    init(_ source: LayerGraph.Source, dims: [Int], batch: Int, order: [Int]? = nil) {
        self.source = source
        self.dims = dims
        axes =
            [[Piece(axis: Piece.batch, length: batch, stride: 1)]]
            + (order ?? Array(dims.indices)).map { Self.whole($0, dims) }
    }

    /// The lengths of the file's axes.
    var shape: [Int] { axes.map { $0.reduce(1) { $0 * $1.length } } }

    /// How many images the file believes in.
    var batch: Int { axes.lazy.joined().first(where: \.isBatch)?.length ?? 1 }

    /// All pieces in the file's order, neighbours joined where they can be.
    var pieces: [Piece] { Self.joined(axes.flatMap { $0 }) }

    /// Whether the batch is the file's first axis, alone.
    var leadsWithBatch: Bool {
        guard let first = axes.first else { return false }
        return first.count == 1 && first[0].isBatch
    }

    /// Whether the file sees pictures of ours in an order of channels and places.
    ///
    /// - Parameter arrangement: The order.
    /// - Returns: Whether each of the file's four axes is the one of ours that belongs there.
    func fits(_ arrangement: Arrangement) -> Bool {
        dims.count == 3 && fits(order: arrangement.order)
    }

    /// Whether the file's axes behind the batch are ours in an order.
    func fits(order: [Int]) -> Bool {
        leadsWithBatch && axes.count == order.count + 1 && dims.count == order.count
            && zip(axes.dropFirst(), order).allSatisfy {
                Self.joined($0) == Self.whole($1, dims)
            }
    }

    /// Whether the file sees our axes as they are.
    var isPlain: Bool { fits(order: Array(dims.indices)) }

    /// The same axes over an output of ours that is flattened.
    ///
    /// - Parameter source: The layer that flattens.
    /// - Returns: A feature of one axis of ours.
    func flattened(by source: LayerGraph.Source) -> OnnxFeature {
        var result = self
        result.source = source
        result.dims = [dims.reduce(1, *)]
        result.axes = axes.map { pieces in
            pieces.map { piece in
                guard !piece.isBatch else { return piece }
                let step = dims[(piece.axis + 1)...].reduce(1, *)
                return Piece(axis: 0, length: piece.length, stride: piece.stride * step)
            }
        }
        return result
    }

    /// For each place in the file's order, the place along our only axis.
    static func places(_ pieces: [Piece]) -> [Int] {
        var places = [0]
        for piece in pieces where !piece.isBatch {
            places = places.flatMap { place in
                (0..<piece.length).map { place + $0 * piece.stride }
            }
        }
        return places
    }

    /// The same values under other axes.
    ///
    /// - Parameter shape: The new lengths; their product must be that of the old ones.
    /// - Returns: The feature; nil where pieces of ours would have to be torn, or the batch is not
    ///   first.
    func reshaped(to shape: [Int]) -> OnnxFeature? {
        var rest = axes.flatMap { $0 }.filter { $0.isBatch || $0.length > 1 }
        rest = rest.filter(\.isBatch) == Array(rest.prefix(1)) ? Self.joined(rest) : []
        guard !rest.isEmpty else { return nil }
        rest.reverse()
        var axes: [[Piece]] = []
        for (index, length) in shape.enumerated() {
            var axis: [Piece] = []
            var needed = length
            if index == 0, let batch = rest.popLast() {
                guard needed % batch.length == 0 else { return nil }
                axis.append(batch)
                needed /= batch.length
            }
            while needed > 1 {
                guard var piece = rest.popLast() else { return nil }
                if needed % piece.length == 0 {
                    axis.append(piece)
                    needed /= piece.length
                } else if piece.length % needed == 0 {
                    let inner = piece.length / needed
                    axis.append(
                        Piece(
                            axis: piece.axis,
                            length: needed,
                            stride: piece.stride * inner
                        )
                    )
                    piece.length = inner
                    rest.append(piece)
                    needed = 1
                } else {
                    return nil
                }
            }
            axes.append(axis)
        }
        guard rest.isEmpty else { return nil }
        var result = self
        result.axes = axes
        return result
    }

    // MARK: - Pieces

    static func whole(_ axis: Int, _ dims: [Int]) -> [Piece] {
        dims[axis] == 1 ? [] : [Piece(axis: axis, length: dims[axis], stride: 1)]
    }

    static func joined(_ pieces: [Piece]) -> [Piece] {
        var result: [Piece] = []
        for piece in pieces where piece.isBatch || piece.length > 1 {
            if let last = result.last, !last.isBatch, last.axis == piece.axis,
                last.stride == piece.stride * piece.length
            {
                result[result.count - 1].length *= piece.length
                result[result.count - 1].stride = piece.stride
            } else {
                result.append(piece)
            }
        }
        return result
    }
}
