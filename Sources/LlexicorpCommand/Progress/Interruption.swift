import Dispatch
import Glibc

/// Ctrl-C: the running task is cancelled, so that drafts are removed and committed work stays; a
/// second Ctrl-C ends the program at once.
enum Interruption {
    /// Cancels a task when the program is asked to stop (SIGINT or SIGTERM).
    ///
    /// - Parameter task: The task that does the program's work.
    /// - Returns: What listens; it stops listening when it is let go.
    static func cancels<Value: Sendable>(
        _ task: Task<Value, Never>
    ) -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if task.isCancelled { _exit(1) }
                task.cancel()
            }
            source.resume()
            return source
        }
    }
}
