public import Foundation

/// Writes files that appear whole or not at all.
///
/// The bytes go to a temporary sibling, which then takes the file's name.
public enum WholeFile {
    /// Writes a file.
    ///
    /// - Parameters:
    ///   - data: The content.
    ///   - url: Where to; an existing file is replaced.
    /// - Throws: `TensorsError` if the folder is missing or may not be written to, or the disk is
    ///   full; what stood there before is then untouched.
    public static func write(_ data: Data, to url: URL) throws(TensorsError) {
        try write(to: url) { draft in data.withUnsafeBytes { draft.append($0) } }
    }

    /// Writes a file piece by piece.
    ///
    /// - Parameters:
    ///   - url: Where to; an existing file is replaced.
    ///   - fill: Appends the pieces in order; pieces after a failed one are dropped.
    /// - Throws: `TensorsError` as for `write(_:to:)`.
    static func write(to url: URL, _ fill: (inout Draft) -> Void) throws(TensorsError) {
        let name = ".\(String(UInt64.random(in: .min ... .max), radix: 36)).part"
        let sibling = url.deletingLastPathComponent().appendingPathComponent(name).path
        let descriptor = open(sibling, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failed(url.path, errno) }
        var draft = Draft(descriptor: descriptor)
        fill(&draft)
        var failure = draft.failure
        if close(descriptor) != 0, failure == 0 { failure = errno }
        if failure == 0, rename(sibling, url.path) != 0 { failure = errno }
        guard failure == 0 else {
            unlink(sibling)
            throw failed(url.path, failure)
        }
    }

    private static func failed(_ path: String, _ code: Int32) -> TensorsError {
        TensorsError(
            "\(path): cannot be written: \(String(cString: strerror(code)))",
            hint: code == ENOENT ? "make its folder first" : nil
        )
    }

    /// A file in the making.
    struct Draft {
        fileprivate let descriptor: Int32
        /// The code of the first write that failed, or 0.
        fileprivate var failure: Int32 = 0

        /// Writes a piece behind the last one.
        mutating func append(_ bytes: UnsafeRawBufferPointer) {
            var done = 0
            while failure == 0, done < bytes.count, let start = bytes.baseAddress {
                let count = Foundation.write(descriptor, start + done, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                if count > 0 { done += count } else { failure = count < 0 ? errno : EIO }
            }
        }
    }
}
