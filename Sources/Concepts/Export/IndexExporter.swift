import Digests
import Explanations
public import Foundation
import Images
import Tensors

/// Makes a folder of an index that another machine can use, and that tells nothing of this one.
///
/// The folder holds `index.sqlite`, what goes along of the photos, a `README.md` and a `CREDITS.tsv`.
public struct IndexExporter: Sendable {
    /// The index's name in the folder.
    public static let indexName = "index.sqlite"

    private let source: URL
    private let export: IndexExport
    private let runs: [IndexRun]
    private let photos: PhotoList?

    /// Prepares an export.
    ///
    /// - Parameters:
    ///   - index: The index's file.
    ///   - export: What goes along.
    ///   - photos: Where photos lie, if not where the index says.
    /// - Throws: `ConceptsError` if there is no finished index, or no such channel.
    public init(_ index: URL, export: IndexExport, photos: PhotoList? = nil) throws {
        source = index
        self.export = export
        self.photos = photos
        guard let runs = try ReferenceIndex.runsUnlessOlder(of: index) else {
            // Opening it says what is wrong with it.
            self.runs = [try ReferenceIndex(open: index).run]
            return
        }
        self.runs = runs
        for run in runs { _ = try ReferenceIndex(open: index, layer: run.layer) }
        for channel in export.channels ?? [] {
            guard runs.contains(where: { 0..<$0.channels ~= channel }) else {
                throw ConceptsError("\(index.path): no layer has a channel \(channel)")
            }
        }
    }

    /// What the index's first layer was made with.
    public var run: IndexRun { runs[0] }

