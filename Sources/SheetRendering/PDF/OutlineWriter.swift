import CQPDF
import SheetTemplates

extension QPDFDocument {
    /// Writes the document outline: nested entries, the outermost ones open.
    func writeOutline(_ entries: [OutlineEntry], pages: [qpdf_oh], pageHeight: Double) {
        guard !entries.isEmpty else { return }
        var nodes = [OutlineNode(object: object(dictionary()), entry: nil)]
        // The entries that the next one may stand below, outermost first.
        var around: [Int] = []
        for entry in entries {
            while let last = around.last, let level = nodes[last].entry?.level,
                level >= entry.level
            {
                around.removeLast()
            }
            let parent = around.last ?? 0
            nodes.append(OutlineNode(object: object(dictionary()), entry: entry, parent: parent))
            nodes[parent].kids.append(nodes.count - 1)
            around.append(nodes.count - 1)
        }
        for node in nodes {
            fill(node, nodes)
            guard let entry = node.entry else { continue }
            set("/Title", string(entry.title), in: node.object)
            set("/Parent", nodes[node.parent].object, in: node.object)
            let destination = array([
                pages[entry.page], name("/XYZ"), null(), number(pageHeight - entry.y), null(),
            ])
            set("/Dest", destination, in: node.object)
        }
        set("/Type", name("/Outlines"), in: nodes[0].object)
        set("/Outlines", nodes[0].object, in: root)
    }

    private struct OutlineNode {
        var object: qpdf_oh
        /// Nil for the outline itself.
        var entry: OutlineEntry?
        var parent = 0
        var kids: [Int] = []
    }

    /// Chains a node's kids and counts them: below zero stands for closed.
    private func fill(_ node: OutlineNode, _ nodes: [OutlineNode]) {
        guard let first = node.kids.first, let last = node.kids.last else { return }
        set("/First", nodes[first].object, in: node.object)
        set("/Last", nodes[last].object, in: node.object)
        let isOpen = node.entry == nil || node.parent == 0
        // What is seen of the whole: the outermost entries and what they hold.
        let count =
            node.kids.count
            + (node.entry == nil ? node.kids.reduce(0) { $0 + nodes[$1].kids.count } : 0)
        set("/Count", integer(isOpen ? count : -count), in: node.object)
        for (one, next) in zip(node.kids, node.kids.dropFirst()) {
            set("/Next", nodes[next].object, in: nodes[one].object)
            set("/Prev", nodes[one].object, in: nodes[next].object)
        }
    }
}
