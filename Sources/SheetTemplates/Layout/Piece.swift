/// Something laid out that page flow places: its horizontal positions are final, its vertical ones count
/// from its own top.
indirect enum Piece {
    /// The smallest thing, which is never taken apart.
    case atom(Atom)
    /// Pieces side by side.
    case columns(Columns)
    /// Pieces that stand on one page if one page can hold them.
    case together([Piece], keepsNext: Bool)
    /// Pieces whose head comes again at the top of every page that they go on to.
    case repeating(head: [Piece], body: [Piece])
    /// What follows begins on a new page.
    case pageBreak

    /// Pieces side by side.
    struct Columns {
        /// The distance to the piece above; dropped at the top of a page.
        var before = 0.0
        /// The least height, so that what follows stands at the same place on every sheet.
        var height = 0.0
        /// Whether the next piece must stand on the same page.
        var keepsNext = false
        /// The columns from left to right with their pieces from top to bottom.
        var columns: [[Piece]]
    }

    /// Whether the next piece must stand on the same page.
    var keepsNext: Bool {
        switch self {
        case .atom(let atom): atom.keepsNext
        case .columns(let columns): columns.keepsNext
        case .together(_, let keepsNext): keepsNext
        case .repeating, .pageBreak: false
        }
    }

    /// The distance to the piece above, which is dropped at the top of a page.
    var before: Double {
        switch self {
        case .atom(let atom): atom.before
        case .columns(let columns): columns.before
        case .together(let pieces, _): pieces.first?.before ?? 0
        case .repeating(let head, let body): (head + body).first?.before ?? 0
        case .pageBreak: 0
        }
    }

    /// The whole height, the distance to the piece above included.
    var height: Double {
        switch self {
        case .atom(let atom): atom.before + atom.height
        case .columns(let columns):
            columns.before
                + max(columns.height, columns.columns.map(\.totalHeight).max() ?? 0)
        case .together(let pieces, _): pieces.totalHeight
        case .repeating(let head, let body): (head + body).totalHeight
        case .pageBreak: 0
        }
    }

    /// The height of what at least stands where the piece begins.
    func leastHeight(capacity: Double) -> Double {
        switch self {
        case .atom(let atom): return atom.before + atom.height
        case .columns(let columns):
            return columns.before
                + (columns.columns.map { $0.leastHeight(capacity: capacity) }.max() ?? 0)
        case .together(let pieces, _):
            let whole = pieces.totalHeight
            return whole - before <= capacity ? whole : pieces.leastHeight(capacity: capacity)
        case .repeating(let head, let body):
            return head.totalHeight + body.leastHeight(capacity: capacity - head.totalHeight)
        case .pageBreak: return 0
        }
    }

    /// The piece further from the one above, and with or without the next one.
    func adding(before distance: Double, keepsNext: Bool = false) -> Piece {
        switch self {
        case .atom(var atom):
            atom.before += distance
            atom.keepsNext = atom.keepsNext || keepsNext
            return .atom(atom)
        case .columns(var columns):
            columns.before += distance
            columns.keepsNext = columns.keepsNext || keepsNext
            return .columns(columns)
        case .together(let pieces, let keeps):
            return .together(
                pieces.adding(before: distance),
                keepsNext: keeps || keepsNext
            )
        case .repeating(let head, let body):
            return head.isEmpty
                ? .repeating(head: head, body: body.adding(before: distance))
                : .repeating(head: head.adding(before: distance), body: body)
        case .pageBreak: return self
        }
    }
}

extension [Piece] {
    /// The height of all, one below the other, the first one's distance included.
    var totalHeight: Double { reduce(0) { $0 + $1.height } }

    /// The height of what at least stands where they begin: all up to the first that may be parted from
    /// the next, and of that one the least.
    func leastHeight(capacity: Double) -> Double {
        guard let end = firstIndex(where: { !$0.keepsNext }) ?? indices.last else { return 0 }
        return self[..<end].reduce(0) { $0 + $1.height } + self[end].leastHeight(capacity: capacity)
    }

    /// The pieces with the first one further from what is above; marks stay with what they mark.
    func adding(before distance: Double) -> [Piece] {
        var pieces = self
        let index = pieces.firstIndex { !$0.isMark } ?? pieces.startIndex
        guard pieces.indices.contains(index) else { return pieces }
        pieces[index] = pieces[index].adding(before: distance)
        return pieces
    }

    /// The pieces with the last one kept together with what follows.
    func keepingNext() -> [Piece] {
        var pieces = self
        guard let last = pieces.indices.last else { return pieces }
        pieces[last] = pieces[last].adding(before: 0, keepsNext: true)
        return pieces
    }
}

extension Piece {
    /// Whether it takes no room of its own.
    var isMark: Bool {
        if case .atom(let atom) = self { return atom.isMark }
        return false
    }
}
