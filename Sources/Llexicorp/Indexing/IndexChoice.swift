import Concepts
public import Foundation
import Models

/// Which index is meant: a file, or the cache's one of a model and layer.
public struct IndexChoice: Sendable {
    /// The index's file; nil for the cache's one.
    public var file: URL?
    /// The model: a built-in or registered name, or the path of a model file; nil for the one that the
    /// index was made with, or the usual one where no file is given.
    public var model: String?
    /// The layer; nil for the model's default.
    public var layer: String?

    /// The model whose index is meant where neither a file nor a model is named.
    static let usualModel = "squeezenet1_1"

    /// The cache's index of the usual model.
    public init() {}

    /// Opens it.
    ///
    /// - Returns: The index.
    /// - Throws: `ConceptsError` if there is none, or it is one of another layer; the error of a model that
    ///   is unknown or cannot be read.
    func open() throws -> ReferenceIndex {
        if let file { return try ReferenceIndex(open: file, layer: layer) }
        let model = model ?? Self.usualModel
        if ModelRegistry.names.contains(model) {
            // No weights are read only to know a layer's name.
            let layer = try layer ?? Architecture.named(model).conceptLayer
            let file = CacheDirectory.index(model: model, layer: layer)
            return try ReferenceIndex(open: file, layer: layer)
        }
        let setup = try ModelSetup.resolve(model: model, layer: layer)
        return try ReferenceIndex(open: setup.usualIndex, layer: setup.layer)
    }
}
