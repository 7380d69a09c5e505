import Foundation
import Glibc

/// A bar on standard error with rate and time left; a line every tenth where that is no terminal.
struct ProgressBar {
    private let title: String
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var lastTenth = -1

    /// Makes a bar.
    ///
    /// - Parameter title: What is being done, such as `index`.
    init(_ title: String) {
        self.title = title
    }

    /// Shows a state.
    ///
    /// - Parameters:
    ///   - done: How many are done.
    ///   - total: How many there are.
    ///   - rate: How many a second, if known.
    ///   - secondsLeft: How long the rest will take, if known.
    mutating func show(done: Int, total: Int, rate: Double?, secondsLeft: Double?) {
        let share = total == 0 ? 1 : Double(done) / Double(total)
        var text = "\(title) \(done)/\(total)"
        if let rate { text += String(format: "  %.1f/s", rate) }
        if let secondsLeft, done < total { text += "  \(Self.time(secondsLeft)) left" }
        if isTerminal {
            let width = 24
            let filled = Int(share * Double(width))
            let bar = String(repeating: "#", count: filled)
            let rest = String(repeating: "-", count: width - filled)
            let end = done == total ? "\n" : ""
            Message.raw("\r[\(bar)\(rest)] \(text)\u{1B}[K\(end)")
        } else if Int(share * 10) != lastTenth {
            lastTenth = Int(share * 10)
            Message.line(text)
        }
    }

    private static func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
