import Tensors

/// Lists the arrays of `.npz` files as weights.
enum NpzWeights {
    /// Lists the arrays.
    ///
    /// - Parameters:
    ///   - archive: The archive.
    ///   - file: What to call it in errors.
    ///   - byteCount: How many bytes it has.
    /// - Returns: The arrays in the order of the archive.
    /// - Throws: `ModelsError` as `NpzFile`.
    static func catalog(
        _ archive: ZipArchive,
        file: String,
        byteCount: Int
    ) throws(ModelsError) -> WeightsCatalog {
        let source = try NpzFile(archive, file: file, byteCount: byteCount)
        let entries = source.names.map { name in
            WeightsCatalog.Entry(
                name: name,
                type: source.elementType(of: name) ?? .float32,
                shape: source.shape(of: name) ?? [],
                identity: nil
            ) { () throws(ModelsError) in try source.elements(of: name) }
        }
        return WeightsCatalog(
            format: .npz,
            entries: entries,
            unpackedByteCount: source.unpackedByteCount
        )
    }
}
