#if ONEDNN
import COneDNN
import Synchronization

/// The threads that oneDNN computes with, lent to our own kernels.
///
/// Between two convolutions OpenMP's threads wait awake for a few milliseconds; other threads
/// would have to share the cores with them.
enum OpenMP {
    /// The call that compilers make of a parallel region; nil under another OpenMP than GNU's.
    private static let parallel = find_openmp_parallel()

    /// What the threads work through.
    private final class Work: Sendable {
        let next = Atomic<Int>(0)
        let pieces: Int
        let body: @Sendable (Int) -> Void

        init(_ pieces: Int, _ body: @escaping @Sendable (Int) -> Void) {
            self.pieces = pieces
            self.body = body
        }

        func run() {
            while true {
                let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard piece < pieces else { return }
                body(piece)
            }
        }
    }

    /// Runs the pieces `0..<pieces`, in any order, on some threads.
    ///
    /// - Returns: False where there are no such threads; then nothing was run.
    static func share(
        _ pieces: Int,
        threads: Int,
        _ body: @Sendable (Int) -> Void
    ) -> Bool {
        guard let parallel, OneDNN.block != nil else { return false }
        withoutActuallyEscaping(body) { body in
            let work = Work(pieces, body)
            withExtendedLifetime(work) {
                parallel(
                    {
                        if let work = $0 {
                            Unmanaged<Work>.fromOpaque(work).takeUnretainedValue().run()
                        }
                    },
                    Unmanaged.passUnretained(work).toOpaque(),
                    UInt32(threads),
                    0
                )
            }
        }
        return true
    }
}
#endif
