/// Fills pages with pieces from top to bottom.
final class PageFlow {
    /// A place to go on at.
    struct Cursor: Comparable {
        var page: Int
        var y: Double
        /// Whether nothing stands above, so that distances are dropped.
        var isTop: Bool

        static func < (one: Cursor, other: Cursor) -> Bool {
            (one.page, one.y) < (other.page, other.y)
        }
    }

    private(set) var pages: [LaidOutPage] = []
    /// How many of the first pages were taken.
    private var taken = 0
    /// The places that the document outline leads to.
    private(set) var outline: [OutlineEntry] = []
    private var starts: [Cursor] = []
    /// Where content must end.
    let bottom: Double
    private let head: (Int) throws -> (elements: [PlacedElement], start: Double)
    /// What comes again at the top of every page, outermost first.
    private var repeated: [(id: Int, pieces: [Piece])] = []
    private var lastID = 0
    /// Which of what comes again stands on each page.
    private var heads: [Set<Int>] = []
    /// The text element that the next line may belong to.
    private var lastLine: (page: Int, element: Int, block: TextBlock)?

    private static let tolerance = 0.01

    /// Makes a flow without pages.
    ///
    /// - Parameters:
    ///   - bottom: Where content must end on every page.
    ///   - head: What stands at the top of a page, and where content begins below it.
    init(
        bottom: Double,
        head: @escaping (Int) throws -> (elements: [PlacedElement], start: Double)
    ) {
        self.bottom = bottom
        self.head = head
    }

    /// The first free place of a page; pages up to it are made.
    func start(of page: Int) throws -> Cursor {
        while pages.count <= page {
            let (elements, start) = try head(pages.count)
            let number = pages.count
            pages.append(LaidOutPage(elements: elements))
            heads.append([])
            starts.append(Cursor(page: number, y: start, isTop: true))
            if number > 0 { starts[number] = try placeHeads(at: starts[number]) }
        }
        return starts[page]
    }

    /// Where to go on behind a page: below what comes again there, also on a page that a column beside this
    /// one has begun.
    private func continued(after page: Int) throws -> Cursor {
        try placeHeads(at: start(of: page + 1))
    }

    /// Places what comes again and does not stand on the page yet.
    private func placeHeads(at start: Cursor) throws -> Cursor {
        var cursor = start
        let known = pages[start.page].elements.count
        for (id, pieces) in repeated where heads[start.page].insert(id).inserted {
            for piece in pieces { cursor = try placeWhole(piece, at: cursor) }
        }
        // They were told before.
        for index in pages[start.page].elements.indices.dropFirst(known) {
            pages[start.page].elements[index].structure = []
        }
        // What heads a page counts as its top: distances and lines between rows are dropped below it.
        cursor.isTop = true
        return cursor
    }

    /// How much a fresh page after `page` holds.
    private func capacity(after page: Int) throws -> Double {
        if page + 1 < starts.count { return bottom - starts[page + 1].y }
        // Later pages all have the same head, so any page but the first stands for the next one.
        let heads = repeated.reduce(0) { $0 + $1.pieces.totalHeight }
        return try bottom - head(page + 1).start - heads
    }

    /// Takes pages that nothing more comes onto; empty ones stay in their places.
    ///
    /// - Parameter end: The first page that is not finished.
    /// - Returns: The pages in order, from the first one that was not taken before.
    func takePages(before end: Int) -> [LaidOutPage] {
        guard taken < end else { return [] }
        let finished = Array(pages[taken..<end])
        for page in taken..<end { pages[page] = LaidOutPage() }
        taken = end
        return finished
    }

    // MARK: Pieces

    /// Places pieces one below the other, page after page.
    func place(_ pieces: [Piece], from start: Cursor) throws -> Cursor {
        var cursor = start
        var next = 0
        while next < pieces.count {
            var end = next
            while end < pieces.count - 1 && pieces[end].keepsNext { end += 1 }
            let run = Array(pieces[next...end])
            if !cursor.isTop, try mustBreak(before: run, at: cursor) {
                cursor = try continued(after: cursor.page)
            }
            for piece in run { cursor = try place(piece, at: cursor) }
            next = end + 1
        }
        return cursor
    }

    /// Whether pieces that belong together do not fit here but on a page of their own, or not even begin
    /// here.
    private func mustBreak(before run: [Piece], at cursor: Cursor) throws -> Bool {
        let room = bottom - cursor.y + Self.tolerance
        let capacity = try capacity(after: cursor.page)
        guard run.leastHeight(capacity: capacity) > room else { return false }
        let least = run.leastHeight(capacity: capacity) - (run.first?.before ?? 0)
        if least <= capacity + Self.tolerance { return true }
        return (run.first?.leastHeight(capacity: 0) ?? 0) > room
    }

