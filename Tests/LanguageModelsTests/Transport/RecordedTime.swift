import Foundation
import LanguageModels
import Synchronization

/// A time that passes only by waiting, and remembers all waits.
final class RecordedTime: TimeSource {
    private let state = Mutex((elapsed: Duration.zero, sleeps: [Duration]()))
    private let start: Date

    init(start: Date = Date(timeIntervalSince1970: 1_000_000_000)) { self.start = start }

    var elapsed: Duration { state.withLock { $0.elapsed } }
    var date: Date { start.addingTimeInterval(elapsed / .seconds(1)) }
    /// What was waited, in order.
    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.sleeps.append(duration)
            state.elapsed += duration
        }
        await Task.yield()
    }
}

/// A time in which every wait lasts until the task is cancelled; tells when somebody waits.
final class StoppedTime: TimeSource {
    let isWaiting: AsyncStream<Duration>
    private let waits: AsyncStream<Duration>.Continuation

    init() { (isWaiting, waits) = AsyncStream.makeStream() }

    var elapsed: Duration { .zero }
    var date: Date { Date(timeIntervalSince1970: 1_000_000_000) }

    func sleep(for duration: Duration) async throws {
        waits.yield(duration)
        // Ends with the task's cancellation and in no other way.
        for await _ in AsyncStream<Never>.makeStream().stream {}
        throw CancellationError()
    }
}
