import Glibc

/// The three streams that a program is started with, or without.
enum StandardStreams {
    /// Opens `/dev/null` in place of streams that were closed: the next file that is opened would
    /// otherwise get their number, and messages would be written into it.
    static func fillClosed() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            // The lowest free number is given out: this one.
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Prints a line on standard output and keeps nothing back: someone is waiting for it.
    static func say(_ line: String) {
        print(line)
        _ = flush()
    }

    /// Writes what is still kept back.
    ///
    /// - Returns: Why it could not be written, or nil.
    static func flush() -> String? {
        fflush(nil) == 0 ? nil : String(cString: strerror(errno))
    }
}
