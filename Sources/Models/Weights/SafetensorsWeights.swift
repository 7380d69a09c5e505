import Tensors

/// Lists the tensors of safetensors files.
enum SafetensorsWeights {
    /// Lists the tensors.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - file: What to call the file in errors.
    /// - Returns: The tensors in the order of their bytes.
    /// - Throws: `ModelsError` if the header contradicts itself or the file.
    static func catalog(_ bytes: FixedBytes, file: String) throws(ModelsError) -> WeightsCatalog {
        let source = try WeightsReader.converting { () throws(TensorsError) in
            try SafetensorsFile(bytes, file: file)
        }
        let entries = source.names.map { name in
            WeightsCatalog.Entry(
                name: name,
                type: source.elementType(of: name) ?? .float32,
                shape: source.shape(of: name) ?? [],
                identity: nil
            ) { () throws(ModelsError) in
                try WeightsReader.converting { () throws(TensorsError) in
                    try source.tensor(named: name).elements
                }
            }
        }
        return WeightsCatalog(format: .safetensors, entries: entries)
    }
}
