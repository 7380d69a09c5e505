public import Attribution
import Digests
import Explanations
public import Foundation
import Images
public import Models
import Tensors

/// Cuts from the index's photos what channels saw there.
///
/// For a channel's best photos it computes the channel's own heatmap (relevance put in at the channel's
/// activation, followed to the input), finds the square around it and cuts that square from the photo
/// at full resolution. Made crops are kept in a folder beside the index.
public struct ReferenceCrops: Sendable {
    /// The longest side of a crop, in pixels.
    public static let longestSide = 256
    /// How many photos run through the network together.
    ///
    /// A pass of SqueezeNet to the input takes about
    /// 50 MB a photo, and more photos at once are not faster.
    private static let photosPerPass = 2
    /// Changes whenever the same photo and channel would give another crop.
    private static let version = "llexicorp/crop/1"

    private let index: ReferenceIndex
    private let model: Model
    private let attributor: Attributor
    private let cache: CropCache
    /// Where photos lie now, by digest, for those that are not where the index says.
    private let places: [String: URL]

    /// Makes the crops of an index.
    ///
    /// - Parameters:
    ///   - index: An index of the model.
    ///   - model: The model whose photos and channels are indexed.
    ///   - attributor: The model with its composite.
    ///   - folder: Where made crops are kept; without it `<index>.crops` beside the index.
    ///   - photos: Where the photos lie now, if not where they lay when the index was made.
    public init(
        index: ReferenceIndex,
        model: Model,
        attributor: Attributor,
        folder: URL? = nil,
        photos: PhotoList? = nil
    ) {
        self.index = index
        self.model = model
        self.attributor = attributor
        var places: [String: URL] = [:]
        for sample in photos?.samples ?? [] { places[sample.sha256] = sample.url }
        self.places = places
        self.cache = CropCache(folder: folder ?? Self.folder(beside: index.url))
    }

    /// The folder in which the crops of an index are kept.
    ///
    /// - Parameter index: The index's file.
    /// - Returns: The folder `<index>.crops` beside it, whether it exists or not.
    public static func folder(beside index: URL) -> URL {
        index.deletingLastPathComponent()
            .appendingPathComponent(index.lastPathComponent + ".crops")
    }

    /// The references of some channels.
    ///
    /// A photo with a score of zero or less is no reference; neither is one in which the channel's heatmap
    /// is empty, nor an excluded one: the next in rank takes its place.
    ///
    /// - Parameters:
    ///   - channels: The channels of the index's layer.
    ///   - mode: By what photos are chosen.
    ///   - count: How many references per channel at most.
    ///   - excluded: SHA-256 digests of photos not to show, such as the explained one.
    /// - Returns: One value per channel, in their order.
    /// - Throws: `ConceptsError` if there is no such channel or mode or the crops cannot be written, what the
    ///   model throws, `CancellationError` between two channels if the task is cancelled. Photos that cannot be
    ///   read are no error: see `ChannelReferences.unusable`.
    public func references(
        for channels: [Int],
        mode: ReferenceMode = .relmaxSum,
        count: Int = 6,
        excluding excluded: Set<String> = []
    ) async throws -> [ChannelReferences] {
        var finished: [ChannelReferences] = []
        guard let first = channels.first else { return [] }
        var work = try begin(first, mode: mode, count: count, excluding: excluded)
        for position in channels.indices {
            try Task.checkCancellation()
            let current = work
            if position + 1 < channels.endIndex {
                // The next channel's photos are decoded while the network is busy with this one's.
                let following = channels[position + 1]
                async let next = begin(following, mode: mode, count: count, excluding: excluded)
                finished.append(try finish(current, mode: mode, count: count))
                work = try await next
            } else {
                finished.append(try finish(current, mode: mode, count: count))
            }
        }
        return finished
    }

    // MARK: - Steps

    /// A channel's photos in rank order, of which the first are at hand.
    private struct Work: Sendable {
        var channel: Int
        var candidates: [RankedSample]
        var atHand: [Finding]
    }

    /// What is known of one photo before the network runs.
    private enum Finding: Sendable {
        case kept(CropCache.Content)
        case loaded(LoadedReference)
        case unusable(String)
    }

    private func begin(
        _ channel: Int,
        mode: ReferenceMode,
        count: Int,
        excluding excluded: Set<String>
    ) throws -> Work {
        let candidates = try index.references(
            channel: channel,
            mode: mode,
            count: index.run.sampleSize
        ).filter { $0.score > 0 && !excluded.contains($0.sample.photo.sha256) }
        return Work(
            channel: channel,
            candidates: candidates,
            atHand: candidates.prefix(count).map { find($0, channel: channel) }
        )
    }

