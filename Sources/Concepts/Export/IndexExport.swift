/// What of an index leaves a machine.
public struct IndexExport: Sendable, Equatable {
    /// How much of the photos goes along.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The reference photos, without what cameras and editors wrote into the files.
        case photos
        /// What the channels saw in the reference photos.
        case crops
        /// No picture: photos are known by their digests.
        case hashes
    }

    /// How much of the photos goes along.
    public var kind: Kind
    /// How many references of a channel are exported.
    public var references = 6
    /// Whose references are exported; nil for all channels.
    public var channels: [Int]?
    /// By what references are chosen; rankings that the index lacks have none.
    public var modes: [ReferenceMode] = [.relmaxSum]
    /// Whether all photos are exported, not only references.
    public var takesAllPhotos = false
    /// The licences under which photos may be exported, without regard to case; nil for all, known or not.
    public var licences: Set<String>?
    /// Whether photos that came by no package keep their names.
    ///
    /// Those are files' and folders' names of this machine's owner. Never in an export of hashes.
    public var keepsNames = false
    /// Whether labels that are a folder's name stay in an export of hashes.
    public var keepsLabels = false
    /// The greatest part of what the model saw of a photo that a crop may show, 0 to 1.
    public var largestCrop = 1.0

    /// An export with the usual settings.
    ///
    /// - Parameter kind: How much of the photos goes along.
    public init(_ kind: Kind) { self.kind = kind }

    /// Whether a photo may be exported.
    func allows(_ photo: PhotoSample) -> Bool {
        guard let licences else { return true }
        let licence = photo.credit.licence.lowercased()
        return licences.contains { $0.lowercased() == licence }
    }

    /// Crops from this part of the view on are counted as showing a whole photo.
    static let wholePhoto = 0.9
}

/// What an export came to.
public struct ExportReport: Codable, Sendable, Equatable {
    /// How much of the photos went along.
    public var kind: IndexExport.Kind
    /// The digest of everything the first layer's rankings depend on; the same as that of the index.
    public var runSHA256: String
    /// The layers.
    public var layers: [String]
    /// How many photos the index knows.
    public var indexedPhotos: Int
    /// How many photos went along, whole or in crops.
    public var photos = 0
    /// How many crops went along.
    public var crops = 0
    /// How many of the crops show nine tenths or more of what the model saw of a photo.
    public var wholeCrops = 0
    /// How many copies differ from their originals, since something was left out.
    public var cleaned = 0
    /// How many of the exported photos have no known licence.
    public var unlicensed = 0
    /// How many references stayed here for their licences.
    public var refused = 0
    /// How many crops stayed here since they show too much of a photo.
    public var tooLarge = 0
    /// How many references are not exported since their photos cannot be read.
    public var missing = 0
    /// The first reason why a photo cannot be read.
    public var missingReason: String?
    /// How many names of concepts went along.
    public var names = 0
}
