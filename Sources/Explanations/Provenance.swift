/// When, by what and from what an explanation was made.
public struct Provenance: Codable, Sendable, Equatable {
    /// The creation date and time, ISO 8601 in UTC (`SOURCE_DATE_EPOCH` if set).
    public var created: String
    /// The tool and its version, such as `llexicorp 0.1.0`.
    public var tool: String
    /// The reference index, if there was one.
    public var index: IndexIdentity?

    /// Makes the value of its parts.
    public init(
        created: String,
        tool: String,
        index: IndexIdentity?
    ) {
        self.created = created
        self.tool = tool
        self.index = index
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
