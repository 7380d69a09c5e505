/// When, by what and from what an explanation was made.
public struct Provenance: Codable, Sendable, Equatable {
    /// The creation date and time, ISO 8601 in UTC (`SOURCE_DATE_EPOCH` if set).
    public var created: String
    /// The tool and its version, such as `llexicorp 0.1.0`.
    public var tool: String
    /// The reference index, if there was one.
    public var index: IndexIdentity?
    /// What was said with a language model, if one wrote.
    public var transcript: TranscriptIdentity?

    /// Makes the value of its parts.
    public init(
        created: String,
        tool: String,
        index: IndexIdentity?,
        transcript: TranscriptIdentity? = nil
    ) {
        self.created = created
        self.tool = tool
        self.index = index
        self.transcript = transcript
    }
}

/// The reference index that the references came from.
public struct IndexIdentity: Codable, Sendable, Equatable {
    /// The index's file name without its folder.
    public var file: String
    /// A digest of everything the index's scores depend on: model, layer, composite, target rule
    /// and photos.
    public var runSHA256: String
    /// How many photos were indexed.
    public var photoCount: Int
    /// Which class was attributed for each photo, such as `own-top-1`.
    public var targetRule: String

    /// Makes the value of its parts.
    public init(
        file: String,
        runSHA256: String,
        photoCount: Int,
        targetRule: String
    ) {
        self.file = file
        self.runSHA256 = runSHA256
        self.photoCount = photoCount
        self.targetRule = targetRule
    }
}

/// Which transcript belongs to an explanation.
public struct TranscriptIdentity: Codable, Sendable, Equatable {
    /// The file's name in the explanation's folder.
    public var file: String
    /// The SHA-256 digest of its bytes, as 64 hexadecimal digits.
    public var sha256: String
    /// How many requests with their replies it holds.
    public var entries: Int

    /// Makes the value of its parts.
    public init(file: String, sha256: String, entries: Int) {
        self.file = file
        self.sha256 = sha256
        self.entries = entries
    }
}
