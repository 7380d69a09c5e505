import Foundation

extension URL {
    /// Whether a plain file is there, directly or by a link: no folder, and nothing that could be read
    /// for ever.
    var isPlainFile: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
