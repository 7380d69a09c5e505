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
        if let file { return try ReferenceIndex(open: file, layer: layer) }
        let layer = try layer ?? Architecture.named(model).conceptLayer
        return try ReferenceIndex(
            open: CacheDirectory.index(model: model, layer: layer),
            layer: layer
        )
    }
}
