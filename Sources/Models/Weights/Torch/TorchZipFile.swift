import Foundation
import Tensors

/// Reads what `torch.save` writes since version 1.6: a zip archive whose members share one folder.
///
/// `data.pkl` is the pickle, `data/KEY` the values of a storage, `byteorder` their byte order.
enum TorchZipFile {
    /// Lists the tensors.
    ///
    /// - Parameters:
    ///   - archive: The archive.
    ///   - file: What to call it in errors.
    ///   - byteCount: How many bytes it has.
    /// - Returns: The tensors in the order of the pickle.
    /// - Throws: `ModelsError` if the pickle is refused or the archive is damaged.
    static func catalog(
        _ archive: ZipArchive,
        file: String,
        byteCount: Int
    ) throws(ModelsError) -> WeightsCatalog {
        let folder = try folder(of: archive, file: file)
        let members = try members(of: archive, in: folder, file: file, byteCount: byteCount)
        guard let pickle = members["data.pkl"] else {
            throw ModelsError("\(file): member data.pkl is missing")
        }
        let isBigEndian = try byteOrder(archive, members["byteorder"], file) == "big"
        return try archive.bytes(of: pickle).withBytes { raw throws(ModelsError) in
            var machine = PickleMachine(raw, from: 0, file: file, allowsStorages: true)
            let root = try machine.run()
            var runs: [String: TorchZipRun] = [:]
            var entries: [WeightsCatalog.Entry] = []
            for (name, leaf) in try PickleFlattening.leaves(of: root, in: machine) {
                guard case .tensor(let index) = leaf else { continue }
                let tensor = machine.heap.tensors[index]
                guard let member = members["data/\(tensor.storage.key)"] else {
                    throw ModelsError(
                        "\(file): the values of tensor \"\(Printable.excerpt(name))\" are missing",
                        hint: "fetch the file again"
                    )
                }
                let run = runs[tensor.storage.key] ?? TorchZipRun(archive, member)
                runs[tensor.storage.key] = run
                let layout = try TorchStorages.layout(
                    of: tensor,
                    name: name,
                    byteCount: member.size,
                    file: file
                )
                entries.append(
                    WeightsCatalog.Entry(
                        name: name,
                        type: tensor.type,
                        shape: tensor.shape,
                        identity: TorchStorages.identity(of: tensor, layout)
                    ) { () throws(ModelsError) in
                        try run.floats(tensor.type, layout, bigEndian: isBigEndian)
                    }
                )
            }
            return WeightsCatalog(format: .torchZip, entries: entries)
        }
    }

    // MARK: Members

    /// The folder that holds `data.pkl`, with a slash at its end.
    private static func folder(of archive: ZipArchive, file: String) throws(ModelsError) -> String {
        let names = archive.entries.map(\.name)
        guard let pickle = names.first(where: { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") })
        else {
            throw ModelsError(
                "\(file): a zip archive without data.pkl, not a PyTorch file",
                hint: "save the network's state_dict by torch.save, or convert to .safetensors"
            )
        }
        let folder = String(pickle.dropLast("data.pkl".count))
        if names.contains(folder + "constants.pkl") {
            throw ModelsError(
                "\(file): a TorchScript program, not only weights",
                hint: "save the network's state_dict by torch.save, or convert to .safetensors"
            )
        }
        return folder
    }

    /// The members of the folder by the rest of their names, after a look at their sizes.
    private static func members(
        of archive: ZipArchive,
        in folder: String,
        file: String,
        byteCount: Int
    ) throws(ModelsError) -> [String: ZipArchive.Entry] {
        var members: [String: ZipArchive.Entry] = [:]
        var total = 0
        for entry in archive.entries where entry.name.hasPrefix(folder) {
            let name = String(entry.name.dropFirst(folder.count))
            // PyTorch stores without compression, so sizes that exceed the file are a fraud.
            guard entry.isStored, entry.size <= byteCount - total else {
                throw ModelsError(
                    "\(file): member \(Printable.excerpt(entry.name)) is compressed or longer "
                        + "than the file",
                    hint: "save the weights again by torch.save"
                )
            }
            total += entry.size
            guard members.updateValue(entry, forKey: name) == nil else {
                throw ModelsError(
                    "\(file): two members are called \(Printable.excerpt(entry.name))"
                )
            }
        }
        return members
    }

    private static func byteOrder(
        _ archive: ZipArchive,
        _ member: ZipArchive.Entry?,
        _ file: String
    ) throws(ModelsError) -> String {
        guard let member else { return "little" }
        let text =
            member.size > 16
            ? ""
            : try archive.bytes(of: member).withBytes {
                String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            }
        guard text == "little" || text == "big" else {
            throw ModelsError("\(file): its byte order is \"\(Printable.excerpt(text))\"")
        }
        return text
    }
}

/// The values of one storage in a zip archive.
private final class TorchZipRun {
    private let archive: ZipArchive
    private let member: ZipArchive.Entry
    private var cache: FixedBytes?

    init(_ archive: ZipArchive, _ member: ZipArchive.Entry) {
        self.archive = archive
        self.member = member
    }

    /// Reads the values of a tensor.
    func floats(
        _ type: ElementType,
        _ layout: StridedLayout,
        bigEndian: Bool
    ) throws(ModelsError) -> [Float] {
        // The common case needs no memory besides the tensor's own.
        if cache == nil, type == .float32, !bigEndian, layout.isContiguous, layout.offset == 0,
            layout.count * 4 == member.size
        {
            var failure: ModelsError?
            let elements = [Float](unsafeUninitializedCapacity: layout.count) { target, filled in
                do throws(ModelsError) {
                    let bytes = UnsafeMutableRawBufferPointer(target)
                    try archive.read(member, into: .init(rebasing: bytes[..<member.size]))
                    filled = layout.count
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            return elements
        }
        if cache == nil { cache = try archive.bytes(of: member) }
        guard let cache else { preconditionFailure("the values were just read") }
        return cache.withBytes { type.floats(from: $0, layout: layout, bigEndian: bigEndian) }
    }
}
