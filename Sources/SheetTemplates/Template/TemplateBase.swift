import Explanations

/// What several templates share: colours, styles and named parts, in `shared/<name>/base.yaml`.
struct TemplateBase {
    let fields: TemplateFields

    /// Reads the base that a template names by `uses`; nil if it names none.
    init?(usedBy template: TemplateNode, in templates: TemplateFolders) throws {
        guard let uses = try template.pairs().first(where: { $0.name == "uses" })?.value else {
            return nil
        }
        let name = try uses.string()
        let path = "shared/\(name)/base.yaml"
        guard !name.contains("/"), templates.has(path) else {
            throw uses.error(
                "there is no \"\(name)\" to use",
                hint: "it would be \(path) in \(templates)"
            )
        }
        let file = templates.file(path)
        fields = try TemplateNode.root(of: file).fields("colours", "styles", "parts")
    }

    /// The named lists of blocks.
    var parts: [String: TemplateNode] {
        get throws {
            Dictionary(
                try fields["parts"]?.pairs().map { ($0.name, $0.value) } ?? [],
                uniquingKeysWith: { $1 }
            )
        }
    }
}

extension OverlayStyle {
    init(reading node: TemplateNode) throws {
        let fields = try node.fields("map", "scale")
        self.init(
            map: try fields["map"].map { try Map(reading: $0) } ?? .duotone,
            scale: try fields["scale"]?.word(["panel": .panel, "sheet": .sheet]) ?? .panel
        )
    }
}

extension TemplateNode {
    /// Whether a block of a kind stands anywhere in it, also by way of a part.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - parts: What parts stand for; none of them holds itself.
    /// - Returns: Whether there is one.
    func mentions(kind: String, among parts: [String: TemplateNode]) -> Bool {
        if let list = node.sequence {
            return list.contains {
                TemplateNode(node: $0, file: file).mentions(kind: kind, among: parts)
            }
        }
        guard let mapping = node.mapping else { return false }
        func text(_ key: String) -> String? { mapping.first { $0.key.string == key }?.value.string }
        if text("kind") == kind { return true }
        if text("kind") == "part" {
            let part = text("name").flatMap { parts[$0] }
            return part?.mentions(kind: kind, among: parts) ?? false
        }
        return mapping.contains {
            TemplateNode(node: $0.value, file: file).mentions(kind: kind, among: parts)
        }
    }
}
