import Attribution
import Concepts
import Foundation
import Models

extension ReferenceIndex {
    /// The index's crops, made by the model and composite that the index was made with.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - photos: Where photos lie, if not where the index says: a folder or a list.
    /// - Returns: The crops, kept beside the index.
    /// - Throws: `LlexicorpError` if the model has other weights; what the list of photos throws.
    func crops(by model: Model, photos: URL? = nil) throws -> ReferenceCrops {
        guard run.weightsSHA256 == model.weightsSHA256 else {
            throw LlexicorpError(
                "\(url.relativePath): was made with weights \(run.weightsSHA256.prefix(12)), "
                    + "not \(model.weightsSHA256.prefix(12))",
                hint: "give those weights by --weights"
            )
        }
        return ReferenceCrops(
            index: self,
            model: model,
            attributor: try Attributor(
                graph: model.graph,
                composite: Composite.named(run.composite)
            ),
            photos: try photos.map { try PhotoList.open($0, photoRoot: CacheDirectory.photos) }
        )
    }
}
