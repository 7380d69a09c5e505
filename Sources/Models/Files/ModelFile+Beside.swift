public import Foundation

extension ModelFile {
    /// The model file that lies beside an ONNX file and describes it.
    ///
    /// - Parameter url: The `.onnx` file.
    /// - Returns: `STEM.yaml` or `STEM.yml`, or a `model.yaml` whose weights are this file; nil where
    ///   there is none.
    /// - Throws: `ModelsError` if there is one and it cannot be understood.
    public static func beside(_ url: URL) throws -> ModelFile? {
        let stem = url.deletingPathExtension()
        for end in ["yaml", "yml"] {
            let named = stem.appendingPathExtension(end)
            guard FileManager.default.fileExists(atPath: named.path) else { continue }
            let file = try ModelFile(contentsOf: named)
            return file
        }
        let common = url.deletingLastPathComponent().appendingPathComponent("model.yaml")
        guard FileManager.default.fileExists(atPath: common.path) else { return nil }
        let file = try ModelFile(contentsOf: common)
        return file.weights?.standardizedFileURL == url.standardizedFileURL ? file : nil
    }
}
