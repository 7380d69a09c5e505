import Dispatch
import Synchronization

/// Work on several pages at once.
package enum WebWork {
    /// The results of independent pieces of work, in their order.
    ///
    /// - Parameters:
    ///   - count: How many pieces there are.
    ///   - body: Does one piece, on any core.
    /// - Returns: As many results.
    /// - Throws: What the first piece that fails throws, whichever failed first in time.
    package static func map<Output: Sendable>(
        _ count: Int,
        _ body: @Sendable (Int) throws -> Output
    ) throws -> [Output] {
        let results = Mutex<[Result<Output, any Error>?]>(Array(repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { piece in
            let result = Result { try body(piece) }
            results.withLock { $0[piece] = result }
        }
        return try results.withLock { try $0.compactMap { try $0?.get() } }
    }
}
