public import Foundation

/// Writes files that appear whole or not at all.
public enum WholeFile {
    /// Writes bytes beside their place and renames the file then.
    ///
    /// - Parameters:
    ///   - data: The content.
    ///   - url: Where to; an existing file is replaced.
    /// - Throws: `ImagesError` if the folder is missing or may not be written to.
    public static func write(_ data: Data, to url: URL) throws(ImagesError) {
        let path = url.path
        let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
        let folder = url.deletingLastPathComponent().path
        let sibling = "\(folder)/.\(url.lastPathComponent).\(suffix)"
        let descriptor = open(sibling, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw failed(path, errno)
        }
        var failure: Int32 = 0
        data.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count, let start = bytes.baseAddress {
                let count = Foundation.write(descriptor, start + sent, bytes.count - sent)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    failure = count < 0 ? errno : EIO
                    return
                }
                sent += count
            }
        }
        if close(descriptor) != 0, failure == 0 { failure = errno }
        if failure == 0, rename(sibling, path) != 0 { failure = errno }
        guard failure == 0 else {
            unlink(sibling)
            throw failed(path, failure)
        }
    }

    private static func failed(_ path: String, _ code: Int32) -> ImagesError {
        let reason = String(cString: strerror(code))
        return ImagesError(
            "cannot write \(path): \(reason)",
            hint: code == ENOENT ? "make its folder first" : nil
        )
    }
}
