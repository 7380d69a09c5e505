import Dispatch
import Synchronization

/// A bar on standard error for each step of a longer work, told of from any thread.
final class StepBars: Sendable {
    private struct State {
        var step = ""
        var bar = ProgressBar("")
        var start = DispatchTime.now()
        var done = 0
    }

    private let state = Mutex(State())

    /// Shows how far a step is; a step's first number begins its bar.
    ///
    /// - Parameters:
    ///   - step: What is being done, such as `cards`.
    ///   - done: How many are done.
    ///   - total: How many there are.
    func show(_ step: String, _ done: Int, of total: Int) {
        state.withLock { state in
            if state.step != step {
                state = State(step: step, bar: ProgressBar(step), start: .now(), done: 0)
            }
            // Numbers that were overtaken on their way say nothing new.
            guard done > state.done else { return }
            state.done = done
            let seconds =
                Double(DispatchTime.now().uptimeNanoseconds - state.start.uptimeNanoseconds) / 1e9
            let rate = seconds > 0.5 ? Double(done) / seconds : nil
            state.bar.show(
                done: done,
                total: total,
                rate: rate,
                secondsLeft: rate.map { Double(total - done) / $0 }
            )
        }
    }
}