    private func place(_ piece: Piece, at start: Cursor) throws -> Cursor {
        switch piece {
        case .atom(let atom): return try place(atom, at: start)
        case .columns(let columns): return try place(columns, at: start)
        case .together(let pieces, _): return try place(pieces, from: start)
        case .pageBreak: return start.isTop ? start : try continued(after: start.page)
        case .repeating(let head, let body):
            var cursor = start
            for piece in head { cursor = try placeWhole(piece, at: cursor) }
            if !head.isEmpty { cursor.isTop = true }
            lastID += 1
            repeated.append((lastID, head))
            cursor = try place(body, from: cursor)
            repeated.removeLast()
            return cursor
        }
    }

    /// Places a piece of a head, which never breaks.
    private func placeWhole(_ piece: Piece, at start: Cursor) throws -> Cursor {
        switch piece {
        case .atom(let atom): return put(atom, at: start)
        case .columns(let columns):
            var top = start
            if !top.isTop { top.y += columns.before }
            var end = top
            for column in columns.columns {
                var cursor = top
                for piece in column { cursor = try placeWhole(piece, at: cursor) }
                end = max(end, cursor)
            }
            end.y = max(end.y, top.y + columns.height)
            end.isTop = false
            return end
        case .together(let pieces, _), .repeating(let pieces, _):
            return try pieces.reduce(start) { try placeWhole($1, at: $0) }
        case .pageBreak: return start
        }
    }

    private func place(_ columns: Piece.Columns, at start: Cursor) throws -> Cursor {
        var top = start
        if !top.isTop { top.y += columns.before }
        var end = top
        for column in columns.columns { end = max(end, try place(column, from: top)) }
        if end.page == top.page { end.y = max(end.y, top.y + columns.height) }
        end.isTop = false
        return end
    }

    private func place(_ atom: Atom, at start: Cursor) throws -> Cursor {
        var cursor = start
        let gap = cursor.isTop ? 0 : atom.before
        if cursor.y + gap + atom.height > bottom + Self.tolerance && !cursor.isTop && !atom.isMark {
            cursor = try continued(after: cursor.page)
        }
        return put(atom, at: cursor)
    }

    private func put(_ atom: Atom, at start: Cursor) -> Cursor {
        var cursor = start
        if let (title, level) = atom.outline {
            outline.append(
                OutlineEntry(title: title, level: level, page: cursor.page, y: cursor.y)
            )
        }
        if atom.isMark || (atom.isSeparator && cursor.isTop) { return cursor }
        if !cursor.isTop { cursor.y += atom.before }
        draw(atom, at: cursor)
        cursor.y += atom.height
        cursor.isTop = false
        return cursor
    }

    // MARK: Elements

    /// Places elements whose vertical positions count from `y`.
    func place(_ elements: [PlacedElement], page: Int, y: Double) {
        pages[page].elements += elements.map { $0.moved(y: y) }
    }

    private func draw(_ atom: Atom, at cursor: Cursor) {
        place(atom.elements, page: cursor.page, y: cursor.y)
        guard let line = atom.line else { return }
        let baseline = cursor.y + line.baseline
        if let last = lastLine, last.page == cursor.page, last.block === line.block,
            case .text(let text) = pages[last.page].elements[last.element].content,
            text.lines.upperBound == line.index
        {
            pages[last.page].elements[last.element] = line.block.element(
                lines: text.lines.lowerBound..<line.index + 1,
                baselines: text.baselines + [baseline]
            )
            return
        }
        pages[cursor.page].elements.append(
            line.block.element(lines: line.index..<line.index + 1, baselines: [baseline])
        )
        lastLine = (cursor.page, pages[cursor.page].elements.count - 1, line.block)
    }
}

extension PlacedElement {
    /// The element further to the right and down.
    func moved(x: Double = 0, y: Double) -> PlacedElement {
        var element = self
        element.frame = frame.moved(x: x, y: y)
        if case .text(var text) = content {
            text.x = text.x.map { $0 + x }
            text.baselines = text.baselines.map { $0 + y }
            element.content = .text(text)
        }
        return element
    }

    /// A filled box without a place in the structure.
    static func fill(_ frame: Rect, _ colour: Colour) -> PlacedElement {
        PlacedElement(frame: frame, content: .fill(colour), structure: [])
    }
}

extension PageFlow {
    /// Places atoms one below the other, page after page.
    func stream(_ atoms: [Atom], from start: Cursor) throws -> Cursor {
        try place(atoms.map { .atom($0) }, from: start)
    }

    /// The height of atoms one below the other, the first one's distance included.
    static func height(of atoms: some Sequence<Atom>) -> Double {
        atoms.reduce(0) { $0 + $1.before + $1.height }
    }
}
