/// A calculation over the explanation, as templates write it: `count(concepts) > 4`.
///
/// It is read and its kinds are checked once, when the template is read. What an explanation lacks is `none`:
/// comparing with it is false but for `== none`, a calculation with it gives `none`, and as a condition it does
/// not hold.
package struct Expression: Sendable {
    /// What kind of value it gives.
    package let shape: Shape
    /// How it is calculated.
    let formula: Formula

    /// Reads an expression.
    ///
    /// - Parameters:
    ///   - text: What the template says.
    ///   - node: Where it says so.
    ///   - scope: The names that may be used there.
    /// - Throws: `SheetTemplatesError` with line and column: unknown names, wrong kinds, wrong writing.
    init(parsing text: String, at node: TemplateNode, in scope: ShapeScope) throws {
        do {
            formula = try Formula(parsing: text)
            shape = try FormulaChecker(scope).shape(of: formula)
        } catch {
            throw node.error(error)
        }
    }

    /// Reads an expression that is the whole of a YAML text, as tests and tools have it.
    ///
    /// - Parameters:
    ///   - yaml: The YAML: one scalar.
    ///   - file: What to call it in errors.
    ///   - scope: The names that may be used.
    /// - Throws: `SheetTemplatesError` with line and column.
    package init(yaml: String, file: String, in scope: ShapeScope) throws {
        let node = try TemplateNode.root(of: yaml, file: file)
        try self.init(parsing: node.string(), at: node, in: scope)
    }

    /// Its value.
    package func evaluate(_ scope: ValueScope) throws -> Value { formula.value(in: scope) }
}
