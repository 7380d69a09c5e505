import Foundation
import Models
import Tensors

/// The readers of files that strangers may have made, each with what a whole reading does.
enum Reader: String, CaseIterable {
    case safetensors
    case torchZip = "torch-zip"
    case torchLegacy = "torch-legacy"
    case pickle
    case npz
    case npy
    case onnx

    /// Reads a file to its last value.
    ///
    /// - Parameter url: The file.
    /// - Throws: What the reader says of a file that it refuses; anything else is a find.
    func read(_ url: URL) throws {
        switch self {
        case .safetensors:
            let file = try SafetensorsFile(contentsOf: url)
            for name in file.names { _ = try file.tensor(named: name) }
        case .torchZip, .torchLegacy, .pickle:
            _ = try Weights.load(from: url)
        case .npz:
            let file = try NpzFile(contentsOf: url)
            for name in file.names { _ = try file.tensor(named: name) }
        case .npy:
            _ = try NpyFile.tensor(contentsOf: url)
        case .onnx:
            _ = try OnnxImport.graph(from: OnnxFile.read(url), inputSize: (32, 32))
        }
    }

    /// What the reader is given for an input of the fuzzer.
    ///
    /// Nearly all changes to an archive break a checksum and show nothing of what lies behind it. So
    /// inputs that do not start as archives are put into one, whole, where the reader looks.
    ///
    /// - Parameter input: The fuzzer's bytes.
    /// - Returns: The file's bytes.
    func file(_ input: [UInt8]) -> [UInt8] {
        if input.starts(with: [0x50, 0x4b]) { return input }
        switch self {
        case .torchZip:
            let values = [UInt8](repeating: 1, count: 64)
            return StoredArchive.bytes([
                ("a/data.pkl", input), ("a/data/0", values), ("a/data/1", values),
            ])
        case .npz: return StoredArchive.bytes([("a.npy", input)])
        default: return input
        }
    }

    /// Whether an error is one that the reader may answer with, on one line.
    ///
    /// - Parameter error: What the reader threw.
    /// - Returns: False for errors that the person could do nothing with.
    func allows(_ error: any Error) -> Bool {
        switch error {
        case let error as ModelsError: !error.description.contains("\n")
        case let error as TensorsError: !error.description.contains("\n")
        default: false
        }
    }
}
