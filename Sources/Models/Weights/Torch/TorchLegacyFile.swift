import Tensors

/// Reads what `torch.save` wrote before version 1.6.
///
/// One after the other: a pickle with a magic number, one with the protocol (1001), one with facts
/// on the system, the pickle of the object, one with the list of storage keys, and for each key
/// the count of its values (8 bytes) and the values. All numbers are little-endian.
enum TorchLegacyFile {
    /// The bytes of the magic number, little-endian.
    static let magic: [UInt8] = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]

    /// Lists the tensors.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - file: What to call the file in errors.
    /// - Returns: The tensors in the order of the pickle.
    /// - Throws: `ModelsError` if a pickle is refused or the file is damaged or cut short.
    static func catalog(_ bytes: FixedBytes, file: String) throws(ModelsError) -> WeightsCatalog {
        try bytes.withBytes { raw throws(ModelsError) in
            try catalog(raw, bytes, file)
        }
    }

    private static func catalog(
        _ raw: UnsafeRawBufferPointer,
        _ bytes: FixedBytes,
        _ file: String
    ) throws(ModelsError) -> WeightsCatalog {
        var position = 0
        func next(storages: Bool = false) throws(ModelsError) -> (PickleMachine, PickleValue) {
            var machine = PickleMachine(raw, from: position, file: file, allowsStorages: storages)
            let value = try machine.run()
            position = machine.position
            return (machine, value)
        }
        _ = try next()
        guard case .integer(1001) = try next().1 else {
            throw ModelsError("\(file): a PyTorch file of an unknown version")
        }
        try checkByteOrder(next(), file)
        let (machine, root) = try next(storages: true)
        let leaves = try PickleFlattening.leaves(of: root, in: machine)
        let ranges = try ranges(of: next(), storages: machine.heap.storages, raw, position, file)

        var entries: [WeightsCatalog.Entry] = []
        for (name, leaf) in leaves {
            guard case .tensor(let index) = leaf else { continue }
            let tensor = machine.heap.tensors[index]
            guard let range = ranges[tensor.storage.key] else {
                throw ModelsError(
                    "\(file): the values of tensor \"\(Printable.excerpt(name))\" are missing",
                    hint: "fetch the file again"
                )
            }
            let layout = try TorchStorages.layout(
                of: tensor,
                name: name,
                byteCount: range.count,
                file: file
            )
            entries.append(
                WeightsCatalog.Entry(
                    name: name,
                    type: tensor.type,
                    shape: tensor.shape,
                    identity: TorchStorages.identity(of: tensor, layout)
                ) { () throws(ModelsError) in
                    bytes.withBytes { bytes in
                        tensor.type.floats(
                            from: UnsafeRawBufferPointer(rebasing: bytes[range]),
                            layout: layout
                        )
                    }
                }
            )
        }
        return WeightsCatalog(format: .torchLegacy, entries: entries)
    }

    // MARK: Parts

    private static func checkByteOrder(
        _ system: (PickleMachine, PickleValue),
        _ file: String
    ) throws(ModelsError) {
        guard case .dictionary(let index) = system.1 else {
            throw system.0.damaged("the facts on the system are no dictionary")
        }
        for item in system.0.heap.dictionaries[index] {
            guard try system.0.string(item.key) == "little_endian" else { continue }
            guard case .boolean(true) = item.value else {
                throw ModelsError(
                    "\(file): written on a big-endian machine",
                    hint: "convert it to .safetensors"
                )
            }
        }
    }

    /// Where the values of each storage lie in the file.
    private static func ranges(
        of keys: (PickleMachine, PickleValue),
        storages: [PickleHeap.Storage],
        _ raw: UnsafeRawBufferPointer,
        _ start: Int,
        _ file: String
    ) throws(ModelsError) -> [String: Range<Int>] {
        guard case .list(let list) = keys.1 else {
            throw keys.0.damaged("the storage keys are no list")
        }
        let types = Dictionary(
            storages.map { ($0.key, $0.type) },
            uniquingKeysWith: { first, _ in first }
        )
        var ranges: [String: Range<Int>] = [:]
        var position = start
        for value in keys.0.heap.lists[list] {
            let key = try keys.0.string(value)
            guard let type = types[key] else {
                throw keys.0.damaged("no tensor uses storage \(Printable.excerpt(key))")
            }
            guard raw.count - position >= 8 else { throw cutShort(file, raw.count) }
            let count = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
            position += 8
            let (size, overflow) = count.multipliedReportingOverflow(by: UInt64(type.byteCount))
            guard !overflow, size <= UInt64(raw.count - position) else {
                throw cutShort(file, raw.count)
            }
            ranges[key] = position..<position + Int(size)
            position += Int(size)
        }
        return ranges
    }

    private static func cutShort(_ file: String, _ count: Int) -> ModelsError {
        ModelsError(
            "\(file): cut short: it ends after \(count) bytes, within the values of its tensors",
            hint: "fetch the file again"
        )
    }
}
