import Attribution
import Concepts
public import Foundation
import Models

/// Builds reference indexes.
public enum IndexPress {
    /// How far a build is.
    public struct Progress: Sendable {
        /// How many photos are done, from earlier runs too.
        public let done: Int
        /// How many there are.
        public let total: Int
        /// Photos a second in this run, once known.
        public let rate: Double?
        /// How long the rest will take, once known.
        public let secondsLeft: Double?
    }

    /// What to index, with what.
    public struct Job: Sendable {
        /// A folder of photos, or a list of them; nil for those that the model file names.
        public var photos: URL?
        /// The model: a name or the path of a model file.
        public var model: String
        /// The weights file; nil for the pulled ones.
        public var weights: URL?
        /// The layer whose channels are scored; nil for the model's default.
        public var layer: String?
        /// The composite's name; nil for the model file's or the standard one.
        public var composite: String?
        /// The index file; nil for the cache's one of this model and layer.
        public var output: URL?

        /// Makes a job of its parts.
        public init(
            photos: URL?,
            model: String,
            weights: URL?,
            layer: String?,
            composite: String?,
            output: URL?
        ) {
            self.photos = photos
            self.model = model
            self.weights = weights
            self.layer = layer
            self.composite = composite
            self.output = output
        }
    }

    /// Builds an index, or what an interrupted build left of it.
    ///
    /// - Parameters:
    ///   - job: What to index, with what.
    ///   - note: Gets a line for each thing the caller should know.
    ///   - progress: Called after each batch.
    /// - Returns: One line that says what was done.
    /// - Throws: The module error of what is missing or does not fit. What was committed stays.
    public static func build(
        _ job: Job,
        note: (String) -> Void,
        progress: @escaping @Sendable (Progress) -> Void
    ) async throws -> String {
        let setup = try ModelSetup.resolve(
            model: job.model,
            weights: job.weights,
            layer: job.layer,
            composite: job.composite
        )
        guard let place = job.photos ?? setup.photos else {
            throw LlexicorpError(
                "no photos are named to index",
                hint: "give a folder or a list, such as Examples/photos.tsv"
            )
        }
        let photos = try PhotoList.open(place, photoRoot: CacheDirectory.photos)
        if let first = photos.missing.first {
            let count = photos.missing.count
            note(
                "\(count) of \(count + photos.samples.count) photos cannot be read, such as \(first); "
                    + "Scripts/fetch-photos fetches those of Examples/photos.tsv"
            )
        }
        let (model, layer) = (setup.model, setup.layer)
        let output = job.output ?? setup.usualIndex
        let builder = try IndexBuilder(
            model: model,
            attributor: try Attributor(
                graph: model.graph,
                composite: Composite.named(setup.composite)
            ),
            layer: layer,
            photos: photos,
            output: output
        )
        let report = try await builder.build { state in
            progress(
                Progress(
                    done: state.done,
                    total: state.total,
                    rate: state.photosPerSecond,
                    secondsLeft: state.secondsLeft
                )
            )
        }
        for photo in report.broken.prefix(5) { note("left out: \(photo.reason)") }
        if report.broken.count > 5 { note("left out: \(report.broken.count - 5) more photos") }
        return "\(output.relativePath): \(report.scored) photos, layer \(layer)"
    }
}
