#if ONEDNN
import Synchronization

/// Memory that one convolution after the other computes in.
///
/// Fresh memory costs a page fault every 4 KiB, which for Winograd's transforms is as much as the
/// work itself; so the largest buffers are kept, one for each thread.
enum ScratchMemory {
    private struct Buffer: @unchecked Sendable {
        let start: UnsafeMutableRawPointer
        let bytes: Int
    }

    private static let free = Mutex<[Buffer]>([])

    /// Lends memory of at least some size, on a 64-byte boundary; nil where `bytes` is 0.
    static func with<Result>(
        bytes: Int,
        _ body: (UnsafeMutableRawPointer?) throws -> Result
    ) rethrows -> Result {
        guard bytes > 0 else { return try body(nil) }
        let buffer = take(bytes)
        defer { giveBack(buffer) }
        return try body(buffer.start)
    }

    private static func take(_ bytes: Int) -> Buffer {
        let found = free.withLock { free in
            free.firstIndex { $0.bytes >= bytes }.map { free.remove(at: $0) }
        }
        return found
            ?? Buffer(
                start: .allocate(byteCount: bytes, alignment: 64),
                bytes: bytes
            )
    }

    private static func giveBack(_ buffer: Buffer) {
        let dropped = free.withLock { free -> [Buffer] in
            free.append(buffer)
            free.sort { $0.bytes > $1.bytes }
            let extra = Array(free.dropFirst(ComputeThreads.count))
            free.removeLast(extra.count)
            return extra
        }
        for buffer in dropped { buffer.start.deallocate() }
    }
}
#endif
