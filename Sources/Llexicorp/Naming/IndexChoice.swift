import Concepts
public import Foundation
import Models

/// Which index is meant: a file, or the cache's one of a model and layer.
public struct IndexChoice: Sendable {
    /// The index's file; nil for the cache's one.
    public var file: URL?
    /// The model's registry name; not looked at where a file is given.
    public var model = "squeezenet1_1"
    /// The layer; nil for the model's default.
    public var layer: String?

    /// The cache's index of the default model.
    public init() {}

    /// Opens it.
    ///
    /// - Returns: The index.
    /// - Throws: `ConceptsError` if there is none, or it is one of another layer; `ModelsError` for an
    ///   unknown model.
    func open() throws -> ReferenceIndex {
        if let file {
            let index = try ReferenceIndex(open: file)
            guard layer == nil || layer == index.run.layer else {
                throw LlexicorpError(
                    "\(file.relativePath): is an index of layer \(index.run.layer), not \(layer ?? "")",
                    hint: "leave --layer away, or give another --index"
                )
            }
            return index
        }
        let layer = try layer ?? Architecture.named(model).conceptLayer
        return try ReferenceIndex(open: CacheDirectory.index(model: model, layer: layer))
    }
}
