import Foundation
import Tensors

/// Reads files that begin with a pickle: torch's legacy files, and pickles of NumPy arrays.
enum PickleFile {
    /// Lists the tensors.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - file: What to call the file in errors.
    /// - Returns: The tensors in the order of the pickle.
    /// - Throws: `ModelsError` if the pickle is refused or damaged.
    static func catalog(_ bytes: FixedBytes, file: String) throws(ModelsError) -> WeightsCatalog {
        let first = try bytes.withBytes { raw throws(ModelsError) in
            var machine = PickleMachine(raw, from: 0, file: file, allowsStorages: false)
            let root = try machine.run()
            if case .longInteger(let range) = root, raw[range].elementsEqual(TorchLegacyFile.magic)
            {
                return WeightsCatalog?.none
            }
            return try catalog(of: root, machine, bytes, file)
        }
        if let first { return first }
        return try TorchLegacyFile.catalog(bytes, file: file)
    }

    private static func catalog(
        of root: PickleValue,
        _ machine: PickleMachine,
        _ bytes: FixedBytes,
        _ file: String
    ) throws(ModelsError) -> WeightsCatalog {
        var entries: [WeightsCatalog.Entry] = []
        for (name, leaf) in try PickleFlattening.leaves(of: root, in: machine) {
            guard case .array(let index) = leaf else { continue }
            entries.append(
                try NumpyValues.entry(
                    machine.heap.arrays[index],
                    name: name,
                    identity: "\(index)",
                    bytes: bytes,
                    file: file
                )
            )
        }
        return WeightsCatalog(format: .pickle, entries: entries)
    }
}
