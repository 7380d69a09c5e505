import Foundation
import LanguageModels

/// The way to language models by files that a person carries.
enum BatchConnection {
    /// The models that the two vendors' forms ask for: a name that was given goes to its vendor's.
    static func models(named name: String?) -> BatchModel.Models {
        var models = BatchModel.Models(
            openAI: NarratorSettings.defaultModel(of: "openai"),
            anthropic: NarratorSettings.defaultModel(of: "anthropic")
        )
        guard let name else { return models }
        if ModelProfile.plainName(of: name).hasPrefix("claude") {
            models.anthropic = name
        } else {
            models.openAI = name
        }
        return models
    }

    /// Writes the requests whose replies are missing.
    ///
    /// - Parameters:
    ///   - batch: The files.
    ///   - tellsUnknown: Whether replies to other questions are told of; a run that asks only what is
    ///     missing leaves those of earlier runs over.
    /// - Returns: What the person should know.
    /// - Throws: `LanguageModelsError` if the files cannot be written.
    static func notes(of batch: BatchModel, tellsUnknown: Bool = true) throws -> [String] {
        let report = try batch.writeMissing()
        var notes = report.notes.map { "\(batch.folder.relativePath): \($0)" }
        if tellsUnknown, report.unknown > 0 {
            notes.append(
                "\(batch.folder.relativePath): \(report.unknown) replies belong to no question of this"
                    + " run"
            )
        }
        guard report.missing > 0 else {
            return notes + ["every question has its reply; no requests are left"]
        }
        let files = report.files.map(\.relativePath).joined(separator: " or ")
        let costs = report.estimates.sorted { $0.key < $1.key }.map { name, estimate in
            let cost = estimate.dollars.map { String(format: "at most $%.4f", $0) }
            return "\(name): \(cost ?? "price unknown")"
        }
        notes.append(
            "\(report.missing) requests wait in \(files) (\(costs.joined(separator: ", "))); have one"
                + " file answered, put the result beside it and run the same again"
        )
        return notes
    }
}
