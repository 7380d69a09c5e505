public import Concepts
public import Foundation
import Glibc

/// Makes folders of indexes that another machine can use.
public enum ExportPress {
    /// What to export, and how.
    public struct Job: Sendable {
        /// The index's file.
        public var index: URL
        /// The folder to make; nothing may be there.
        public var output: URL
        /// What goes along.
        public var export: IndexExport
        /// Names of the rankings by which references are chosen.
        public var modes = ["relmax-sum"]
        /// The model's registry name or file; nil for the one the index was made with.
        ///
        /// Crops alone need it.
        public var model: String?
        /// The weights file; nil for the model's own.
        public var weights: URL?
        /// Where photos lie, if not where the index says: a folder or a list.
        public var photos: URL?

        /// Makes a job with the usual settings.
        ///
        /// - Parameters:
        ///   - index: The index's file.
        ///   - output: The folder to make.
        ///   - kind: How much of the photos goes along.
        public init(index: URL, output: URL, kind: IndexExport.Kind) {
            self.index = index
            self.output = output
            export = IndexExport(kind)
        }
    }

    /// Exports an index; the folder appears whole or not at all.
    ///
    /// - Parameters:
    ///   - job: What to export.
    ///   - progress: Called with how much is done of how much.
    /// - Returns: What was exported.
    /// - Throws: `LlexicorpError` if something stands in the folder's place, or the error of what is missing
    ///   or cannot be written.
    public static func export(
        _ job: Job,
        progress: (_ done: Int, _ total: Int) -> Void
    ) async throws -> ExportReport {
        try checkFree(job.output)
        var export = job.export
        export.modes = try job.modes.map(ReferenceMode.named)
        let exporter = try IndexExporter(
            job.index,
            export: export,
            photos: try job.photos.map { try PhotoList.open($0, photoRoot: CacheDirectory.photos) }
        )
        let folder = try OutputDirectory(replacing: job.output)
        let report = try await exporter.write(
            to: folder.draft,
            tool: "llexicorp \(LlexicorpVersion.number)",
            crops: { index in try crops(of: index, job) },
            progress: progress
        )
        try Task.checkCancellation()
        try checkFree(job.output)
        try folder.publish()
        return report
    }

    /// What the person should know of an export, a line each.
    ///
    /// - Parameter report: What was exported.
    /// - Returns: Nothing where all went along that was asked for, under known licences.
    public static func notes(_ report: ExportReport) -> [String] {
        var notes: [String] = []
        if report.unlicensed > 0, report.kind != .hashes {
            notes.append(
                "\(report.unlicensed) of the \(report.photos) photos have no known licence: whether they may "
                    + "be passed on is not known; --licences NAME,... exports those of some licences only"
            )
        }
        if report.wholeCrops > 0 {
            notes.append(
                "\(report.wholeCrops) of the \(report.crops) crops show nine tenths or more of what the model "
                    + "saw of a photo; --largest-crop 0.8 leaves such out"
            )
        }
        if report.refused > 0 {
            notes.append("\(report.refused) references stay here for their licences")
        }
        if report.tooLarge > 0 {
            notes.append("\(report.tooLarge) crops stay here: they show too much of a photo")
        }
        if report.missing > 0 {
            notes.append(
                "\(report.missing) references cannot be exported"
                    + (report.missingReason.map { ": \($0)" } ?? "")
            )
        }
        return notes
    }

    /// What an export holds, in a line.
    ///
    /// - Parameter report: What was exported.
    /// - Returns: The line, without its end.
    public static func summary(_ report: ExportReport) -> String {
        let what =
            switch report.kind {
            case .photos: "\(report.photos) photos, metadata left out of \(report.cleaned)"
            case .crops: "\(report.crops) crops of \(report.photos) photos"
            case .hashes: "digests of \(report.indexedPhotos) photos"
            }
        let names = report.names > 0 ? ", \(report.names) names" : ""
        return "layer \(report.layers.joined(separator: ", ")): \(what)\(names)"
    }

    private static func crops(of index: ReferenceIndex, _ job: Job) throws -> ReferenceCrops {
        let model = try ModelSetup.resolve(
            model: job.model ?? index.run.model,
            weights: job.weights
        ).model
        return try index.crops(by: model, photos: job.photos)
    }

    /// Refuses a place where something stands, be it a link to nowhere.
    private static func checkFree(_ output: URL) throws {
        var status = stat()
        guard lstat(output.path, &status) != 0 else {
            throw LlexicorpError(
                "\(output.relativePath): is there already, and an export replaces nothing",
                hint: "choose another --output, or move it away"
            )
        }
    }
}
