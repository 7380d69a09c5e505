import COpenBLAS
import Dispatch
import Foundation
import Synchronization

/// How many threads the kernels use, and the one way they share work out.
///
/// Kernels cut their work by shapes alone, never by the number of threads, and give each piece to
/// one thread that calls a single-threaded matrix product. So their results are the same to the last
/// bit with any number of threads; oneDNN's convolutions alone cut theirs by the number of threads
/// too, in pieces whose bits do not depend on it.
///
/// OpenMP's threads, which oneDNN would use by itself, are not used: where another program takes a
/// core for a moment, each of its parallel loops waits for the thread that lost it.
public enum ComputeThreads {
    /// Beyond sixteen, one image's layers have no more pieces to share.
    private static let state = Mutex(
        max(1, min(16, ProcessInfo.processInfo.activeProcessorCount))
    )

    /// OpenBLAS must not spawn threads of its own below ours; set once, before its first use.
    private static let singleThreadedProducts: Void = openblas_set_num_threads(1)

    /// The number of threads in use; as many as there are cores, at most sixteen, unless set.
    public static var count: Int { state.withLock { $0 } }

    /// Sets the number of threads from the next kernel on.
    ///
    /// - Parameter count: At least 1; smaller values count as 1.
    public static func set(_ count: Int) {
        state.withLock { $0 = max(1, count) }
    }

    /// Runs the pieces `0..<pieces` of a piece of work, in any order, on at most `count` threads.
    ///
    /// - Parameters:
    ///   - pieces: How many pieces there are.
    ///   - severally: Whether the work is worth more than this thread.
    ///   - body: Does one piece; pieces must not write to the same memory.
    static func share(
        _ pieces: Int,
        onSeveral severally: Bool = true,
        _ body: @Sendable (Int) -> Void
    ) {
        _ = singleThreadedProducts
        let threads = severally ? min(count, pieces) : 1
        guard threads > 1 else {
            for piece in 0..<pieces { body(piece) }
            return
        }
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while true {
                let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard piece < pieces else { return }
                body(piece)
            }
        }
    }
}
