import Digests
public import Explanations
public import Foundation

/// One photo of a name test, with the file an explanation copies.
public struct NameTestCrop: Sendable, Equatable {
    /// What the explanation says of it; its asset path is `assets/name-test-<channel>-<n>.png` with the
    /// place in the test, from 1.
    public let sample: NameTestSample
    /// The square in natural colours, a PNG file in the crop folder.
    public let pictureFile: URL
}

extension ReferenceCrops {
    /// How many held-out references a name test shows at most, and how many photos taken at random.
    public static let nameTestCount = 6

    /// The photos to test channels' names with.
    ///
    /// Held out are the best photos after the shown ones; against them stand as many photos taken at random
    /// from the index, none of them among the channel's best. All are cropped alike: to what the
    /// channel saw there, or to the whole view where it saw nothing, as is usual (half of all crops are 97 %
    /// of the view or wider). Choice and order look random but depend only on the index's run, the channel
    /// and the photos' digests.
    ///
    /// - Parameters:
    ///   - references: The shown references of some channels, as `references(for:)` gave them.
    ///   - count: How many of each kind at most; fewer where the channel or the index has no more.
    ///   - excluded: SHA-256 digests of photos not to show, such as the explained one.
    /// - Returns: One list per channel, in their order; held-out and random photos are mixed.
    /// - Throws: As `references(for:)`. Photos that cannot be read are passed over.
    public func nameTests(
        after references: [ChannelReferences],
        count: Int = nameTestCount,
        excluding excluded: Set<String> = []
    ) async throws -> [[NameTestCrop]] {
        guard !references.isEmpty else { return [] }
        let photos = try index.samples().filter { $0.answer != nil }.map(\.photo)
        return try references.map { shown in
            try Task.checkCancellation()
            return try nameTest(after: shown, among: photos, count: count, excluding: excluded)
        }
    }

    // MARK: - Steps

    /// A photo with its crop; held out if it has a rank.
    private typealias Chosen = (photo: PhotoSample, rank: Int?, picture: URL)

    private func nameTest(
        after shown: ChannelReferences,
        among photos: [PhotoSample],
        count: Int,
        excluding excluded: Set<String>
    ) throws -> [NameTestCrop] {
        let channel = shown.channel
        let best = try index.references(
            channel: channel,
            mode: shown.mode,
            count: index.run.sampleSize
        )
        let seen = excluded.union(shown.crops.map(\.reference.sha256))
        let heldOut = try choose(
            count,
            from: best.filter { $0.score > 0 }.map { ($0.sample.photo, $0.rank) },
            channel: channel,
            excluding: seen
        )
        func shuffled<Item>(_ items: [Item], for use: String, by photo: (Item) -> PhotoSample)
            -> [Item]
        {
            let seed = "llexicorp/name-test/1\n\(index.run.sha256)\n\(channel)\n\(use)\n"
            return items.map { (SHA256Digest.hex(of: (seed + photo($0).sha256).utf8), $0) }
                .sorted { $0.0 < $1.0 }.map(\.1)
        }
        let random = try choose(
            heldOut.count,
            from: shuffled(photos, for: "choice", by: \.self).map { ($0, nil) },
            channel: channel,
            excluding: seen.union(best.map(\.sample.photo.sha256))
        )
        return shuffled(heldOut + random, for: "order", by: \.photo).enumerated().map {
            place,
            chosen in
            NameTestCrop(
                sample: NameTestSample(
                    sample: chosen.photo.name,
                    sha256: chosen.photo.sha256,
                    label: chosen.photo.label,
                    wordNetID: chosen.photo.wordNetID,
                    crop: "assets/name-test-\(channel)-\(place + 1).png",
                    rank: chosen.rank
                ),
                pictureFile: chosen.picture
            )
        }
    }

    /// The first photos that can be shown, each once.
    private func choose(
        _ count: Int,
        from candidates: [(photo: PhotoSample, rank: Int?)],
        channel: Int,
        excluding excluded: Set<String>
    ) throws -> [Chosen] {
        var taken = excluded
        var remaining = candidates.filter { taken.insert($0.photo.sha256).inserted }[...]
        var chosen: [Chosen] = []
        while chosen.count < count, !remaining.isEmpty {
            let round = Array(remaining.prefix(count - chosen.count))
            remaining = remaining.dropFirst(round.count)
            let photos = round.map(\.photo)
            let findings = photos.map { maker.find($0, channel: channel) }
            let contents = try maker.contents(of: photos, findings, channel: channel)
            for (candidate, content) in zip(round, contents) {
                let part: CropCache.SeenPart?
                switch content {
                case .seen(let seen)?: part = seen
                // A reference shows what the channel saw; where it saw nothing it is none.
                case .nothing? where candidate.rank == nil:
                    part = try maker.wholeView(of: candidate.photo)
                default: part = nil
                }
                guard let part else { continue }
                chosen.append((candidate.photo, candidate.rank, part.picture))
            }
        }
        return chosen
    }
}
