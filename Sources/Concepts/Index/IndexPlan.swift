/// What an index file is to hold: the layers' runs over the photos, or over a part of them.
package struct IndexPlan: Sendable {
    /// One run per layer, in the order asked for; they differ in the layer only.
    package var runs: [IndexRun]
    package var photos: PhotoList
    /// How many photos run through the network together.
    package var batchSize: Int
    /// The part of the photos to look at; nil for all of them.
    package var shard: IndexShard?

    package init(runs: [IndexRun], photos: PhotoList, batchSize: Int, shard: IndexShard? = nil) {
        precondition(batchSize > 0, "a batch of \(batchSize)")
        precondition(!runs.isEmpty, "an index of no layer")
        self.runs = runs
        self.photos = photos
        self.batchSize = batchSize
        self.shard = shard
    }

    /// How many photos the whole index has.
    var photoCount: Int { photos.samples.count }

    /// The photos to look at, by their ordinals.
    ///
    /// - Parameter batchSize: As the file's build began.
    /// - Returns: The whole list, or the shard's part of it.
    func range(batchSize: Int) -> Range<Int> {
        shard?.photos(of: photoCount, batchSize: batchSize) ?? 0..<photoCount
    }
}
