/// The names that expressions may use at a place of a template, with what kind of value each has.
package struct ShapeScope: Sendable {
    /// The document's fields.
    package let document: Shape
    /// The loops' variables.
    package private(set) var variables: [String: Shape] = [:]

    package init(document: Shape) { self.document = document }

    /// The scope inside of a loop.
    package func binding(_ name: String, _ shape: Shape) -> ShapeScope {
        var scope = self
        scope.variables[name] = shape
        return scope
    }

    /// What a name stands for: a variable, else a field of the document; nil for neither.
    package subscript(_ name: String) -> Shape? { variables[name] ?? document.fields?[name] }

    /// All names, sorted.
    package var names: [String] {
        (Array(variables.keys) + Array((document.fields ?? [:]).keys)).sorted()
    }
}

/// The values of the names that expressions may use.
package struct ValueScope: Sendable {
    /// The document's fields.
    package let document: Value
    /// The loops' variables.
    package private(set) var variables: [String: Value] = [:]

    package init(document: Value) { self.document = document }

    /// The scope inside of a loop.
    package func binding(_ name: String, _ value: Value) -> ValueScope {
        var scope = self
        scope.variables[name] = value
        return scope
    }

    /// The value of a name; nothing for an unknown one.
    package subscript(_ name: String) -> Value { variables[name] ?? document[name] }

    /// The scope of another document.
    func replacing(document: Value) -> ValueScope {
        var scope = ValueScope(document: document)
        scope.variables = variables
        return scope
    }
}
