/// The names that expressions may use at a place of a template, with what kind of value each has.
struct ShapeScope: Sendable {
    /// The document's fields.
    let document: Shape
    /// The loops' variables.
    private(set) var variables: [String: Shape] = [:]

    init(document: Shape) { self.document = document }

    /// The scope inside of a loop.
    func binding(_ name: String, _ shape: Shape) -> ShapeScope {
        var scope = self
        scope.variables[name] = shape
        return scope
    }

    /// What a name stands for: a variable, else a field of the document; nil for neither.
    subscript(_ name: String) -> Shape? {
        if let variable = variables[name] { return variable }
        guard case .record(let fields) = document else { return nil }
        return fields[name]
    }

    /// All names, sorted.
    var names: [String] {
        guard case .record(let fields) = document else { return variables.keys.sorted() }
        return (Array(variables.keys) + Array(fields.keys)).sorted()
    }
}

/// The values of the names that expressions may use.
struct ValueScope: Sendable {
    /// The document's fields.
    let document: Value
    /// The loops' variables.
    private(set) var variables: [String: Value] = [:]

    init(document: Value) { self.document = document }

    /// The scope inside of a loop.
    func binding(_ name: String, _ value: Value) -> ValueScope {
        var scope = self
        scope.variables[name] = value
        return scope
    }

    /// The value of a name; nothing for an unknown one.
    subscript(_ name: String) -> Value { variables[name] ?? document[name] }

    /// The scope of another document.
    func replacing(document: Value) -> ValueScope {
        var scope = ValueScope(document: document)
        scope.variables = variables
        return scope
    }
}
