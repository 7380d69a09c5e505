public import Attribution
import Explanations
public import Foundation
public import Images
public import Models

/// Cuts from the index's photos what channels saw there.
///
/// For a channel's best photos it computes the channel's own heatmap (relevance put in at the channel's
/// activation, followed to the input), finds the square around it and cuts that square from the photo
/// at full resolution. Made crops are kept in a folder beside the index.
public struct ReferenceCrops: Sendable {
    /// The longest side of a crop, in pixels.
    public static let longestSide = 256
    /// The longest side of a photo's whole view, in pixels: what the model saw of it, and what a narrator
    /// needs to see the crop in its place.
    public static let longestFrameSide = 224

    let index: ReferenceIndex
    package let maker: CropMaker

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
        maker = CropMaker(
            run: index.run,
            model: model,
            attributor: attributor,
            cache: CropCache(folder: folder ?? Self.folder(beside: index.url)),
            places: PhotoPlaces(of: index, photos: photos)
        )
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
    /// is empty, an excluded one, or a copy (mirrored ones included) of an excluded one or of a better reference:
    /// the next in rank takes its place.
    ///
    /// - Parameters:
    ///   - channels: The channels of the index's layer.
    ///   - mode: By what photos are chosen.
    ///   - count: How many references per channel at most.
    ///   - excluded: SHA-256 digests of photos not to show, such as the explained one.
    ///   - pictures: Fingerprints of pictures whose copies are not to be shown, such as that of the explained
    ///     photo as the network sees it, which may be in the index in another size.
    /// - Returns: One value per channel, in their order.
    /// - Throws: `ConceptsError` if there is no such channel or mode or the crops cannot be written, what the
    ///   model throws, `CancellationError` between two channels if the task is cancelled. Photos that cannot be
    ///   read are no error: see `ChannelReferences.unusable`.
    public func references(
        for channels: [Int],
        mode: ReferenceMode = .relmaxSum,
        count: Int = 6,
        excluding excluded: Set<String> = [],
        copiesOf pictures: [PictureHash] = []
    ) async throws -> [ChannelReferences] {
        var finished: [ChannelReferences] = []
        guard let first = channels.first else { return [] }
        let copies = ReferenceCopies(of: pictures + (try index.pictureHashes(of: excluded)))
        let request = Request(mode: mode, count: count, excluded: excluded, copies: copies)
        var work = try begin(first, request)
        for position in channels.indices {
            try Task.checkCancellation()
            let current = work
            if position + 1 < channels.endIndex {
                // The next channel's photos are decoded while the network is busy with this one's.
                let following = channels[position + 1]
                async let next = begin(following, request)
                finished.append(try finish(current, request))
                work = try await next
            } else {
                finished.append(try finish(current, request))
            }
        }
        return finished
    }

    // MARK: - Steps

    /// What is asked for of every channel.
    private struct Request: Sendable {
        var mode: ReferenceMode
        var count: Int
        var excluded: Set<String>
        /// What no reference may be a copy of.
        var copies: ReferenceCopies
    }

    /// A channel's photos in rank order, of which the first are at hand.
    private struct Work: Sendable {
        var channel: Int
        var candidates: [RankedSample]
        /// By rank.
        var atHand: [Int: CropMaker.Finding]
    }

    private func begin(_ channel: Int, _ request: Request) throws -> Work {
        let candidates = try index.references(
            channel: channel,
            mode: request.mode,
            count: index.run.sampleSize
        ).filter { $0.score > 0 && !request.excluded.contains($0.sample.photo.sha256) }
        var atHand: [Int: CropMaker.Finding] = [:]
        for candidate in Self.round(of: candidates, count: request.count, copies: request.copies) {
            atHand[candidate.rank] = maker.find(candidate.sample.photo, channel: channel)
        }
        return Work(channel: channel, candidates: candidates, atHand: atHand)
    }

    /// The next photos to look at: none is a copy of a shown one or of another of them.
    private static func round(
        of candidates: [RankedSample],
        count: Int,
        copies: ReferenceCopies
    ) -> [RankedSample] {
        var copies = copies
        var round: [RankedSample] = []
        for candidate in candidates where round.count < count {
            let picture = candidate.sample.pictureHash
            guard !copies.contains(picture) else { continue }
            copies.add(picture)
            round.append(candidate)
        }
        return round
    }

    private func finish(_ work: Work, _ request: Request) throws -> ChannelReferences {
        var crops: [ReferenceCrop] = []
        var unusable: [BrokenPhoto] = []
        var copies = request.copies
        var remaining = work.candidates
        while crops.count < request.count {
            let round = Self.round(
                of: remaining,
                count: request.count - crops.count,
                copies: copies
            )
            guard !round.isEmpty else { break }
            // A copy of a photo that turns out to be unusable gets its turn.
            let ranks = Set(round.map(\.rank))
            remaining.removeAll { ranks.contains($0.rank) }
            let findings = round.map { candidate in
                work.atHand[candidate.rank]
                    ?? maker.find(candidate.sample.photo, channel: work.channel)
            }
            let contents = try maker.contents(
                of: round.map(\.sample.photo),
                findings,
                channel: work.channel
            )
            for (place, candidate) in round.enumerated() {
                if case .unusable(let reason) = findings[place] {
                    unusable.append(BrokenPhoto(name: candidate.sample.photo.name, reason: reason))
                }
                guard case .seen(let part) = contents[place], let answer = candidate.sample.answer
                else { continue }
                copies.add(candidate.sample.pictureHash)
                crops.append(
                    crop(of: candidate, answer: answer, part, work.channel, rank: crops.count + 1)
                )
            }
        }
        return ChannelReferences(
            channel: work.channel,
            mode: request.mode,
            crops: crops,
            unusable: unusable
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
                credit: photo.credit,
                frame: part.frame.map { _ in "\(asset)-frame.jpg" },
                surface: part.surface,
                activation: candidate.activation
            ),
            pictureFile: part.picture,
            heatmapFile: part.heatmap,
            frameFile: part.frame
        )
    }
}
