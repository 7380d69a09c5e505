import Foundation

/// Numbers as attributes of pages take them, whatever the language.
package enum WebNumber {
    /// A number with a point and at most four decimals.
    package static func plain(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let steps = (value * 10_000).rounded()
        guard abs(steps) < 1e15 else { return "0" }
        let whole = Int(abs(steps))
        var text = "\(whole / 10_000)"
        if whole % 10_000 != 0 {
            var digits = String(whole % 10_000)
            digits = String(repeating: "0", count: 4 - digits.count) + digits
            while digits.last == "0" { digits.removeLast() }
            text += "." + digits
        }
        return (steps < 0 ? "-" : "") + text
    }

    /// A part of a length, such as `38.68%`.
    package static func length(_ part: Double) -> String {
        plain(min(max(part, 0), 1) * 100) + "%"
    }
}
