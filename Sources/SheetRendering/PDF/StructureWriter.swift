import CQPDF
import SheetTemplates

/// Writes a structure tree and its links into a PDF.
struct StructureWriter {
    let document: QPDFDocument
    let tree: StructureTree
    let pages: [qpdf_oh]
    let pageHeight: Double

    /// Writes everything but the marks in the pages' content.
    ///
    /// - Returns: The name tree of the places that links lead to; nil if there is none.
    func write() -> qpdf_oh? {
        let objects = tree.nodes.map { _ in
            document.keepingOnly { document.object(document.dictionary()) }
        }
        let annotations = tree.links.enumerated().map { index, link in
            document.keepingOnly {
                document.object(annotation(of: link, number: pages.count + index))
            }
        }
        let root = document.object(document.dictionary())
        for (index, node) in tree.nodes.enumerated() {
            document.releasing { fill(objects[index], node, objects, annotations, root) }
        }
        document.set("/Type", document.name("/StructTreeRoot"), in: root)
        document.set("/K", document.array([objects[0]]), in: root)
        document.set("/ParentTree", document.object(parentTree(objects)), in: root)
        let next = pages.count + tree.links.count
        document.set("/ParentTreeNextKey", document.integer(next), in: root)
        if let names = identifiers(objects) { document.set("/IDTree", names, in: root) }
        document.set("/StructTreeRoot", root, in: document.root)
        let marking = document.dictionary([("/Marked", document.flag(true))])
        document.set("/MarkInfo", marking, in: document.root)
        fillPages(annotations)
        return destinations()
    }

    // MARK: Elements

    private func fill(
        _ object: qpdf_oh,
        _ node: StructureTree.Node,
        _ objects: [qpdf_oh],
        _ annotations: [qpdf_oh],
        _ root: qpdf_oh
    ) {
        document.set("/Type", document.name("/StructElem"), in: object)
        document.set("/S", document.name("/" + node.tag), in: object)
        document.set("/P", node.parent.map { objects[$0] } ?? root, in: object)
        // A number alone stands for a piece of the element's own page.
        let page = node.kids.lazy.compactMap { kid in
            if case .content(let page, _) = kid { page } else { nil }
        }.first
        if let page { document.set("/Pg", pages[page], in: object) }
        let kids = node.kids.map { kid -> qpdf_oh in
            switch kid {
            case .node(let index): return objects[index]
            case .content(page, let number): return document.integer(number)
            case .content(let other, let number):
                return document.dictionary([
                    ("/Type", document.name("/MCR")), ("/Pg", pages[other]),
                    ("/MCID", document.integer(number)),
                ])
            case .link(let index):
                return document.dictionary([
                    ("/Type", document.name("/OBJR")), ("/Obj", annotations[index]),
                    ("/Pg", pages[tree.links[index].page]),
                ])
            }
        }
        document.set("/K", kids.count == 1 ? kids[0] : document.array(kids), in: object)
        if let words = node.alternative, ["Figure", "Link"].contains(node.tag) {
            document.set("/Alt", document.string(words), in: object)
        }
        if let language = node.language {
            document.set("/Lang", document.string(language), in: object)
        }
        if let identifier = node.identifier {
            document.set("/ID", document.bytes(Array(identifier.utf8)), in: object)
        }
        let attributes = attributes(of: node)
        if !attributes.isEmpty {
            let value = attributes.count == 1 ? attributes[0] : document.array(attributes)
            document.set("/A", value, in: object)
        }
    }

    private func attributes(of node: StructureTree.Node) -> [qpdf_oh] {
        node.attributes.map { attribute in
            switch attribute {
            case .scope(let isColumn):
                document.dictionary([
                    ("/O", document.name("/Table")),
                    ("/Scope", document.name(isColumn ? "/Column" : "/Row")),
                ])
            case .columns(let count):
                document.dictionary([
                    ("/O", document.name("/Table")), ("/ColSpan", document.integer(count)),
                ])
            case .box(let frame):
                document.dictionary([
                    ("/O", document.name("/Layout")), ("/BBox", box(frame)),
                    ("/Placement", document.name("/Block")),
                ])
            case .numbering(let kind):
                document.dictionary([
                    ("/O", document.name("/List")),
                    ("/ListNumbering", document.name("/" + kind)),
                ])
            }
        }
    }

