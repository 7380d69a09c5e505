import SheetTemplates

/// A sheet's logical structure: what belongs to what, in reading order, with the links in it.
struct StructureTree {
    /// An element of the structure.
    struct Node {
        /// The name of its type in PDF.
        var tag: String
        /// The element around it; nil for the document.
        var parent: Int?
        var kids: [Kid] = []
        /// The words in place of a picture.
        var alternative: String?
        var language: String?
        /// The words that stand in it itself.
        var words = ""
        /// The pages that it stands on.
        var pages: Set<Int> = []
        /// The box around its content.
        var frame: Rect?
        /// What its type needs to be told of it.
        var attributes: [Attribute] = []
        /// A name that no other element has; notes need one.
        var identifier: String?
    }

    /// A part of an element.
    enum Kid: Equatable {
        case node(Int)
        /// A piece of a page's content.
        case content(page: Int, number: Int)
        /// A link's place on the page.
        case link(Int)
    }

    /// An attribute of a structure element.
    enum Attribute: Equatable {
        /// A header cell's direction: is it for its column or for its row?
        case scope(isColumn: Bool)
        /// How many columns a cell is wide.
        case columns(Int)
        /// The box around a picture.
        case box(Rect)
        /// What a list's items begin with.
        case numbering(String)
    }

    /// A link on a page.
    struct Link {
        var page: Int
        /// What can be clicked, line by line.
        var boxes: [Rect]
        var target: LinkTarget
        /// The structure element that it is.
        var node: Int
    }

    /// A place that links lead to.
    struct Place {
        var page: Int
        /// In points from the top.
        var y: Double
    }

    private(set) var nodes = [Node(tag: "Document", parent: nil)]
    private(set) var links: [Link] = []
    private(set) var places: [String: Place] = [:]
    /// For each page what its pieces are, by Cairo's numbers.
    private(set) var marks: [[Int: ContentMarker.Mark]] = []
    /// For each page the element that holds each piece, by the numbers in `marks`.
    private(set) var owners: [[Int]] = []

    private var known: [Key: Int] = [:]

    /// An element among others of the same parent.
    private struct Key: Hashable {
        var parent: Int
        var tag: String
        var id: Int
    }

    /// Puts a document's elements into order.
    ///
    /// - Parameters:
    ///   - contents: The document.
    ///   - tags: The numbers of each element's pieces of content.
    /// - Throws: `SheetRenderingError` if the numbers are not the document's, a part stands where its kind
    ///   may not stand, or a link leads nowhere.
    init(_ contents: PDFContents, _ tags: [[Int]]) throws(SheetRenderingError) {
        let count = contents.pages.reduce(0) { $0 + $1.count }
        guard tags.count == count else {
            throw SheetRenderingError(
                "the PDF has \(tags.count) pieces of content, the sheet \(count) elements"
            )
        }
        var next = 0
        for (number, page) in contents.pages.enumerated() {
            marks.append([:])
            owners.append([])
            for element in page {
                try add(element, page: number, pieces: tags[next], contents.pageHeight)
                next += 1
            }
        }
        for link in links {
            guard case .anchor(let name) = link.target, places[name] == nil else { continue }
            throw SheetRenderingError(
                "page \(link.page + 1) links to \"\(name)\", but nothing on the sheet has that anchor",
                hint: "give an element the anchor, or leave the link out"
            )
        }
        try StructureRules.complete(&nodes)
    }

    // MARK: Elements

