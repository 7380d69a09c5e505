import Dispatch
import Synchronization

/// Work shared out to all cores.
enum ParallelWork {
    /// The results of independent pieces of work, in their order.
    ///
    /// - Parameters:
    ///   - count: How many pieces there are.
    ///   - body: Does one piece.
    /// - Returns: As many results.
    /// - Throws: What the first piece that fails throws, whichever failed first in time.
    static func map<Output: Sendable>(
        _ count: Int,
        _ body: @Sendable (Int) throws -> Output
    ) throws -> [Output] {
        guard count > 1 else { return try (0..<count).map(body) }
        let results = Mutex<[Result<Output, any Error>?]>(Array(repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { piece in
            let result = Result { try body(piece) }
            results.withLock { $0[piece] = result }
        }
        return try results.withLock { try $0.compactMap { try $0?.get() } }
    }
}
