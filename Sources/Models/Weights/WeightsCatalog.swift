import Tensors

/// What a file of weights holds, before any value is read.
struct WeightsCatalog {
    /// One tensor of the file.
    struct Entry {
        var name: String
        let type: ElementType
        let shape: [Int]
        /// Tells entries that share their values, such as tied weights; nothing if unknown.
        let identity: String?
        /// Reads the values, row-major.
        let values: () throws(ModelsError) -> [Float]
    }

    let format: WeightsFormat
    /// The tensors in file order.
    var entries: [Entry]
    /// How many bytes the file has when unpacked; nothing if it is not packed.
    var unpackedByteCount: Int?
}
