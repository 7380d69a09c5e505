/// Fills pages with atoms from top to bottom.
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
    private var starts: [Double] = []
    /// Where content must end.
    let bottom: Double
    private let head: (Int) throws -> (elements: [PlacedElement], start: Double)
    /// The text element that the next line may belong to.
    private var lastLine: (page: Int, element: Int, block: TextBlock)?

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
            pages.append(LaidOutPage(elements: elements))
            starts.append(start)
        }
        return Cursor(page: page, y: starts[page], isTop: true)
    }

    /// How much a fresh page after `page` holds.
    func capacity(after page: Int) throws -> Double {
        // Later pages all have the same head, so any page but the first stands for the next one.
        if page + 1 < starts.count { return bottom - starts[page + 1] }
        return bottom - (try head(page + 1).start)
    }

    /// Places atoms one below the other, page after page.
    func stream(_ atoms: [Atom], from start: Cursor) throws -> Cursor {
        var cursor = start
        var next = 0
        while next < atoms.count {
            var end = next
            while end < atoms.count - 1 && atoms[end].keepsNext { end += 1 }
            let group = atoms[next...end]
            let height = Self.height(of: group)
            let needed = height - (cursor.isTop ? group[next].before : 0)
            if cursor.y + needed > bottom + 0.01 && !cursor.isTop {
                cursor = try self.start(of: cursor.page + 1)
            }
            for atom in group {
                let gap = cursor.isTop ? 0 : atom.before
                if cursor.y + gap + atom.height > bottom + 0.01 && !cursor.isTop {
                    cursor = try self.start(of: cursor.page + 1)
                    place(atom, at: cursor)
                    cursor.y += atom.height
                } else {
                    cursor.y += gap
                    place(atom, at: cursor)
                    cursor.y += atom.height
                }
                cursor.isTop = false
            }
            next = end + 1
        }
        return cursor
    }

    /// Places elements whose vertical positions count from `y`.
    func place(_ elements: [PlacedElement], page: Int, y: Double) {
        pages[page].elements += elements.map { $0.moved(y: y) }
    }

    /// The height of atoms one below the other, the first one's distance included.
    static func height(of atoms: some Sequence<Atom>) -> Double {
        atoms.reduce(0) { $0 + $1.before + $1.height }
    }

    private func place(_ atom: Atom, at cursor: Cursor) {
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
    /// The element further down.
    func moved(y: Double) -> PlacedElement {
        var element = self
        element.frame = frame.moved(y: y)
        if case .text(var text) = content {
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
