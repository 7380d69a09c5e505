import Foundation
import Models
import Tensors

/// Files of named tensors of either kind, safetensors or NumPy's: what `attribute` reads and writes.
enum TensorFile {
    /// Refuses names of files that nothing can be written to, before any work is done.
    ///
    /// - Parameter url: The file to write.
    /// - Throws: `LlexicorpError` unless the name ends in `.safetensors` or `.npz`.
    static func checkOutput(_ url: URL) throws {
        guard ["safetensors", "npz"].contains(url.pathExtension.lowercased()) else {
            throw LlexicorpError(
                "\(url.relativePath): results are written as .safetensors or .npz",
                hint: "give --output a name that ends so"
            )
        }
    }

    /// Writes tensors in the format that the file's name asks for.
    ///
    /// - Parameters:
    ///   - tensors: Names, all different, with their tensors.
    ///   - metadata: Texts to carry along.
    ///   - url: The file, which `checkOutput(_:)` let pass.
    /// - Throws: The format's error if the file cannot be written.
    static func write(
        _ tensors: [(name: String, tensor: Tensor)],
        metadata: [String: String],
        to url: URL
    ) throws {
        if url.pathExtension.lowercased() == "npz" {
            try NpzWriter.write(tensors, metadata: metadata, to: url)
        } else {
            try SafetensorsWriter.write(tensors, metadata: metadata, to: url)
        }
    }

    /// Reads the tensor `input`, whatever the file's name ends in.
    ///
    /// - Parameter url: A safetensors or `.npz` file with a tensor of that name, or a `.npy` file.
    /// - Returns: The tensor.
    /// - Throws: `LlexicorpError` if the file has no such tensor; the format's error if it is damaged.
    static func input(_ url: URL) throws -> Tensor {
        if NpyFile.isOne(url) { return try NpyFile.tensor(contentsOf: url) }
        let start = (try? FileHandle(forReadingFrom: url))?.readData(ofLength: 2)
        if start == Data("PK".utf8) {
            let file = try NpzFile(contentsOf: url)
            try require(file.names, in: url)
            return try file.tensor(named: "input")
        }
        let file = try SafetensorsFile(contentsOf: url)
        try require(file.names, in: url)
        return try file.tensor(named: "input")
    }

    private static func require(_ names: [String], in url: URL) throws {
        guard names.contains("input") else {
            throw LlexicorpError(
                "\(url.relativePath): holds no tensor \"input\", but \(names.prefix(5).joined(separator: ", "))",
                hint: "name the normalised images [N, C, H, W] \"input\""
            )
        }
    }
}
