/// A name that a reference index holds for a channel, with who gave it.
public struct ConceptNaming: Codable, Sendable, Equatable {
    /// The name's language, such as `en`.
    public var language: String
    /// The name; nil where the narrator looked and found no shared pattern.
    public var name: String?
    /// How sure the narrator was, 0 to 1; nil where it does not say.
    public var confidence: Double?
    /// What the references share, in a sentence; nil where the narrator does not say.
    public var description: String?
    /// How many of the references fit the name; nil where the narrator does not say.
    public var fitting: Int?
    /// How many references it was made from; nil where it was made from none, as a person's may be.
    public var references: Int?
    /// Who gave it: `offline`, `person`, or a provider with its model, such as `openai/gpt-4o`.
    public var narrator: String
    /// When, ISO 8601 in UTC.
    public var created: String

    /// Makes the value of its parts.
    public init(
        language: String,
        name: String?,
        confidence: Double?,
        description: String?,
        fitting: Int?,
        references: Int? = nil,
        narrator: String,
        created: String
    ) {
        self.language = language
        self.name = name
        self.confidence = confidence
        self.description = description
        self.fitting = fitting
        self.references = references
        self.narrator = narrator
        self.created = created
    }
}

/// Where a concept's name was taken from, if a text's narrator did not make it.
public struct NameOrigin: Codable, Sendable, Equatable {
    /// Who gave the name: `offline`, `person`, or a provider with its model.
    public var narrator: String
    /// When, ISO 8601 in UTC.
    public var created: String

    /// Makes the value of its parts.
    public init(narrator: String, created: String) {
        self.narrator = narrator
        self.created = created
    }
}
