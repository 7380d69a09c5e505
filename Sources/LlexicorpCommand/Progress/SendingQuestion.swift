import Foundation
import Glibc
import Llexicorp

/// Shows what would leave the machine, and asks whether it may.
actor SendingQuestion {
    /// Whether the person allowed everything: by `--yes`, or by answering "a".
    private var isAnswered: Bool

    /// Makes a question.
    ///
    /// - Parameter isAnswered: Whether the person has said yes to all of it already.
    init(isAnswered: Bool) {
        self.isAnswered = isAnswered
    }

    /// Prints the list, and asks on the terminal unless that was answered.
    ///
    /// - Returns: Whether it may be sent; false where there is no terminal to ask on.
    func allows(_ plan: SendingPlan) -> Bool {
        Message.line(Self.text(of: plan))
        if isAnswered { return true }
        guard isatty(STDIN_FILENO) == 1 else { return false }
        Message.raw("Send this? [y]es, [a]lways in this run, [N]o: ")
        switch readLine()?.trimmingCharacters(in: .whitespaces).lowercased().first {
        case "y": return true
        case "a":
            isAnswered = true
            return true
        default: return false
        }
    }

    /// What goes where, in a few lines.
    static func text(of plan: SendingPlan) -> String {
        let estimate = plan.estimate
        let cost = estimate.dollars.map { String(format: "at most $%.4f", $0) } ?? "price unknown"
        let purposes = plan.purposes.sorted { $0.key < $1.key }
            .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        var lines = [
            "To \(plan.destination) (\(plan.model)): \(estimate.requests) requests (\(purposes)),"
                + " \(plan.images.count) pictures, about \(estimate.inputTokens) tokens in and at"
                + " most \(estimate.outputTokens) out, \(cost)."
        ]
        lines.append(
            "  A reply that cannot be used is asked for once more; that is not counted here."
        )
        if plan.cached > 0 { lines.append("  \(plan.cached) replies are at hand already.") }
        lines += plan.images.map { image in
            let kilobytes = (image.bytes + 999) / 1000
            return "  \(image.title): \(image.width)x\(image.height), \(kilobytes) kB"
                + (image.times > 1 ? ", \(image.times) times" : "")
        }
        lines.append(
            "  Pictures are made anew from pixels: no file name, EXIF or position goes with them."
        )
        return lines.joined(separator: "\n")
    }
}
