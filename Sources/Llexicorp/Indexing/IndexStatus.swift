import Concepts
public import Foundation

/// What a reference index was made from, how far it is, and whether all still is as it was.
public struct IndexStatus: Encodable, Sendable {
    /// One layer of the index.
    public struct Layer: Encodable, Sendable {
        /// Its name.
        public let name: String
        /// How many channels it has.
        public let channels: Int
        /// A digest of everything its scores depend on.
        public let runSHA256: String
        /// Its rankings by their names, where they were asked for.
        public let rankings: [String: [IndexRankings.Channel]]?
        /// The best photos per class, by ranking, where they were asked for.
        public let statistics: [String: [IndexRankings.ClassPhotos]]?
    }

    /// A photo that could not be used.
    public struct Broken: Encodable, Sendable {
        /// Its name in the list.
        public let name: String
        /// Why, in one line.
        public let reason: String
    }

    /// The index's file.
    public let file: String
    /// What the file's tables are.
    public let schema: String
    /// Whether every photo was looked at.
    public let isFinished: Bool
    /// How many photos the list has.
    public let photoCount: Int
    /// How many of them were looked at.
    public let done: Int
    /// How many of those were scored.
    public let scored: Int
    /// The ones that were not, and why.
    public let broken: [Broken]
    /// The part of the photos the file was made for, `I/N`.
    public let shard: String?
    /// How many photos ran through the network together.
    public let batchSize: Int
    /// The model's name.
    public let model: String
    /// The SHA-256 of its weights file.
    public let weightsSHA256: String
    /// The composite's name.
    public let composite: String
    /// Which class was attributed for each photo.
    public let target: String
    /// The rankings' names.
    public let modes: [String]
    /// How many photos are kept per channel and ranking.
    public let sampleSize: Int
    /// The layer by which references are told apart.
    public let lateLayer: String?
    /// A digest of the list of photos.
    public let photosSHA256: String
    /// A digest of everything that was measured; equal ones mean equal content.
    public let contentSHA256: String
    /// The layers.
    public let layers: [Layer]
    /// All photos, where rankings were asked for.
    public let samples: [IndexRankings.Photo]?
    /// What lies on the disk, where that was asked for.
    public internal(set) var photosOnDisk: PhotoCheck?
    /// Whether the model is still the index's, where that was asked for.
    public internal(set) var modelCheck: ModelCheck?

    /// What to add to the usual.
    public struct Details: OptionSet, Sendable {
        /// Which details.
        public let rawValue: Int

        /// Makes a set of its bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// Every channel's best photos.
        public static let rankings = Details(rawValue: 1)
        /// Every channel's best photos of each class.
        public static let statistics = Details(rawValue: 2)
    }

    /// Reads an index; also an unfinished one, and one whose build was interrupted.
    ///
    /// - Parameters:
    ///   - url: The index's file, or the `.partial` file beside its place.
    ///   - details: What to add to the usual.
    /// - Throws: `ConceptsError` if it is no index, or if a build of it is running.
    public init(of url: URL, with details: Details = []) throws {
        let place = Self.place(of: url)
        let indexes = try ReferenceIndex.layers(of: place).map {
            try ReferenceIndex(open: place, layer: $0, allowUnfinished: true)
        }
        guard let index = indexes.first else { throw LlexicorpError("\(url.path): has no layer") }
        let samples = try index.samples()
        let run = index.run
        file = url.relativePath
        schema = run.schema
        isFinished = index.isFinished
        photoCount = run.photoCount
        done = samples.count { $0.state != .pending }
        scored = samples.count { $0.answer != nil }
        broken = try index.brokenPhotos().map { Broken(name: $0.name, reason: $0.reason) }
        shard = index.shard
        batchSize = index.batchSize
        model = run.model
        weightsSHA256 = run.weightsSHA256
        composite = run.composite
        target = run.targetRule.rawValue
        modes = run.modes.map(\.rawValue)
        sampleSize = run.sampleSize
        lateLayer = run.lateLayer
        photosSHA256 = run.photosSHA256
        contentSHA256 = try index.contentSHA256()
        layers = try indexes.map { index in
            Layer(
                name: index.run.layer,
                channels: index.run.channels,
                runSHA256: index.run.sha256,
                rankings: details.contains(.rankings) ? try IndexRankings.rankings(of: index) : nil,
                statistics: details.contains(.statistics)
                    ? try IndexRankings.statistics(of: index) : nil
            )
        }
        self.samples = details.isEmpty ? nil : samples.map(IndexRankings.Photo.init)
    }

    /// A `.partial` file is what lies beside an index's place while it is made.
    static func place(of url: URL) -> URL {
        guard url.pathExtension == "partial", FileManager.default.fileExists(atPath: url.path)
        else {
            return url
        }
        let place = url.deletingPathExtension()
        return FileManager.default.fileExists(atPath: place.path) ? url : place
    }

    /// The status in lines for people.
    public var lines: [String] {
        let state =
            isFinished
            ? "whole" : "unfinished" + (shard.map { ", shard \($0)" } ?? "")
        var lines = [
            "\(file): \(schema), \(state), \(done) of \(photoCount) photos",
            "model     \(model), weights \(weightsSHA256.prefix(12))",
            "layers    "
                + layers.map { "\($0.name) (\($0.channels) channels)" }.joined(separator: ", "),
            "composite \(composite), target \(target)",
            "rankings  \(modes.joined(separator: ", ")); \(sampleSize) photos per channel",
            "content   \(contentSHA256)",
        ]
        if !broken.isEmpty {
            lines.append("left out  \(broken.count) photos")
            lines += broken.prefix(20).map { "  \($0.name): \($0.reason)" }
            if broken.count > 20 { lines.append("  and \(broken.count - 20) more") }
        }
        return lines + (photosOnDisk?.lines ?? []) + (modelCheck?.lines ?? [])
    }

    /// Whether nothing that was checked has changed.
    public var isIntact: Bool {
        photosOnDisk?.isIntact != false && modelCheck?.isIntact != false
    }
}
