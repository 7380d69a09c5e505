/// When, by what and from what an explanation was made.
public struct Provenance: Codable, Sendable, Equatable {
    /// The creation date and time, ISO 8601 in UTC (`SOURCE_DATE_EPOCH` if set).
    public var created: String
    /// The tool and its version, such as `llexicorp 0.1.0`.
    public var tool: String
    /// The reference index, if there was one.
    public var index: IndexIdentity?
    /// The record of all requests and replies, where a language model was asked; nil where none was.
    public var transcript: TranscriptIdentity?
    /// The libraries that the numbers come from, with their versions; nil in older documents.
    public var libraries: [LibraryVersion]?

    /// Makes the value of its parts.
    public init(
        created: String,
        tool: String,
        index: IndexIdentity?,
        transcript: TranscriptIdentity? = nil,
        libraries: [LibraryVersion]? = nil
    ) {
        self.created = created
        self.tool = tool
        self.index = index
        self.transcript = transcript
        self.libraries = libraries
    }
}

/// The record of what was asked of a language model and what it replied.
public struct TranscriptIdentity: Codable, Sendable, Equatable {
    /// The file's name in the document's directory.
    public var file: String
    /// The SHA-256 of its bytes, in hexadecimal, as they were when the document was written.
    public var sha256: String
    /// How many exchanges it holds, one per line.
    public var entries: Int

    /// Makes the value of its parts.
    public init(file: String, sha256: String, entries: Int) {
        self.file = file
        self.sha256 = sha256
        self.entries = entries
    }
}

/// A library and its version, as it says itself.
public struct LibraryVersion: Codable, Sendable, Equatable {
    /// The library's name, such as `OpenBLAS`.
    public var name: String
    /// Its version, such as `0.3.21`.
    public var version: String

    /// Makes the value of its parts.
    public init(name: String, version: String) {
        self.name = name
        self.version = version
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
