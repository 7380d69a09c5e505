/// What templates of one kind tell of, and the fields that they may name.
package struct DocumentKind: Sendable {
    /// What it is called; for kinds besides the explanation also the folder below `shared` that holds the template.
    package let name: String
    /// The fields.
    package let fields: [DocumentField]
    /// Whether it tells of one explanation, as blocks that know the evidence need.
    package let isExplanation: Bool

    /// One explanation: what audiences' sheets tell of.
    package static let explanation = DocumentKind(
        name: "explanation",
        fields: DocumentField.sheet,
        isExplanation: true
    )

    private init(name: String, fields: [DocumentField], isExplanation: Bool) {
        self.name = name
        self.fields = fields
        self.isExplanation = isExplanation
    }

    /// Makes a kind of document that is no single explanation.
    ///
    /// - Parameters:
    ///   - name: What it is called: its template is `shared/<name>/pages.yaml`.
    ///   - fields: What the template may name.
    package init(name: String, fields: [DocumentField]) {
        self.init(name: name, fields: fields, isExplanation: false)
    }

    /// The shape that expressions are checked against.
    var shape: Shape { .record(fields: fields) }
}
