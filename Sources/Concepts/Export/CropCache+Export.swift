import Foundation

extension CropCache {
    /// Copies an entry to another cache: crop, heatmap and description, never the photo's whole view.
    ///
    /// - Parameters:
    ///   - key: The entry's name.
    ///   - other: Where to.
    /// - Returns: What was copied; nil if there is no whole entry.
    /// - Throws: `ConceptsError`, `TensorsError` or Foundation's error if it cannot be written.
    func export(_ key: String, to other: CropCache) throws -> Content? {
        switch content(of: key) {
        case nil: return nil
        case .nothing?:
            try other.keepNothing(key)
            return .nothing
        case .seen(var part)?:
            try other.makeFolder(of: key)
            let picture = other.file(key, "png")
            let heatmap = other.file(key, "safetensors")
            try FileManager.default.copyItem(at: part.picture, to: picture)
            try FileManager.default.copyItem(at: part.heatmap, to: heatmap)
            part.picture = picture
            part.heatmap = heatmap
            part.frame = nil
            try other.describe(part, key: key)
            return .seen(part)
        }
    }
}
