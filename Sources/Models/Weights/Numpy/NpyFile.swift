public import Foundation
public import Tensors

/// A `.npy` file: one NumPy array.
public enum NpyFile {
    /// Reads the array, as 32-bit floats.
    ///
    /// - Parameter url: The file.
    /// - Returns: The array; axes of Fortran order are turned into row-major order.
    /// - Throws: `ModelsError` if the file is missing, damaged, no array, or one of other values
    ///   than numbers. NaN and infinity are no error.
    public static func tensor(contentsOf url: URL) throws -> Tensor {
        let bytes = try WeightsReader.converting { () throws(TensorsError) in
            try FixedBytes(mapping: url)
        }
        return try bytes.withBytes { bytes throws(ModelsError) in
            let title = "\(url.lastPathComponent):"
            let header = try NpyHeader(Array(bytes.prefix(NpyHeader.longest)), title: title)
            let array = try NpyArray(header, byteCount: bytes.count, title: title)
            return Tensor(shape: array.shape, elements: array.floats(in: bytes))
        }
    }

    /// Whether a file starts as a `.npy` file does.
    ///
    /// - Parameter url: The file.
    /// - Returns: False also where there is no such file.
    public static func isOne(_ url: URL) -> Bool {
        guard let file = try? FileHandle(forReadingFrom: url) else { return false }
        defer { try? file.close() }
        return (try? file.read(upToCount: NpyHeader.magic.count)) == Data(NpyHeader.magic)
    }
}
