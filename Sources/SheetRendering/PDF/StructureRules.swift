import Foundation
import SheetTemplates

/// What PDF/UA-1 asks of structure elements beyond being there.
enum StructureRules {
    typealias Node = StructureTree.Node

    /// Gives headings levels without gaps, header cells their direction, rows of a table one width,
    /// lists their numbering, pictures their box and notes their name.
    ///
    /// - Throws: `SheetRenderingError` for a part that stands where its kind may not.
    static func complete(_ nodes: inout [Node]) throws(SheetRenderingError) {
        for node in nodes { try checkPlace(of: node, in: nodes) }
        closeGaps(&nodes)
        for index in nodes.indices {
            switch nodes[index].tag {
            case "Table": completeTable(index, &nodes)
            case "L": nodes[index].attributes.append(.numbering(numbering(of: index, nodes)))
            case "Figure":
                // A picture that goes on on the next page has no one box.
                if nodes[index].pages.count == 1, let frame = nodes[index].frame {
                    nodes[index].attributes.append(.box(frame))
                }
            case "Link":
                // A link around nothing but pictures is called by theirs.
                let words = nodeKids(index, nodes).compactMap { nodes[$0].alternative }
                if nodes[index].words.isEmpty, !words.isEmpty {
                    nodes[index].alternative = words.joined(separator: " ")
                }
            case "Note":
                // Notes are what something refers to, by their label; a box of words by itself is none.
                if nodeKids(index, nodes).contains(where: { nodes[$0].tag == "Lbl" }) {
                    nodes[index].identifier = "note-\(index)"
                } else {
                    nodes[index].tag = "Div"
                }
            default: break
            }
        }
    }

    // MARK: Places

    /// The parents that a type may have; others may stand anywhere.
    private static let parents: [String: Set<String>] = [
        "TR": ["Table"], "TH": ["TR"], "TD": ["TR"], "LI": ["L"], "Lbl": ["LI", "Note"],
        "LBody": ["LI"],
    ]

    /// The kids that a type may have; others may have any.
    private static let kids: [String: Set<String>] = [
        "Table": ["TR", "Caption"], "TR": ["TH", "TD"], "L": ["LI", "L", "Caption"],
        "LI": ["Lbl", "LBody"],
    ]

    private static func checkPlace(of node: Node, in nodes: [Node]) throws(SheetRenderingError) {
        if let parent = node.parent.map({ nodes[$0].tag }), let allowed = parents[node.tag],
            !allowed.contains(parent)
        {
            throw SheetRenderingError(
                "the sheet's structure has \(node.tag) in \(parent)",
                hint: "\(node.tag) belongs into \(allowed.sorted().joined(separator: " or "))"
            )
        }
        guard let allowed = kids[node.tag] else { return }
        for kid in node.kids {
            if case .node(let index) = kid, allowed.contains(nodes[index].tag) { continue }
            let what =
                if case .node(let index) = kid { nodes[index].tag } else { "text or a picture" }
            throw SheetRenderingError(
                "the sheet's structure has \(what) in \(node.tag)",
                hint: "\(node.tag) holds \(allowed.sorted().joined(separator: " and "))"
            )
        }
    }

    // MARK: Headings

    /// Moves headings up so that each is at most one level below the one it belongs to: where a part of
    /// a sheet is left out, its subheads stay.
    private static func closeGaps(_ nodes: inout [Node]) {
        var around: [Int] = []
        for index in readingOrder(nodes) {
            guard nodes[index].tag.first == "H", let level = Int(nodes[index].tag.dropFirst())
            else { continue }
            while let last = around.last, last >= level { around.removeLast() }
            around.append(level)
            nodes[index].tag = "H\(around.count)"
        }
    }

    private static func readingOrder(_ nodes: [Node]) -> [Int] {
        var order: [Int] = []
        var waiting = [0]
        while let index = waiting.popLast() {
            order.append(index)
            for case .node(let kid) in nodes[index].kids.reversed() { waiting.append(kid) }
        }
        return order
    }

    // MARK: Tables and lists

    private static func nodeKids(_ index: Int, _ nodes: [Node]) -> [Int] {
        nodes[index].kids.compactMap { if case .node(let kid) = $0 { kid } else { nil } }
    }

    private static func completeTable(_ table: Int, _ nodes: inout [Node]) {
        let rows = nodeKids(table, nodes).filter { nodes[$0].tag == "TR" }
            .map { nodeKids($0, nodes) }
        let width = rows.map(\.count).max() ?? 0
        if !rows.joined().contains(where: { nodes[$0].tag == "TH" }) {
            // A table without heads is one that nobody can find his way in by ear: rows go by their first
            // cells.
            for cell in rows.compactMap(\.first) { nodes[cell].tag = "TH" }
        }
        for cells in rows {
            let isHead =
                rows.count > 1 && width > 1 && cells.allSatisfy { nodes[$0].tag == "TH" }
            for cell in cells where nodes[cell].tag == "TH" {
                nodes[cell].attributes.append(.scope(isColumn: isHead))
            }
            // A shorter row ends in a broad cell.
            if let last = cells.last, cells.count < width {
                nodes[last].attributes.append(.columns(width - cells.count + 1))
            }
        }
    }

    /// How the items of a list are marked, by the first label.
    private static func numbering(of list: Int, _ nodes: [Node]) -> String {
        for item in nodeKids(list, nodes) {
            for kid in nodeKids(item, nodes) where nodes[kid].tag == "Lbl" {
                return nodes[kid].words.contains(where: \.isNumber) ? "Decimal" : "Disc"
            }
        }
        return "None"
    }
}
