import Digests

/// Which photos a survey looks at, and what the network takes of them.
package struct SurveyPhotos: Sendable {
    /// The chosen photos in the order they were drawn; the first ones are explained.
    package let samples: [PhotoSample]
    /// What the network takes, one per photo.
    package let prepared: [PreparedReference]
    /// The photos that were drawn and cannot be read.
    package let broken: [BrokenPhoto]

    /// Draws photos and reads them.
    ///
    /// Another photo is drawn in place of one that cannot be read.
    ///
    /// - Parameters:
    ///   - list: The photos to draw from.
    ///   - count: How many to draw; all if there are fewer.
    ///   - seed: Another seed draws other photos.
    ///   - prepare: Reads a photo and makes the network's input of it.
    ///   - progress: Called with the number of photos read.
    /// - Throws: `CancellationError` if the task is cancelled.
    package init(
        from list: PhotoList,
        count: Int,
        seed: Int,
        prepare: (PhotoSample) throws -> PreparedReference,
        progress: (Int) -> Void = { _ in }
    ) throws {
        var samples: [PhotoSample] = []
        var prepared: [PreparedReference] = []
        var broken: [BrokenPhoto] = []
        for sample in Self.drawn(from: list.samples, seed: seed) {
            guard samples.count < count else { break }
            try Task.checkCancellation()
            do {
                prepared.append(try prepare(sample))
                samples.append(sample)
                progress(samples.count)
            } catch {
                broken.append(BrokenPhoto(name: sample.name, reason: "\(error)"))
            }
        }
        self.samples = samples
        self.prepared = prepared
        self.broken = broken
    }

    /// The photos in an order that depends on their bytes and the seed alone, not on names or places: by the
    /// SHA-256 of seed and the photo's own.
    package static func drawn(from samples: [PhotoSample], seed: Int) -> [PhotoSample] {
        samples.map { sample in
            (key: SHA256Digest.hex(of: "\(seed)\n\(sample.sha256)".utf8), sample: sample)
        }
        .sorted { $0.key < $1.key }
        .map(\.sample)
    }
}
