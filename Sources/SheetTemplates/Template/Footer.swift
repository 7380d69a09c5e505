/// The last line of every page.
struct Footer: Sendable {
    let style: TextStyle
    let rule: Rule
    /// From the rule to the capitals, and from the page's content to the rule.
    let after: Double
    let before: Double
    let gap: Double
    let items: [Item]

    /// Words that stand there where their condition holds.
    struct Item: Sendable {
        let words: Words
        let condition: Expression?
    }

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let names = reader.names
        let fields = try node.fields("style", "rule", "before", "after", "gap", "items")
        style = try names.style(fields.required("style"))
        rule = try Rule(reading: fields.required("rule"), names)
        before = try fields.required("before").length()
        after = try fields.required("after").length()
        gap = try fields.required("gap").length()
        items = try fields.required("items").list().map { node in
            guard node.node.mapping != nil else {
                return Item(words: .string(try reader.string(node), count: nil), condition: nil)
            }
            let fields = try node.fields("string", "text", "count", "when")
            return Item(
                words: try reader.words(fields),
                condition: try fields["when"].map(reader.condition)
            )
        }
        guard !items.isEmpty else { throw node.error("\"items\" is empty") }
    }
}
