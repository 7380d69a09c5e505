import Attribution
import Concepts
import Foundation
import Models

/// What is timed of a reference index: the whole build as users run it, from the files to the database.
struct BenchedIndex {
    let model: Model
    let attributor: Attributor

    /// Builds an index by RelMax and ActMax, attributing each photo's own answer.
    ///
    /// - Parameters:
    ///   - photos: A folder of photos.
    ///   - layers: The layers, all in one pass.
    ///   - output: The database, made anew.
    /// - Throws: Where a photo or the model does not fit.
    func build(photos: URL, layers: [String], output: URL) async throws {
        try? FileManager.default.removeItem(at: output)
        let report = try await IndexBuilder(
            model: model,
            attributor: attributor,
            layers: layers,
            photos: try PhotoList.folder(photos),
            output: output
        ).build()
        guard report.broken.isEmpty else {
            throw ConceptsError("\(photos.path): \(report.broken.count) photos are broken")
        }
    }
}