    private func find(_ candidate: RankedSample, channel: Int) -> Finding {
        if let content = cache.content(of: key(candidate, channel: channel)) {
            return .kept(content)
        }
        var photo = candidate.sample.photo
        if let place = places[photo.sha256] { photo = photo.at(place) }
        do {
            return .loaded(try LoadedReference(photo, for: model.preprocessing))
        } catch {
            return .unusable("\(error)")
        }
    }

    private func finish(_ work: Work, mode: ReferenceMode, count: Int) throws -> ChannelReferences {
        var crops: [ReferenceCrop] = []
        var unusable: [BrokenPhoto] = []
        var remaining = work.candidates[...]
        var atHand = work.atHand[...]
        while crops.count < count, !remaining.isEmpty {
            let round = Array(remaining.prefix(count - crops.count))
            remaining = remaining.dropFirst(round.count)
            let findings = round.map { candidate in
                atHand.popFirst() ?? find(candidate, channel: work.channel)
            }
            let contents = try contents(of: round, findings, channel: work.channel)
            for (place, candidate) in round.enumerated() {
                if case .unusable(let reason) = findings[place] {
                    unusable.append(BrokenPhoto(name: candidate.sample.photo.name, reason: reason))
                }
                guard case .seen(let part) = contents[place], let answer = candidate.sample.answer
                else { continue }
                crops.append(
                    crop(of: candidate, answer: answer, part, work.channel, rank: crops.count + 1)
                )
            }
        }
        return ChannelReferences(
            channel: work.channel,
            mode: mode,
            crops: crops,
            unusable: unusable
        )
    }

    /// Computes what is not kept yet; nil where a photo is unusable.
    private func contents(
        of round: [RankedSample],
        _ findings: [Finding],
        channel: Int
    ) throws -> [CropCache.Content?] {
        var contents: [CropCache.Content?] = findings.map {
            if case .kept(let content) = $0 { content } else { nil }
        }
        var loaded: [(place: Int, reference: LoadedReference)] = []
        for (place, finding) in findings.enumerated() {
            if case .loaded(let reference) = finding { loaded.append((place, reference)) }
        }
        let network = ConditionalHeatmaps(attributor: attributor, layer: index.run.layer)
        for start in stride(from: 0, to: loaded.count, by: Self.photosPerPass) {
            let part = loaded[start..<min(start + Self.photosPerPass, loaded.count)]
            let heatmaps = try network.heatmaps(of: channel, inputs: part.map(\.reference.input))
            for (row, (place, reference)) in part.enumerated() {
                contents[place] = try keep(
                    reference,
                    heatmap: heatmaps.slice(row),
                    key: key(round[place], channel: channel)
                )
            }
        }
        return contents
    }

    private func keep(
        _ reference: LoadedReference,
        heatmap: Tensor,
        key: String
    ) throws -> CropCache.Content {
        guard let part = try SeenSquare(heatmap: heatmap) else {
            try cache.keepNothing(key)
            return .nothing
        }
        return .seen(
            try cache.keep(
                key,
                picture: reference.cut(part.square.box, longestSide: Self.longestSide),
                heatmap: part.heatmap,
                cropBox: part.cropBox,
                seenBox: part.seenBox
            )
        )
    }

    private func crop(
        of candidate: RankedSample,
        answer: ScoredClass,
        _ part: CropCache.SeenPart,
        _ channel: Int,
        rank: Int
    ) -> ReferenceCrop {
        let photo = candidate.sample.photo
        let asset = "assets/reference-\(channel)-\(rank)"
        return ReferenceCrop(
            reference: Reference(
                sample: photo.name,
                sha256: photo.sha256,
                score: candidate.score,
                label: photo.label,
                wordNetID: photo.wordNetID,
                answer: answer,
                crop: "\(asset).png",
                heatmap: "\(asset).safetensors",
                cropBox: part.cropBox,
                seenBox: part.seenBox,
                credit: photo.credit
            ),
            pictureFile: part.picture,
            heatmapFile: part.heatmap
        )
    }

    /// The name of a crop: a digest of all it depends on.
    private func key(_ candidate: RankedSample, channel: Int) -> String {
        let parts = [
            Self.version, index.run.sha256, candidate.sample.photo.sha256, String(channel),
            attributor.composite.name, String(Self.longestSide),
        ]
        return SHA256Digest.hex(of: parts.joined(separator: "\n").utf8)
    }
}
