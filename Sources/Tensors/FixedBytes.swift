package import Foundation

/// Bytes that stay at one address while this object lives: a mapped file or an allocation.
package final class FixedBytes: Sendable {
    // Safety: the memory is written only while the object is being made, and freed in `deinit`.
    nonisolated(unsafe) private let memory: UnsafeMutableRawBufferPointer
    private let isMapped: Bool

    /// Maps a file into memory for reading.
    ///
    /// Pages come in as they are touched, so the size of the file does not matter. A file that
    /// somebody cuts short while it is mapped ends the process, as with any mapped file.
    ///
    /// - Parameter url: A regular file.
    /// - Throws: `TensorsError` if there is no such file, or it is a folder, or unreadable.
    package init(mapping url: URL) throws(TensorsError) {
        let name = url.lastPathComponent
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw errno == ENOENT
                ? TensorsError("\(url.path): no such file", hint: "check the path")
                : TensorsError("\(url.path): cannot be opened: \(reason)")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw TensorsError("\(url.path): not a regular file")
        }
        let count = Int(status.st_size)
        isMapped = count > 0
        guard count > 0 else {
            memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else {
            throw TensorsError("\(name): cannot be mapped: \(String(cString: strerror(errno)))")
        }
        memory = UnsafeMutableRawBufferPointer(start: start, count: count)
    }

    /// Takes memory and lets `fill` write it.
    ///
    /// - Parameters:
    ///   - count: How many bytes.
    ///   - fill: Writes every byte.
    /// - Throws: What `fill` throws.
    package init<Failure: Error>(
        count: Int,
        fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        isMapped = false
        memory = .allocate(byteCount: count, alignment: 16)
        try fill(memory)
    }

    deinit {
        if isMapped { munmap(memory.baseAddress, memory.count) } else { memory.deallocate() }
    }

    /// How many bytes there are.
    package var count: Int { memory.count }

    /// Says that a part has been read for now, so that a mapped file's pages need not stay in memory;
    /// read again, they come back.
    ///
    /// - Parameter range: Which bytes.
    package func release(_ range: Range<Int>) {
        guard isMapped, let start = memory.baseAddress, !range.isEmpty else { return }
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let first = range.lowerBound / page * page
        madvise(start + first, range.upperBound - first, MADV_DONTNEED)
    }

    /// Lends the bytes for reading.
    ///
    /// - Parameter body: What to do with the bytes; the buffer must not leave it.
    /// - Returns: What `body` gives back.
    /// - Throws: What `body` throws.
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(UnsafeRawBufferPointer(memory))
    }
}
