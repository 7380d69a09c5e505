import CZip
import Foundation
import Tensors

/// A zip archive opened for reading by libzip.
final class ZipArchive {
    /// One member.
    struct Entry {
        let name: String
        let index: UInt64
        /// How many bytes it unpacks to, as the archive's directory claims.
        let size: Int
        /// Whether it lies in the archive uncompressed.
        let isStored: Bool
    }

    private let handle: OpaquePointer
    private let file: String

    /// The members in the order of the archive's directory.
    let entries: [Entry]

    /// Opens an archive and reads its directory.
    ///
    /// - Parameter url: The file.
    /// - Throws: `ModelsError` if it is damaged or no archive.
    init(_ url: URL) throws(ModelsError) {
        file = url.lastPathComponent
        var code: Int32 = 0
        guard let handle = zip_open(url.path, ZIP_RDONLY, &code) else {
            throw ModelsError(
                "\(file): damaged zip archive (\(ZipArchive.reason(code)))",
                hint: "it may be cut short; fetch it again"
            )
        }
        self.handle = handle
        var entries: [Entry] = []
        for index in 0..<UInt64(max(0, zip_get_num_entries(handle, 0))) {
            var status = zip_stat_t()
            guard zip_stat_index(handle, index, 0, &status) == 0, let name = status.name,
                status.valid & UInt64(ZIP_STAT_SIZE) != 0, let size = Int(exactly: status.size),
                status.encryption_method == UInt16(ZIP_EM_NONE)
            else { continue }
            entries.append(
                Entry(
                    name: String(cString: name),
                    index: index,
                    size: size,
                    isStored: status.comp_method == UInt16(ZIP_CM_STORE)
                        && status.comp_size == status.size
                )
            )
        }
        self.entries = entries
    }

    // Read-only archives have nothing to write back.
    deinit { zip_discard(handle) }

    /// Unpacks a member and checks its checksum.
    ///
    /// - Parameters:
    ///   - entry: Which member.
    ///   - target: As many bytes as the member's size.
    /// - Throws: `ModelsError` naming the member if it is damaged.
    func read(_ entry: Entry, into target: UnsafeMutableRawBufferPointer) throws(ModelsError) {
        precondition(target.count == entry.size, "\(entry.size) bytes into \(target.count)")
        guard let stream = zip_fopen_index(handle, entry.index, 0) else {
            throw failure(entry, String(cString: zip_strerror(handle)))
        }
        defer { zip_fclose(stream) }
        var done = 0
        while done < target.count {
            let piece = min(target.count - done, 1 << 26)
            let count = zip_fread(stream, target.baseAddress.map { $0 + done }, UInt64(piece))
            guard count > 0 else {
                throw failure(entry, String(cString: zip_file_strerror(stream)))
            }
            done += Int(count)
        }
        // libzip compares the checksum only when it meets the end.
        var extra: UInt8 = 0
        guard zip_fread(stream, &extra, 1) == 0 else {
            throw failure(entry, String(cString: zip_file_strerror(stream)))
        }
    }

    /// Unpacks a member into memory of its own.
    ///
    /// - Parameter entry: Which member; the caller has checked its size.
    /// - Returns: The content.
    /// - Throws: `ModelsError` naming the member if it is damaged.
    func bytes(of entry: Entry) throws(ModelsError) -> FixedBytes {
        try FixedBytes(count: entry.size) { target throws(ModelsError) in
            try read(entry, into: target)
        }
    }

    /// Unpacks the first bytes of a member; its checksum is not compared.
    ///
    /// - Parameters:
    ///   - entry: Which member.
    ///   - limit: How many bytes at most.
    /// - Returns: The bytes, fewer than `limit` only if the member has no more.
    /// - Throws: `ModelsError` naming the member if it is damaged or shorter than claimed.
    func start(of entry: Entry, upTo limit: Int) throws(ModelsError) -> [UInt8] {
        guard let stream = zip_fopen_index(handle, entry.index, 0) else {
            throw failure(entry, String(cString: zip_strerror(handle)))
        }
        defer { zip_fclose(stream) }
        let wanted = min(limit, entry.size)
        var reached = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { target, filled in
            while reached < wanted, let start = target.baseAddress {
                let count = zip_fread(stream, start + reached, UInt64(wanted - reached))
                guard count > 0 else { break }
                reached += Int(count)
            }
            filled = reached
        }
        guard reached == wanted else {
            throw failure(entry, String(cString: zip_file_strerror(stream)))
        }
        return bytes
    }

    private func failure(_ entry: Entry, _ reason: String) -> ModelsError {
        ModelsError(
            "\(file): member \(Printable.excerpt(entry.name)) is damaged (\(reason))",
            hint: "fetch the file again"
        )
    }

    /// What an error code of libzip means.
    static func reason(_ code: Int32) -> String {
        var error = zip_error_t()
        zip_error_init_with_code(&error, code)
        defer { zip_error_fini(&error) }
        return String(cString: zip_error_strerror(&error))
    }
}

@available(*, unavailable)
extension ZipArchive: Sendable {}
