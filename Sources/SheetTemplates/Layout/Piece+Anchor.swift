extension [Piece] {
    /// The pieces with a place that links lead to by a name: where none has it yet, the first thing that is
    /// told and has no name of its own.
    func anchored(_ name: String) -> [Piece] {
        if contains(where: { $0.has(anchor: name) }) { return self }
        return anchoringFirst(name) ?? self
    }

    /// Nil where nothing can have the name.
    fileprivate func anchoringFirst(_ name: String) -> [Piece]? {
        for index in indices {
            guard let piece = self[index].anchored(name) else { continue }
            var pieces = self
            pieces[index] = piece
            return pieces
        }
        return nil
    }
}

extension Piece {
    /// Whether links lead to something in it by a name.
    fileprivate func has(anchor name: String) -> Bool {
        switch self {
        case .atom(let atom):
            atom.line?.block.anchor == name || atom.elements.contains { $0.anchor == name }
        case .columns(let columns):
            columns.columns.contains { $0.contains { $0.has(anchor: name) } }
        case .together(let pieces, _): pieces.contains { $0.has(anchor: name) }
        case .repeating(let head, let body): (head + body).contains { $0.has(anchor: name) }
        case .pageBreak: false
        }
    }

    /// The piece with the name at its first thing; nil where nothing can have it.
    fileprivate func anchored(_ name: String) -> Piece? {
        switch self {
        case .atom(var atom):
            // What may be left out at the top of a page is no place to lead to.
            if atom.isMark || atom.isSeparator { return nil }
            if let line = atom.line, line.index == 0, line.block.anchor == nil {
                line.block.anchor = name
                return self
            }
            let free = atom.elements.firstIndex { $0.anchor == nil && !$0.structure.isEmpty }
            guard let free else { return nil }
            atom.elements[free].anchor = name
            return .atom(atom)
        case .columns(var columns):
            for index in columns.columns.indices {
                guard let pieces = columns.columns[index].anchoringFirst(name) else { continue }
                columns.columns[index] = pieces
                return .columns(columns)
            }
            return nil
        case .together(let pieces, let keepsNext):
            return pieces.anchoringFirst(name).map { .together($0, keepsNext: keepsNext) }
        case .repeating(let head, let body):
            if let head = head.anchoringFirst(name) { return .repeating(head: head, body: body) }
            return body.anchoringFirst(name).map { .repeating(head: head, body: $0) }
        case .pageBreak: return nil
        }
    }
}
