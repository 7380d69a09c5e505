/// The form a reply must have: a name and a JSON schema.
///
/// Servers hold a model to it as far as they can; whoever asked checks the reply again. For the
/// strict modes of all servers each object must list every key as required and allow no others.
public struct ReplySchema: Sendable, Equatable {
    /// A name of letters, digits and underscores.
    public var name: String
    /// The JSON schema of an object.
    public var schema: JSONValue

    /// Makes a form.
    public init(name: String, schema: JSONValue) {
        self.name = name
        self.schema = schema
    }
}
