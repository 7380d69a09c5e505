public import Explanations
import Yams

/// Finds more than the first mistake of template files.
///
/// Reading stops at the first mistake. So whatever stands at its place is taken out, and the rest is read
/// again, until there is no mistake left or one that has no place. What then is missing because it was taken
/// out is no mistake of its own.
struct TemplateMistakes {
    private var roots: [TemplateNode]
    /// The names that were taken out.
    private var dropped: Set<String> = []
    private var seen: Set<String> = []

    /// How many mistakes are looked for; nobody mends more at once.
    private static let most = 100

    /// Reads files until no mistake is left.
    ///
    /// - Parameters:
    ///   - roots: The files.
    ///   - read: Reads them; its mistakes are `SheetTemplatesError`s that begin with file, line and column.
    /// - Returns: The mistakes in the order in which reading meets them.
    static func all(
        in roots: [TemplateNode],
        read: ([TemplateNode]) throws -> Void
    ) -> [SheetTemplatesError] {
        var search = TemplateMistakes(roots: roots)
        var found: [SheetTemplatesError] = []
        for _ in 0..<most {
            do {
                try read(search.roots)
                break
            } catch let error as SheetTemplatesError {
                if !search.isConsequence(error) { found.append(error) }
                guard search.remove(error) else { break }
            } catch {
                found.append(SheetTemplatesError("\(error)"))
                break
            }
        }
        return found
    }

    private init(roots: [TemplateNode]) { self.roots = roots }

    /// Whether a mistake is there only because of what was taken out, or was told already.
    private func isConsequence(_ error: SheetTemplatesError) -> Bool {
        seen.contains(error.message) || dropped.contains { error.message.contains("\"\($0)\"") }
    }

    /// Takes out what stands where a mistake is.
    ///
    /// - Returns: Whether there was anything to take out.
    private mutating func remove(_ error: SheetTemplatesError) -> Bool {
        guard let match = error.message.prefixMatch(of: #/(.+?):([0-9]+):([0-9]+): /#),
            let line = Int(match.2), let column = Int(match.3),
            let file = roots.firstIndex(where: { $0.file == match.1 })
        else { return false }
        // A mapping stands where its first key does. The smaller is the likelier culprit; if it was not,
        // the same mistake comes again.
        let isRepeated = !seen.insert(error.message).inserted
        var finder = PlaceFinder(line: line, column: column, prefersOuter: isRepeated)
        finder.search(roots[file].node, path: [])
        guard let path = finder.path, !path.isEmpty else { return false }
        let (rest, name) = roots[file].node.removing(path[...])
        if let name { dropped.insert(name) }
        roots[file] = TemplateNode(node: rest, file: roots[file].file)
        return true
    }
}

/// Finds the value or key that a place in a file belongs to: the last one that begins there or before.
private struct PlaceFinder {
    let line: Int
    let column: Int
    /// Whether of several that begin at the same place the outermost is taken.
    let prefersOuter: Bool
    private var best: (line: Int, column: Int) = (0, 0)
    /// The way to it: the number of the item or pair in each list or mapping.
    private(set) var path: [Int]?

    init(line: Int, column: Int, prefersOuter: Bool) {
        self.line = line
        self.column = column
        self.prefersOuter = prefersOuter
    }