    private mutating func add(
        _ element: StructuredElement,
        page: Int,
        pieces: [Int],
        _ pageHeight: Double
    ) throws(SheetRenderingError) {
        if let anchor = element.anchor, places[anchor] == nil {
            places[anchor] = Place(page: page, y: element.frame.y)
        }
        guard !element.isDecoration else {
            guard element.link == nil else {
                throw SheetRenderingError(
                    "page \(page + 1) has a link on decoration, which nobody can follow by ear",
                    hint: "put the link on a text or on a picture with words"
                )
            }
            let mark = element.decorationMark(pageHeight: pageHeight)
            for piece in pieces { marks[page][piece] = mark }
            return
        }
        let node = node(of: element)
        let words = element.words
        nodes[node].words += nodes[node].words.isEmpty ? words : " " + words
        var around: Int? = node
        while let index = around {
            nodes[index].pages.insert(page)
            nodes[index].frame = nodes[index].frame?.union(element.frame) ?? element.frame
            around = nodes[index].parent
        }
        for piece in pieces {
            let number = owners[page].count
            nodes[node].kids.append(.content(page: page, number: number))
            owners[page].append(node)
            // The type may still change: a heading's level depends on those around it.
            marks[page][piece] = .content(tag: nodes[node].tag, number: number)
        }
        guard let target = element.link else { return }
        let holder = nodes[node].tag == "Link" ? node : (nodes[node].parent ?? node)
        nodes[holder].kids.append(.link(links.count))
        links.append(
            Link(page: page, boxes: element.lineBoxes, target: target, node: holder)
        )
    }

    /// The structure element that an element's content goes into; those around it are made too.
    private mutating func node(of element: StructuredElement) -> Int {
        var path = element.structure[...]
        // All is in one document, whether a template says so or not.
        if path.first?.role == .document { path = path.dropFirst() }
        var node = 0
        for (index, step) in path.enumerated() {
            let isLast = index == path.count - 1
            // A picture that is a link stands inside of the link, words hold theirs.
            if isLast, step.role == .figure, element.link != nil {
                node = linkNode(in: node, element)
            }
            node = child(step.role.tag, step.id, of: node)
            nodes[node].alternative = nodes[node].alternative ?? step.alternative
            nodes[node].language = nodes[node].language ?? step.language
        }
        if nodes[node].tag == "LI" { node = child("LBody", 0, of: node) }
        if let last = path.last, last.role != .figure, element.link != nil {
            node = linkNode(in: node, element)
        }
        return node
    }

    /// The link that an element is part of: the parent's last one, if it leads to the same place.
    private mutating func linkNode(in parent: Int, _ element: StructuredElement) -> Int {
        if case .node(let last) = nodes[parent].kids.last, nodes[last].tag == "Link",
            case .link(let link) = nodes[last].kids.last, links[link].target == element.link,
            element.structure.last?.role != .figure
        {
            return last
        }
        return child("Link", -1 - nodes.count, of: parent)
    }

    private mutating func child(_ tag: String, _ id: Int, of parent: Int) -> Int {
        let key = Key(parent: parent, tag: tag, id: id)
        if let node = known[key] { return node }
        nodes.append(Node(tag: tag, parent: parent))
        nodes[parent].kids.append(.node(nodes.count - 1))
        known[key] = nodes.count - 1
        return nodes.count - 1
    }

    /// What a page's pieces are, with the types that they have in the end.
    func finalMarks(page: Int) -> [Int: ContentMarker.Mark] {
        marks[page].mapValues { mark in
            guard case .content(_, let number) = mark else { return mark }
            return .content(tag: nodes[owners[page][number]].tag, number: number)
        }
    }
}

extension Rect {
    /// The smallest box around both.
    func union(_ other: Rect) -> Rect {
        let (left, top) = (min(x, other.x), min(y, other.y))
        return Rect(
            x: left,
            y: top,
            width: max(maxX, other.maxX) - left,
            height: max(maxY, other.maxY) - top
        )
    }
}

extension StructureStep.Role {
    /// The name of the structure type in PDF.
    var tag: String {
        switch self {
        case .document: "Document"
        case .section: "Sect"
        case .heading(let level): "H\(level)"
        case .paragraph: "P"
        case .figure: "Figure"
        case .caption: "Caption"
        case .table: "Table"
        case .row: "TR"
        case .headerCell: "TH"
        case .cell: "TD"
        case .list: "L"
        case .listItem: "LI"
        case .label: "Lbl"
        case .body: "LBody"
        case .note: "Note"
        }
    }
}
