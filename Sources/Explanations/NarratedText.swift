/// What a narrator wrote about one concept.
public struct ConceptText: Codable, Sendable, Equatable {
    /// The concept's channel.
    public var channel: Int
    /// The concept's name, or the words for having none.
    public var name: String
    /// Whether the references have something in common; if not, `name` says so.
    public var hasSharedPattern: Bool
    /// How sure the name is, 0 to 1: for the offline narrator the share of references that it fits.
    public var nameConfidence: Double?
    /// What the concept did in this photo, in one to three sentences.
    public var context: String

    /// Makes the value of its parts.
    public init(
        channel: Int,
        name: String,
        hasSharedPattern: Bool,
        nameConfidence: Double?,
        context: String
    ) {
        self.channel = channel
        self.name = name
        self.hasSharedPattern = hasSharedPattern
        self.nameConfidence = nameConfidence
        self.context = context
    }
}

/// A check of a text against the evidence.
public struct CheckResult: Codable, Sendable, Equatable {
    /// The check's name, such as `location`.
    public var check: String
    /// The concept it looked at; nil for the summary.
    public var channel: Int?
    /// Whether the text holds.
    public var passed: Bool
    /// What does not hold, in one sentence.
    public var finding: String?

    /// Makes the value of its parts.
    public init(
        check: String,
        channel: Int?,
        passed: Bool,
        finding: String?
    ) {
        self.check = check
        self.channel = channel
        self.passed = passed
        self.finding = finding
    }
}

/// What a narrator wrote for one audience in one language.
public struct NarratedText: Codable, Sendable, Equatable {
    /// The audience's folder name, such as `end-user`.
    public var audience: String
    /// The language's code, such as `en`.
    public var language: String
    /// The narrator's name, such as `offline`.
    public var narrator: String
    /// Whether a language model wrote it.
    public var usesLanguageModel: Bool
    /// The explanation as a whole, in one to three sentences.
    public var summary: String
    /// One text per told concept, in the concepts' order.
    public var concepts: [ConceptText]
    /// What checking the texts found.
    public var checks: [CheckResult]

    /// Makes the value of its parts.
    public init(
        audience: String,
        language: String,
        narrator: String,
        usesLanguageModel: Bool,
        summary: String,
        concepts: [ConceptText],
        checks: [CheckResult]
    ) {
        self.audience = audience
        self.language = language
        self.narrator = narrator
        self.usesLanguageModel = usesLanguageModel
        self.summary = summary
        self.concepts = concepts
        self.checks = checks
    }

    /// The text about one concept, if there is one.
    ///
    /// - Parameter channel: The concept's channel.
    /// - Returns: The text, or nil.
    public func text(forChannel channel: Int) -> ConceptText? {
        concepts.first { $0.channel == channel }
    }
}
