import COpenBLAS
import Dispatch
import Kernels

/// What the machine can do at most: multiplications and additions, and reading memory.
struct MachinePeaks {
    /// Floating-point operations a second of OpenBLAS's matrix product, 512 × 4608 by 4608 × 3136.
    let flops: Double
    /// Bytes a second that a plain loop reads, over 256 MiB.
    let bytesPerSecond: Double

    /// Measures both: the best of several runs, each longer than a turn of the scheduler.
    ///
    /// - Parameter threads: How many threads may work.
    /// - Returns: The peaks.
    static func measured(threads: Int) -> MachinePeaks {
        MachinePeaks(flops: productSpeed(threads), bytesPerSecond: readingSpeed(threads))
    }

    /// The shortest time of some runs, in seconds, after one that does not count.
    static func shortest(of runs: Int, _ body: () -> Void) -> Double {
        let clock = ContinuousClock()
        body()
        return (0..<runs).map { _ in clock.measure(body) / .seconds(1) }.min() ?? .infinity
    }

    private static func productSpeed(_ threads: Int) -> Double {
        let (rows, inner, columns) = (512, 4608, 3136)
        let left = [Float](repeating: 0.5, count: rows * inner)
        let right = [Float](repeating: 0.25, count: inner * columns)
        var result = [Float](repeating: 0, count: rows * columns)
        openblas_set_num_threads(Int32(threads))
        // The kernels ask for products of one thread.
        defer { openblas_set_num_threads(1) }
        let time = shortest(of: 8) {
            cblas_sgemm(
                CblasRowMajor,
                CblasNoTrans,
                CblasNoTrans,
                Int32(rows),
                Int32(columns),
                Int32(inner),
                1,
                left,
                Int32(inner),
                right,
                Int32(columns),
                0,
                &result,
                Int32(columns)
            )
        }
        return Double(2 * rows * inner * columns) / time
    }

    private static func readingSpeed(_ threads: Int) -> Double {
        let count = 4 << 20
        let vectors = [SIMD16<Float>](repeating: .init(repeating: 1), count: count)
        let time = vectors.withUnsafeBufferPointer { vectors in
            // Safety: threads only read.
            nonisolated(unsafe) let vectors = vectors
            return shortest(of: 8) {
                DispatchQueue.concurrentPerform(iterations: threads) { thread in
                    let part = thread * count / threads..<(thread + 1) * count / threads
                    var sums = (SIMD16<Float>(), SIMD16<Float>(), SIMD16<Float>(), SIMD16<Float>())
                    for first in stride(from: part.lowerBound, to: part.upperBound - 3, by: 4) {
                        sums.0 += vectors[first]
                        sums.1 += vectors[first + 1]
                        sums.2 += vectors[first + 2]
                        sums.3 += vectors[first + 3]
                    }
                    let sum = (sums.0 + sums.1 + sums.2 + sums.3).sum()
                    precondition(sum > 0, "the loop must not be left out")
                }
            }
        }
        return Double(count * MemoryLayout<SIMD16<Float>>.size) / time
    }
}
