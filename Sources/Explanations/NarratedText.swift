/// What a narrator wrote about one concept.
public struct ConceptText: Codable, Sendable, Equatable {
    /// The concept's channel.
    public var channel: Int
    /// The concept's name, or the words for having none.
    public var name: String
    /// Whether the references have something in common; if not, `name` says so.
    public var hasSharedPattern: Bool
    /// How sure the name is, 0 to 1: the score of its test where it was tested, else the share of
    /// references that it fits.
    public var nameConfidence: Double?
    /// What the concept did in this photo, in one to three sentences.
    public var context: String
    /// How many of the references the name fits; nil where nobody said.
    public var fitting: Int?
    /// What the references share, in a sentence, where the narrator saw them.
    public var description: String?
    /// Whether the named pattern is where the heatmap lies, where the narrator looked.
    public var presence: Presence?
    /// What the narrator saw where the heatmap lies, in a few words.
    public var seen: String?
    /// How the name did in its test, if it was tested.
    public var nameTest: NameTest?
    /// Why the name or the context is not the narrator's own, in a sentence; nil where it is.
    public var problem: String?
    /// Who gave the name and when, where it was taken from the reference index; nil where the
    /// narrator made it for this text.
    public var namedBy: NameOrigin?

    /// Makes the value of its parts.
    public init(
        channel: Int,
        name: String,
        hasSharedPattern: Bool,
        nameConfidence: Double?,
        context: String,
        fitting: Int? = nil,
        description: String? = nil,
        presence: Presence? = nil,
        seen: String? = nil,
        nameTest: NameTest? = nil,
        problem: String? = nil,
        namedBy: NameOrigin? = nil
    ) {
        self.channel = channel
        self.name = name
        self.hasSharedPattern = hasSharedPattern
        self.nameConfidence = nameConfidence
        self.context = context
        self.fitting = fitting
        self.description = description
        self.presence = presence
        self.seen = seen
        self.nameTest = nameTest
        self.problem = problem
        self.namedBy = namedBy
    }
}

/// A check of a text against the evidence.
public struct CheckResult: Codable, Sendable, Equatable {
    /// The names of all checks.
    public static let names = [
        "form", "numbers", "location", "sources", "claims", "sign", "swapped", "reading", "jargon",
        "names", "disguise", "reply", "name-test",
    ]

    /// The check's name, such as `location`.
    public var check: String
    /// The concept it looked at; nil for the summary.
    public var channel: Int?
    /// Whether the text holds.
    public var passed: Bool
    /// What does not hold, in one sentence.
    public var finding: String?
    /// What the text was held against, in a few words and numbers.
    public var evidence: String?
    /// Whether an earlier wording failed this check and was mended; nil or false where not.
    public var repaired: Bool?

    /// Makes the value of its parts.
    public init(
        check: String,
        channel: Int?,
        passed: Bool,
        finding: String?,
        evidence: String? = nil,
        repaired: Bool? = nil
    ) {
        self.check = check
        self.channel = channel
        self.passed = passed
        self.finding = finding
        self.evidence = evidence
        self.repaired = repaired
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
    /// One text per told concept, in the concepts' order, then one per opposing concept where these
    /// were written about.
    public var concepts: [ConceptText]
    /// What checking the texts found.
    public var checks: [CheckResult]
    /// The language model and the prompts, if one wrote.
    public var source: TextSource?
    /// Why the summary is not the narrator's own, in a sentence; nil where it is.
    public var problem: String?

    /// Makes the value of its parts.
    public init(
        audience: String,
        language: String,
        narrator: String,
        usesLanguageModel: Bool,
        summary: String,
        concepts: [ConceptText],
        checks: [CheckResult],
        source: TextSource? = nil,
        problem: String? = nil
    ) {
        self.audience = audience
        self.language = language
        self.narrator = narrator
        self.usesLanguageModel = usesLanguageModel
        self.summary = summary
        self.concepts = concepts
        self.checks = checks
        self.source = source
        self.problem = problem
    }

    /// The text about one concept, if there is one.
    ///
    /// - Parameter channel: The concept's channel.
    /// - Returns: The text, or nil.
    public func text(forChannel channel: Int) -> ConceptText? {
        concepts.first { $0.channel == channel }
    }
}
