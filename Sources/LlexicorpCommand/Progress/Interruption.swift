import Dispatch
import Glibc
import Synchronization

/// Ctrl-C: the running task is cancelled, so that drafts are removed and committed work stays; a
/// second Ctrl-C ends the program at once.
enum Interruption {
    private static let sources = Mutex<[any DispatchSourceSignal]>([])

    /// Cancels a task when the program is asked to stop (SIGINT or SIGTERM).
    ///
    /// - Parameter task: The task that does the program's work.
    static func cancels<Value: Sendable>(_ task: Task<Value, Never>) {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if task.isCancelled { _exit(1) }
                task.cancel()
            }
            source.resume()
            sources.withLock { $0.append(source) }
        }
    }
}