    /// Writes the folder's content.
    ///
    /// - Parameters:
    ///   - folder: An empty folder; where something fails, what it then holds is worth nothing.
    ///   - tool: The program and its version, for the README.
    ///   - crops: Gives what makes the crops of a layer; called for an export of crops only.
    ///   - progress: Called with how much is done of how much.
    /// - Returns: What was exported.
    /// - Throws: `ConceptsError`, `TensorsError` or `ImagesError` if something cannot be written;
    ///   `CancellationError` if the task is cancelled. A photo that cannot be read is no error.
    public func write(
        to folder: URL,
        tool: String,
        crops: (ReferenceIndex) throws -> ReferenceCrops,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> ExportReport {
        var draft = Draft(
            folder: folder,
            report: ExportReport(
                kind: export.kind,
                runSHA256: run.sha256,
                layers: runs.map(\.layer),
                indexedPhotos: run.photoCount
            )
        )
        let first = try ReferenceIndex(open: source, layer: run.layer)
        switch export.kind {
        case .photos: try copyPhotos(from: first, to: &draft, progress: progress)
        case .crops:
            for run in runs {
                let index = try ReferenceIndex(open: source, layer: run.layer)
                try await copyCrops(from: crops(index), of: index, to: &draft, progress: progress)
            }
        case .hashes:
            for sample in try first.samples() { draft.credit(sample.photo) }
            draft.report.photos = 0
        }
        try Task.checkCancellation()
        let file = folder.appendingPathComponent(Self.indexName)
        try ExportedDatabase(source: source, export: export).write(to: file, copies: draft.copies)
        draft.report.names = ExportedDatabase.nameCount(in: first)
        let notes = ExportNotes(report: draft.report, export: export, runs: runs, tool: tool)
        let exported = try ReferenceIndex(open: file, layer: run.layer).samples()
        let credited = exported.map(\.photo).filter { draft.credited.contains($0.sha256) }
        try WholeFile.write(
            Data(notes.readme(photos: credited).utf8),
            to: folder.appendingPathComponent("README.md")
        )
        try WholeFile.write(
            Data(notes.credits(photos: credited, copies: draft.copies).utf8),
            to: folder.appendingPathComponent("CREDITS.tsv")
        )
        return draft.report
    }

    // MARK: - Steps

    /// A folder in the making.
    private struct Draft {
        let folder: URL
        var report: ExportReport
        var copies: [String: ExportedIndex.Copy] = [:]
        /// The digests of photos that go along.
        var credited: Set<String> = []

        /// Counts a photo that goes along.
        mutating func credit(_ photo: PhotoSample) {
            guard credited.insert(photo.sha256).inserted else { return }
            report.photos += 1
            if photo.credit.knownLicence == nil { report.unlicensed += 1 }
        }

        /// Counts a photo that cannot be read.
        mutating func miss(_ reason: String) {
            report.missing += 1
            report.missingReason = report.missingReason ?? reason
        }
    }

    private func channels(of run: IndexRun) -> [Int] {
        export.channels?.filter { 0..<run.channels ~= $0 } ?? Array(0..<run.channels)
    }

    /// The digests of the photos that references come from.
    ///
    /// Of each channel twice as many as are shown: a copy of an earlier one, a photo in which the channel saw
    /// nothing, and the explained photo itself are passed over, and the next in rank takes their places.
    private func references() throws -> Set<String> {
        var digests: Set<String> = []
        for run in runs {
            let index = try ReferenceIndex(open: source, layer: run.layer)
            for mode in export.modes where run.modes.contains(mode) {
                for channel in channels(of: run) {
                    let ranked = try index.references(
                        channel: channel,
                        mode: mode,
                        count: 2 * export.references
                    )
                    digests.formUnion(
                        ranked.filter { $0.score > 0 }.map(\.sample.photo.sha256)
                    )
                }
            }
        }
        return digests
    }

    private func copyPhotos(
        from index: ReferenceIndex,
        to draft: inout Draft,
        progress: (Int, Int) -> Void
    ) throws {
        let wanted = export.takesAllPhotos ? nil : try references()
        let samples = try index.samples().filter { sample in
            sample.answer != nil && wanted?.contains(sample.photo.sha256) ?? true
        }
        let places = PhotoPlaces(of: index, photos: photos)
        for (number, sample) in samples.enumerated() {
            try Task.checkCancellation()
            progress(number, samples.count)
            guard export.allows(sample.photo) else {
                draft.report.refused += 1
                continue
            }
            let bytes: [UInt8]
            let cleaned: [UInt8]
            do {
                bytes = try ReferencePhoto.bytes(of: places.photo(sample.photo))
                cleaned = try Self.cleaned(bytes, of: sample.photo)
            } catch {
                draft.miss("\(error)")
                continue
            }
            let ending = PictureFormat(signatureOf: cleaned)?.ending ?? "img"
            let digest = sample.photo.sha256
            let path = "photos/\(digest.prefix(2))/\(digest).\(ending)"
            let file = draft.folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try WholeFile.write(Data(cleaned), to: file)
            draft.copies[digest] = ExportedIndex.Copy(
                path: path,
                sha256: SHA256Digest.hex(of: cleaned)
            )
            draft.credit(sample.photo)
            if cleaned != bytes { draft.report.cleaned += 1 }
        }
        progress(samples.count, samples.count)
    }

    /// A photo's file with nothing but the picture.
    ///
    /// - Throws: `ImagesError` if it cannot be read, `ConceptsError` if the copy would show another picture.
    private static func cleaned(_ bytes: [UInt8], of photo: PhotoSample) throws -> [UInt8] {
        let origin = photo.url.path
        let original = try PictureFile.read(bytes: bytes, origin: origin)
        let cleaned = try PictureFile.withoutMetadata(bytes: bytes, origin: origin)
        guard try PictureFile.read(bytes: cleaned, origin: origin) == original else {
            throw ConceptsError("\(origin): changes when its metadata is left out")
        }
        return cleaned
    }

    private func copyCrops(
        from crops: ReferenceCrops,
        of index: ReferenceIndex,
        to draft: inout Draft,
        progress: (Int, Int) -> Void
    ) async throws {
        let cache = CropCache(
            folder: ReferenceCrops.folder(
                beside: draft.folder.appendingPathComponent(Self.indexName)
            )
        )
        let refused = Set(
            try index.samples().map(\.photo).filter { !export.allows($0) }.map(\.sha256)
        )
        let modes = export.modes.filter(index.run.modes.contains)
        let channels = channels(of: index.run)
        var done: Set<String> = []
        for (place, mode) in modes.enumerated() {
            for (number, channel) in channels.enumerated() {
                try Task.checkCancellation()
                progress(place * channels.count + number, modes.count * channels.count)
                let ranked = try index.references(
                    channel: channel,
                    mode: mode,
                    count: index.run.sampleSize
                ).filter { $0.score > 0 }
                let found = try await crops.references(
                    for: [channel],
                    mode: mode,
                    count: export.references,
                    excluding: refused
                )[0]
                for photo in found.unusable { draft.miss(photo.reason) }
                // Also the empty ones before the last: they need not be tried again.
                let last = ranked.last { $0.sample.photo.sha256 == found.last }
                for candidate in ranked.prefix(last?.rank ?? 0) {
                    let photo = candidate.sample.photo
                    if refused.contains(photo.sha256) {
                        draft.report.refused += 1
                        continue
                    }
                    let key = crops.maker.key(photo, channel: channel)
                    guard done.insert(key).inserted else { continue }
                    try copyCrop(key, of: photo, from: crops, to: cache, &draft)
                }
            }
        }
        progress(modes.count * channels.count, modes.count * channels.count)
    }

    private func copyCrop(
        _ key: String,
        of photo: PhotoSample,
        from crops: ReferenceCrops,
        to cache: CropCache,
        _ draft: inout Draft
    ) throws {
        guard case .seen(let part)? = crops.maker.cache.content(of: key) else {
            _ = try crops.maker.cache.export(key, to: cache)
            return
        }
        guard part.cropBox.width <= export.largestCrop + 1e-9 else {
            draft.report.tooLarge += 1
            return
        }
        _ = try crops.maker.cache.export(key, to: cache)
        draft.report.crops += 1
        if part.cropBox.width >= IndexExport.wholePhoto { draft.report.wholeCrops += 1 }
        draft.credit(photo)
    }
}

extension ChannelReferences {
    /// The digest of the last reference.
    fileprivate var last: String? { crops.last?.reference.sha256 }
}

extension PictureFormat {
    /// What names of such files end in.
    fileprivate var ending: String { self == .jpeg ? "jpg" : rawValue }
}
