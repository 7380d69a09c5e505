import Attribution
public import Concepts
public import Foundation

/// Says which layer of a model explains best.
public enum LayerPress {
    /// What to survey, on what.
    public struct Job: Sendable {
        /// The model's name, or the path of a `model.yaml`.
        public var model: String
        /// The weights file; nil for the pulled ones.
        public var weights: URL?
        /// The layers to compare; nil for the model's candidates.
        public var layers: [String]?
        /// The names of the composites to compare; nil for the model's own.
        public var composites: [String]?
        /// A folder of photos, or a list of them; nil for the model file's, or the cached
        /// reference photos.
        public var photos: URL?
        /// How much is looked at.
        public var settings: LayerSurvey.Settings

        /// Makes a job of its parts.
        public init(
            model: String,
            weights: URL? = nil,
            layers: [String]? = nil,
            composites: [String]? = nil,
            photos: URL? = nil,
            settings: LayerSurvey.Settings = LayerSurvey.Settings()
        ) {
            self.model = model
            self.weights = weights
            self.layers = layers
            self.composites = composites
            self.photos = photos
            self.settings = settings
        }
    }

    /// Surveys a model's layers.
    ///
    /// - Parameters:
    ///   - job: What to survey, on what.
    ///   - progress: Called with the steps done and their number.
    /// - Returns: The table, the recommendation and the warnings.
    /// - Throws: The module error of what is missing or does not fit.
    public static func survey(
        _ job: Job,
        progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> LayerSurveyReport {
        let setup = try ModelSetup.resolve(model: job.model, weights: job.weights)
        return try LayerSurvey(
            model: setup.model,
            composites: (job.composites ?? [setup.composite]).map { try Composite.named($0) },
            layers: job.layers,
            settings: job.settings
        ).run(on: try photos(job.photos ?? setup.photos), progress: progress)
    }

    /// The layer that explains best, for what needs one: `index build --layer auto`.
    ///
    /// - Parameters:
    ///   - job: What to survey, on what.
    ///   - note: Gets what is begun, and then the table with the recommendation and the warnings.
    /// - Returns: The recommended layer, always the same for the same model and photos; if none tells
    ///   anything, the model's own.
    /// - Throws: The module error of what is missing or does not fit.
    public static func recommendedLayer(_ job: Job, note: (String) -> Void) throws -> String {
        note("comparing layers of \(job.model) on at most \(job.settings.references) of the photos")
        let report = try survey(job)
        note(report.text)
        guard let layer = report.recommended else {
            note("taking the model's own layer, \(report.defaultLayer)")
            return report.defaultLayer
        }
        return layer
    }

    /// The photos that were named, or the cached reference photos.
    private static func photos(_ named: URL?) throws -> PhotoList {
        if let named { return try PhotoList.open(named, photoRoot: CacheDirectory.photos) }
        let list = try ResourceDirectory().photoList
        let photos = try PhotoList.open(list, photoRoot: CacheDirectory.photos)
        guard !photos.samples.isEmpty else {
            throw LlexicorpError(
                "there are no reference photos in \(CacheDirectory.photos.path) to survey layers on",
                hint: "run Scripts/fetch-photos, or name photos with --photos"
            )
        }
        return photos
    }
}
