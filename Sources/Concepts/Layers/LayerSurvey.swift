public import Attribution
import Images
public import Models

/// Measures which layer of a model explains best, on a few photos.
///
/// Some photos are explained by every candidate layer as `explain` would do it, and all of them are scored
/// as for a reference index, in memory. The same photos give the same choice: they are drawn by their
/// bytes, and times are shown but not used.
///
/// Measured for SqueezeNet 1.1 with six draws of 12 and 128 of the 550 listed photos (lowest to highest):
///
/// | layer | told | alike | coherence | shared | score |
/// | --- | --- | --- | --- | --- | --- |
/// | `features.7` | .10 to .12 | .27 to .34 | .77 to .81 | .17 to .22 | 3.0 to 4.1 |
/// | `features.9` | .07 to .08 | .57 to .62 | .79 to .84 | .02 to .05 | 1.6 to 2.0 |
/// | `features.10` | .08 to .10 | .43 to .61 | .86 to .91 | .02 to .06 | 2.7 to 3.7 |
/// | `features.11` | .08 to .09 | .66 to .77 | .86 to .87 | .02 to .07 | 1.3 to 1.9 |
/// | `features.12` | .18 to .22 | .36 to .48 | .89 to .90 | .01 to .05 | 7.9 to 9.8 |
///
/// Ten other sets of 13 to 128 photos, of one theme or of other origin, gave `features.12` as well, with 2.2 to
/// 4.9 times the score of the next.
public struct LayerSurvey: Sendable {
    /// How much is looked at.
    public struct Settings: Codable, Sendable, Equatable {
        /// How many photos are explained.
        public var explained = 12
        /// How many photos references are taken from, the explained ones among them.
        public var references = 128
        /// How many concepts an explanation tells.
        public var concepts = 5
        /// Another number draws other photos.
        public var seed = 1

        /// The defaults.
        public init() {}
    }

    /// The fewest photos a survey says anything from.
    public static let fewestPhotos = 8

    private let model: Model
    private let composites: [Composite]
    private let layers: [String]
    private let settings: Settings

    /// Prepares a survey.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - composites: How relevance is propagated: each layer is measured under each, at least one.
    ///   - layers: The candidates; nil for `CandidateLayers.names`.
    ///   - settings: How much is looked at.
    /// - Throws: `ConceptsError` where there is no layer to survey, `ModelsError` for an unknown one.
    public init(
        model: Model,
        composites: [Composite] = [.standard],
        layers: [String]? = nil,
        settings: Settings = Settings()
    ) throws {
        precondition(!composites.isEmpty, "no composite")
        let candidates = layers ?? CandidateLayers.names(in: model.graph)
        guard !candidates.isEmpty else {
            throw ConceptsError(
                "\(model.name): none of its layers has places, so none can be surveyed",
                hint: "name some with --layers"
            )
        }
        for layer in candidates {
            guard model.graph.channelCount(try model.graph.index(of: layer)) != nil else {
                throw ConceptsError("\(model.name): layer \(layer) has no channels to rank")
            }
        }
        self.model = model
        self.composites = composites
        // A layer named twice is one layer.
        self.layers = candidates.enumerated().filter { place, layer in
            candidates.firstIndex(of: layer) == place
        }.map(\.element)
        self.settings = settings
    }

    /// Measures the layers.
    ///
    /// - Parameters:
    ///   - photos: The photos to draw from.
    ///   - progress: Called with the steps done and their number.
    /// - Returns: The table and what follows from it.
    /// - Throws: `ConceptsError` if there are too few photos, what the network throws, `CancellationError` if
    ///   the task is cancelled.
    public func run(
        on photos: PhotoList,
        progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> LayerSurveyReport {
        let wanted = min(max(settings.references, settings.explained), photos.samples.count)
        let total = wanted + composites.count * (min(settings.explained, wanted) + wanted)
        var done = 0
        progress(done, total)
        func advance() {
            done += 1
            progress(min(done, total), total)
        }
        let preprocessing = model.preprocessing
        let drawn = try SurveyPhotos(from: photos, count: wanted, seed: settings.seed) { sample in
            let prepared = preprocessing.prepare(try ReferencePhoto.load(sample))
            return PreparedReference(
                input: prepared.tensor,
                pictureHash: PictureHash(of: prepared.picture)
            )
        } progress: { _ in
            advance()
        }
        guard drawn.samples.count >= Self.fewestPhotos else {
            let reason = drawn.broken.first.map { "; the first of the others: \($0.reason)" } ?? ""
            throw ConceptsError(
                "\(photos.source.path): a survey needs \(Self.fewestPhotos) photos, "
                    + "\(drawn.samples.count) can be used\(reason)",
                hint: "give more photos"
            )
        }
        var rows: [SurveyedLayer] = []
        for composite in composites {
            rows += try CompositeSurvey(
                attributor: Attributor(graph: model.graph, composite: composite),
                layers: layers,
                model: model,
                settings: settings
            ).rows(for: drawn, advance: advance)
        }
        progress(total, total)
        return LayerSurveyReport(
            model: model.name,
            weightsSHA256: model.weightsSHA256,
            defaultLayer: model.conceptLayer,
            photos: LayerSurveyReport.Photos(
                source: photos.source.relativePath,
                explained: min(settings.explained, drawn.samples.count),
                references: drawn.samples.count,
                unreadable: drawn.broken.map(\.name),
                seed: settings.seed
            ),
            concepts: settings.concepts,
            layers: rows
        )
    }
}
