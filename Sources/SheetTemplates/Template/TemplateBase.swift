import Explanations
import Yams

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
    /// Whether a block of a kind stands anywhere in it.
    func mentions(kind: String) -> Bool {
        mentions { $0["kind"]?.string == kind }
    }

    /// Whether a part is taken in anywhere in it.
    func mentions(part: String) -> Bool {
        mentions { $0["kind"]?.string == "part" && $0["name"]?.string == part }
    }

    private func mentions(_ isMeant: (Yams.Node.Mapping) -> Bool) -> Bool {
        if let list = node.sequence {
            return list.contains { TemplateNode(node: $0, file: file).mentions(isMeant) }
        }
        guard let mapping = node.mapping else { return false }
        return isMeant(mapping)
            || mapping.contains { TemplateNode(node: $0.value, file: file).mentions(isMeant) }
    }
}
