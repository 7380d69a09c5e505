import Foundation
import Tensors

/// Opens files of weights: tells the format by the first bytes, checks names and sizes.
enum WeightsReader {
    /// Opens a file and hands its list of tensors to `body`, digesting the file meanwhile.
    ///
    /// - Parameters:
    ///   - url: The file.
    ///   - body: What to do with the tensors.
    /// - Returns: What `body` gives back, and the file's SHA-256.
    /// - Throws: `ModelsError` if the file is missing, damaged, or no file of weights, or what
    ///   `body` throws. A name that promises another digest is told before any other damage.
    static func read<Result>(
        _ url: URL,
        _ body: (WeightsCatalog) throws -> Result
    ) throws -> (result: Result, sha256: String) {
        let file = url.lastPathComponent
        let bytes = try converting { () throws(TensorsError) in try FixedBytes(mapping: url) }
        guard bytes.count > 0 else {
            throw ModelsError("\(file): the file is empty", hint: "fetch it again")
        }
        let start = bytes.withBytes { Array($0.prefix(512)) }
        try refuseStrangers(start, file: file)
        let digest = BackgroundDigest(of: bytes)
        do {
            var catalog = try catalog(url, bytes, start)
            try strip(&catalog, file: file)
            let byteCount = max(bytes.count, catalog.unpackedByteCount ?? 0)
            try checkSizes(catalog, file: file, byteCount: byteCount)
            let result = try body(catalog)
            try TorchvisionFileName.check(file, sha256: digest.wait())
            return (result, digest.wait())
        } catch {
            try TorchvisionFileName.check(file, sha256: digest.wait())
            throw error
        }
    }

    /// Reads one tensor and checks its values.
    ///
    /// - Parameters:
    ///   - entry: Which tensor.
    ///   - file: What to call the file in errors.
    /// - Returns: The tensor, all values finite.
    /// - Throws: `ModelsError` naming the tensor if it is damaged or holds NaN or infinity.
    static func tensor(of entry: WeightsCatalog.Entry, file: String) throws(ModelsError) -> Tensor {
        let elements = try entry.values()
        // One pass without branches; only a bad tensor is searched for the value.
        let largest = elements.reduce(into: UInt32(0)) { largest, value in
            largest = max(largest, value.bitPattern & 0x7fff_ffff)
        }
        if largest >= 0x7f80_0000, let index = elements.firstIndex(where: { !$0.isFinite }) {
            throw ModelsError(
                "\(file): tensor \"\(Printable.excerpt(entry.name))\" holds \(elements[index]) "
                    + "at element \(index)",
                hint: "weights must be finite 32-bit floats; train or convert them again"
            )
        }
        return Tensor(shape: entry.shape, elements: elements)
    }

    /// Runs what throws a `TensorsError`, whose message then becomes a `ModelsError`'s.
    static func converting<Result>(
        _ body: () throws(TensorsError) -> Result
    ) throws(ModelsError) -> Result {
        do throws(TensorsError) {
            return try body()
        } catch {
            throw ModelsError(error.message, hint: error.hint)
        }
    }

    // MARK: Formats

    private static func catalog(
        _ url: URL,
        _ bytes: FixedBytes,
        _ start: [UInt8]
    ) throws(ModelsError) -> WeightsCatalog {
        let file = url.lastPathComponent
        if start.starts(with: [0x50, 0x4b]) {
            let archive = try ZipArchive(url)
            return try NpzFile.isOne(archive)
                ? NpzWeights.catalog(archive, file: file, byteCount: bytes.count)
                : TorchZipFile.catalog(archive, file: file, byteCount: bytes.count)
        }
        if start.starts(with: [0x80]), start.count > 1, 2...5 ~= start[1] {
            return try PickleFile.catalog(bytes, file: file)
        }
        // A safetensors header is a JSON object behind its length.
        if start.count >= 9, start[8] == UInt8(ascii: "{") {
            return try SafetensorsWeights.catalog(bytes, file: file)
        }
        if start.starts(with: NpyHeader.magic) {
            throw ModelsError(
                "\(file): a single .npy array without a name, not weights",
                hint: "save the arrays under their names by numpy.savez"
            )
        }
        throw ModelsError(
            "\(file): not a file of weights",
            hint: "give .safetensors, a PyTorch .pth or .pt, an .npz, or a pickle of NumPy arrays"
        )
    }

    /// Refuses what is often saved under the name of a file of weights.
    ///
    /// - Parameters:
    ///   - start: The first bytes.
    ///   - file: What to call the file in errors.
    /// - Throws: `ModelsError` for web pages, pointers of Git LFS, and HDF5 files.
    static func refuseStrangers(_ start: [UInt8], file: String) throws(ModelsError) {
        let text = String(decoding: start, as: UTF8.self).lowercased()
            .trimmingCharacters(in: .whitespacesAndNewlines)
        if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") {
            throw ModelsError("\(file): a web page, not weights", hint: "fetch the file again")
        }
        if text.hasPrefix("version https://git-lfs") {
            throw ModelsError(
                "\(file): a Git LFS pointer, not the weights themselves",
                hint: "run git lfs pull"
            )
        }
        if start.starts(with: [0x89, 0x48, 0x44, 0x46]) {
            throw ModelsError("\(file): an HDF5 file", hint: "convert it to .safetensors")
        }
    }

    // MARK: Names and sizes

    /// Prefixes that wrapping a network adds to every name.
    private static let prefixes = ["module.", "model.", "_orig_mod."]

    private static func strip(_ catalog: inout WeightsCatalog, file: String) throws(ModelsError) {
        guard !catalog.entries.isEmpty else {
            throw ModelsError("\(file): holds no tensors", hint: "save the network's state_dict")
        }
        while let prefix = prefixes.first(where: { prefix in
            catalog.entries.allSatisfy { $0.name.hasPrefix(prefix) && $0.name.count > prefix.count }
        }) {
            for index in catalog.entries.indices {
                catalog.entries[index].name.removeFirst(prefix.count)
            }
        }
        var seen: Set<String> = []
        for entry in catalog.entries where !seen.insert(entry.name).inserted {
            throw ModelsError(
                "\(file): two tensors are called \"\(Printable.excerpt(entry.name))\""
            )
        }
    }

    /// Refuses files whose tensors overlap so much that they would unfold to many times the file.
    private static func checkSizes(
        _ catalog: WeightsCatalog,
        file: String,
        byteCount: Int
    ) throws(ModelsError) {
        var total = 0
        var seen: Set<String> = []
        for entry in catalog.entries {
            if let identity = entry.identity, !seen.insert(identity).inserted { continue }
            total += StridedLayout.count(of: entry.shape) ?? byteCount
            guard total <= byteCount else {
                throw ModelsError(
                    "\(file): its tensors overlap: they would unfold to more values than the "
                        + "file has bytes (\(byteCount)), at \"\(Printable.excerpt(entry.name))\" "
                        + "of \(entry.shape)",
                    hint: "save the weights again"
                )
            }
        }
    }
}