    mutating func search(_ node: Node, path here: [Int]) {
        if let mark = node.mark, (mark.line, mark.column) <= (line, column) {
            let place = (mark.line, mark.column)
            if place > best || (place == best && !prefersOuter) || path == nil {
                best = place
                path = here
            }
        }
        if let mapping = node.mapping {
            for (index, pair) in mapping.enumerated() {
                search(pair.key, path: here + [index])
                search(pair.value, path: here + [index])
            }
        } else if let sequence = node.sequence {
            for (index, item) in sequence.enumerated() { search(item, path: here + [index]) }
        }
    }
}

extension Node {
    /// The value without one of its items or pairs.
    ///
    /// - Parameter path: The number of the item or pair in each list or mapping on the way; at least one.
    /// - Returns: What is left, and the key of a pair that was taken out.
    fileprivate func removing(_ path: ArraySlice<Int>) -> (rest: Node, name: String?) {
        guard let index = path.first else { return (self, nil) }
        let isLast = path.count == 1
        var name: String?
        if let mapping {
            var pairs = mapping.map { ($0.key, $0.value) }
            if isLast {
                name = pairs.remove(at: index).0.string
            } else {
                (pairs[index].1, name) = pairs[index].1.removing(path.dropFirst())
            }
            return (.mapping(Mapping(pairs, mapping.tag, mapping.style, mapping.mark)), name)
        }
        if let sequence {
            var items = Array(sequence)
            if isLast {
                items.remove(at: index)
            } else {
                (items[index], name) = items[index].removing(path.dropFirst())
            }
            return (.sequence(Sequence(items, sequence.tag, sequence.style, sequence.mark)), name)
        }
        return (self, nil)
    }
}

extension SheetTemplate {
    /// Finds the mistakes in an audience's template in a language.
    ///
    /// - Parameters:
    ///   - folder: The folder that holds one folder for each audience, or several such.
    ///   - audience: The audience's folder name.
    ///   - language: The language's code.
    /// - Returns: As many as can be told from each other, in the order of reading; none if the template
    ///   can be used. Where they can, they begin with file, line and column.
    public static func mistakes(
        folder: some TemplateSource,
        audience: String,
        language: String
    ) -> [SheetTemplatesError] {
        let templates = TemplateFolders(folder)
        do {
            let files = try files(templates, audience: audience, language: language)
            _ = try ClassTitles(templates: templates, language: language)
            let shared = "shared/sheet/strings/\(language).yaml"
            let base =
                templates.has(shared)
                ? try SheetStrings(contentsOf: templates.file(shared)) : nil
            return try TemplateMistakes.all(in: [.root(of: files.strings), .root(of: files.sheet)])
            { roots in
                _ = try SheetTemplate(
                    audience: audience,
                    reading: roots[1],
                    strings: SheetStrings(reading: roots[0], base: base),
                    base: TemplateBase(usedBy: roots[1], in: templates)
                )
            }
        } catch {
            return [error as? SheetTemplatesError ?? SheetTemplatesError("\(error)")]
        }
    }
}

extension SheetTemplate {
    /// The languages of a document that is no audience's sheet, sorted.
    ///
    /// - Parameters:
    ///   - kind: What it tells of.
    ///   - folder: The folder of templates, or several.
    /// - Returns: Language codes.
    package static func languages(of kind: DocumentKind, in folder: some TemplateSource) -> [String]
    {
        TemplateFolders(folder).names(in: "shared/\(kind.name)/strings")
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    }

    /// Finds the mistakes in the template of a document that is no audience's sheet.
    ///
    /// - Parameters:
    ///   - kind: What it tells of.
    ///   - folder: The folder of templates, or several.
    ///   - language: The language's code, one that there is.
    /// - Returns: As many as can be told from each other, in the order of reading.
    package static func mistakes(
        shared kind: DocumentKind,
        folder: some TemplateSource,
        language: String
    ) -> [SheetTemplatesError] {
        let templates = TemplateFolders(folder)
        do {
            let strings = templates.file("shared/\(kind.name)/strings/\(language).yaml")
            let pages = templates.file("shared/\(kind.name)/pages.yaml")
            return try TemplateMistakes.all(in: [.root(of: strings), .root(of: pages)]) { roots in
                _ = try SheetTemplate(
                    audience: kind.name,
                    reading: roots[1],
                    strings: SheetStrings(shared: roots[0], in: templates),
                    base: TemplateBase(usedBy: roots[1], in: templates),
                    kind: kind
                )
            }
        } catch {
            return [error as? SheetTemplatesError ?? SheetTemplatesError("\(error)")]
        }
    }
}

extension CardTemplate {
    /// Finds the mistakes in the template of cards in a language.
    ///
    /// - Parameters:
    ///   - folder: The folder of templates, or several.
    ///   - language: The language's code, one that there is.
    /// - Returns: As many as can be told from each other, in the order of reading.
    public static func mistakes(
        folder: some TemplateSource,
        language: String
    ) -> [SheetTemplatesError] {
        let templates = TemplateFolders(folder)
        do {
            let strings = templates.file("shared/card/strings/\(language).yaml")
            let card = templates.file("shared/card/card.yaml")
            return try TemplateMistakes.all(in: [.root(of: strings), .root(of: card)]) { roots in
                _ = try CardTemplate(
                    reading: roots[1],
                    strings: SheetStrings(reading: roots[0])
                )
            }
        } catch {
            return [error as? SheetTemplatesError ?? SheetTemplatesError("\(error)")]
        }
    }
}