    /// From the number of a page or a link to the elements that its content belongs to.
    private func parentTree(_ objects: [qpdf_oh]) -> qpdf_oh {
        var numbers: [qpdf_oh] = []
        for (page, owners) in tree.owners.enumerated() {
            let elements = document.keepingOnly {
                document.object(document.array(owners.map { objects[$0] }))
            }
            numbers += [document.integer(page), elements]
        }
        for (index, link) in tree.links.enumerated() {
            numbers += [document.integer(pages.count + index), objects[link.node]]
        }
        return document.dictionary([("/Nums", document.array(numbers))])
    }

    private func identifiers(_ objects: [qpdf_oh]) -> qpdf_oh? {
        let named = zip(tree.nodes, objects)
            .compactMap { node, object in node.identifier.map { (Array($0.utf8), object) } }
        return nameTree(named)
    }

    // MARK: Pages and links

    private func fillPages(_ annotations: [qpdf_oh]) {
        for (number, page) in pages.enumerated() {
            document.set("/StructParents", document.integer(number), in: page)
            document.set("/Tabs", document.name("/S"), in: page)
            let own = zip(tree.links, annotations).filter { $0.0.page == number }.map(\.1)
            if !own.isEmpty { document.set("/Annots", document.array(own), in: page) }
        }
    }

    private func annotation(of link: StructureTree.Link, number: Int) -> qpdf_oh {
        let around = link.boxes.dropFirst().reduce(link.boxes[0]) { $0.union($1) }
        // Top left, top right, bottom left, bottom right: not the standard's order, but the one that all
        // readers follow.
        let corners = link.boxes.flatMap { line in
            let (top, bottom) = (pageHeight - line.y, pageHeight - line.maxY)
            return [line.x, top, line.maxX, top, line.x, bottom, line.maxX, bottom]
        }
        let zero = document.integer(0)
        let annotation = document.dictionary([
            ("/Type", document.name("/Annot")),
            ("/Subtype", document.name("/Link")),
            ("/Rect", box(around)),
            ("/QuadPoints", document.array(corners.map { document.number($0) })),
            ("/Border", document.array([zero, zero, zero])),
            // It is printed, as archives ask for.
            ("/F", document.integer(4)),
            ("/P", pages[link.page]),
            ("/StructParent", document.integer(number)),
            ("/Contents", document.string(tree.words(of: link))),
        ])
        switch link.target {
        case .anchor(let name):
            document.set("/Dest", document.bytes(Self.key(name)), in: annotation)
        case .address(let address):
            let action = document.dictionary([
                ("/Type", document.name("/Action")),
                ("/S", document.name("/URI")),
                ("/URI", document.bytes(Self.plainAddress(address))),
            ])
            document.set("/A", action, in: annotation)
        }
        return annotation
    }

    private func destinations() -> qpdf_oh? {
        nameTree(
            tree.places.map { name, place in
                // A little air above, so that the words do not stick to the window's edge.
                let top = pageHeight - max(place.y - 6, 0)
                let destination = document.keepingOnly {
                    document.array([
                        pages[place.page], document.name("/XYZ"), document.null(),
                        document.number(top), document.null(),
                    ])
                }
                return (Self.key(name), destination)
            }
        )
    }

    /// The names in the order of their bytes, as readers search them.
    private func nameTree(_ entries: [([UInt8], qpdf_oh)]) -> qpdf_oh? {
        guard !entries.isEmpty else { return nil }
        let sorted = entries.sorted { $0.0.lexicographicallyPrecedes($1.0) }
        return document.dictionary([
            ("/Names", document.array(sorted.flatMap { [document.bytes($0), $1] }))
        ])
    }

    private func box(_ frame: Rect) -> qpdf_oh {
        document.array(
            [frame.x, pageHeight - frame.maxY, frame.maxX, pageHeight - frame.y]
                .map { document.number($0) }
        )
    }

    /// A name as bytes: ASCII as it is, so that addresses can end in `#name`, anything else as UTF-16.
    private static func key(_ name: String) -> [UInt8] {
        guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return Array(name.utf8) }
        return [0xFE, 0xFF] + name.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }

    /// An address in the characters that addresses may have.
    private static func plainAddress(_ address: String) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return address.utf8.flatMap { byte -> [UInt8] in
            guard byte <= 0x20 || byte >= 0x7F else { return [byte] }
            return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}

extension StructureTree {
    /// The words of a link, its pictures' included.
    fileprivate func words(of link: Link) -> String {
        let words = nodes[link.node].words
        if !words.isEmpty { return words }
        if let words = nodes[link.node].alternative { return words }
        switch link.target {
        case .anchor(let target), .address(let target): return target
        }
    }
}
