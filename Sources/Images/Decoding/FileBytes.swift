import Foundation

/// Reads a whole regular file, and says plainly why it cannot.
enum FileBytes {
    /// No picture of the allowed size needs more bytes than this.
    static let limit = 1 << 30

    /// All bytes of a file.
    ///
    /// - Parameter path: The file.
    /// - Returns: As many bytes as the file has; fewer if it shrinks meanwhile.
    /// - Throws: If the file is missing, a folder, not a regular file, unreadable or over `limit`.
    static func read(_ path: String) throws(ImagesError) -> [UInt8] {
        // Without O_NONBLOCK, opening a named pipe would wait for a writer.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw openingFailed(path, errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw ImagesError("cannot read \(path): \(String(cString: strerror(errno)))")
        }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR else {
            throw ImagesError("\(path) is a folder, not a picture", hint: "name one file in it")
        }
        guard kind == S_IFREG else {
            throw ImagesError("\(path) is not a regular file", hint: "copy it to a file first")
        }
        let size = Int(status.st_size)
        guard size <= limit else {
            throw ImagesError("\(path) has \(size) bytes, more than the limit of \(limit)")
        }
        return try read(descriptor, upTo: size, path)
    }

    private static func read(
        _ descriptor: Int32,
        upTo size: Int,
        _ path: String
    ) throws(ImagesError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = 0
            while count < size, let start = buffer.baseAddress {
                let got = Foundation.read(descriptor, start + count, size - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0 else {
            throw ImagesError("cannot read \(path): \(String(cString: strerror(failure)))")
        }
        return bytes
    }

    private static func openingFailed(_ path: String, _ code: Int32) -> ImagesError {
        switch code {
        case ENOENT, ENOTDIR:
            ImagesError("\(path) does not exist", hint: "check the path")
        case EACCES, EPERM:
            ImagesError("\(path) may not be read", hint: "check its permissions")
        default:
            ImagesError("cannot open \(path): \(String(cString: strerror(code)))")
        }
    }
}
