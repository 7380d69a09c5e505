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
        /// The layer whose channels are scored, or several of them, separated by commas, in one pass; `auto`
        /// for the one a survey recommends, nil for the model's default.
        public var layer: String?
        /// The composite's name; nil for the model file's or the standard one.
        public var composite: String?
        /// The index file; nil for the cache's one of this model and layer.
        public var output: URL?
        /// The rankings' names; none for the usual ones.
        public var modes: [String]
        /// The target rule's name; nil for the usual one.
        public var target: String?
        /// Which part of the photos to look at, `I/N`; nil for all of them.
        public var shard: String?

        /// Makes a job of its parts.
        public init(
            photos: URL?,
            model: String,
            weights: URL?,
            layer: String?,
            composite: String?,
            output: URL?,
            modes: [String] = [],
            target: String? = nil,
            shard: String? = nil
        ) {
            self.photos = photos
            self.model = model
            self.weights = weights
            self.layer = layer
            self.composite = composite
            self.output = output
            self.modes = modes
            self.target = target
            self.shard = shard
        }
    }

    /// The names of the rankings a build can make.
    public static var modeNames: [String] { ReferenceMode.allCases.map(\.rawValue) }
    /// The names of the rankings it makes where none is named.
    public static var usualModeNames: [String] { ReferenceMode.standard.map(\.rawValue) }
    /// The names of the target rules.
    public static var targetNames: [String] { TargetRule.allCases.map(\.rawValue) }

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
        // What was named wrongly is told before photos and weights are read.
        let modes = try job.modes.map(ReferenceMode.named)
        let target = try job.target.map(TargetRule.named) ?? .ownTop1
        let shard = try job.shard.map(IndexShard.init(parsing:))
        var layers = job.layer?.split(separator: ",").map(String.init) ?? []
        guard job.output != nil || shard == nil && layers.count < 2 else {
            throw LlexicorpError(
                "an index of \(shard == nil ? "several layers" : "a shard") has no usual place",
                hint: "say where it is to lie: --output FILE"
            )
        }
        let isSurveyed = layers == ["auto"]
        let setup = try ModelSetup.resolve(
            model: job.model,
            weights: job.weights,
            layer: layers.count == 1 && !isSurveyed ? layers[0] : nil,
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
        let model = setup.model
        if isSurveyed {
            let survey = LayerPress.Job(
                model: job.model,
                weights: job.weights,
                composites: [setup.composite],
                photos: place
            )
            layers = [try LayerPress.recommendedLayer(survey, note: note)]
        }
        if layers.isEmpty { layers = [setup.layer] }
        let usual =
            layers == [setup.layer]
            ? setup.usualIndex : CacheDirectory.index(model: model.name, layer: layers[0])
        let output = job.output ?? usual
        let builder = try IndexBuilder(
            model: model,
            attributor: try Attributor(
                graph: model.graph,
                composite: Composite.named(setup.composite)
            ),
            layers: layers,
            photos: photos,
            output: output,
            modes: modes.isEmpty ? ReferenceMode.standard : modes,
            targetRule: target,
            shard: shard
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
        let names = layers.joined(separator: ", ")
        return "\(output.relativePath): \(report.scored) photos, "
            + "layer\(layers.count > 1 ? "s" : "") \(names)"
            + (shard.map { ", shard \($0.description)" } ?? "")
    }
}
