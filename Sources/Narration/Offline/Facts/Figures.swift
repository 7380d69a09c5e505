import Foundation

/// How a language writes figures.
struct Figures: Decodable, Sendable {
    let decimal: String
    let minus: String
    let plus: String
    /// With `{number}`.
    let percent: String
    /// What is smaller than can be told, with `{number}`.
    let below: String

    /// As sheets of the same language write them, where a language's words do not say.
    static let plain = Figures(
        decimal: ".",
        minus: "\u{2212}",
        plus: "+",
        percent: "{number}\u{202F}%",
        below: "<{number}"
    )

    /// A share in per cent with one decimal, without sign; what is below a twentieth of a per cent
    /// has two, and never reads as nothing.
    func share(_ value: Double) -> String {
        let magnitude = value.isFinite ? abs(value) * 100 : 0
        if magnitude == 0 { return percent("0") }
        if magnitude < 0.005 {
            return percent(below.replacing("{number}", with: number(0.01, decimals: 2)))
        }
        return percent(number(magnitude, decimals: magnitude < 0.05 ? 2 : 1))
    }

    /// A share with its sign.
    func signed(_ value: Double) -> String {
        (value < 0 ? minus : value > 0 ? plus : "") + share(value)
    }

    /// A part of a whole in whole per cent.
    func part(_ value: Double) -> String {
        let magnitude = value.isFinite ? min(max(value, 0), 1) * 100 : 0
        if magnitude > 0 && magnitude < 0.5 {
            return percent(below.replacing("{number}", with: "1"))
        }
        return percent(number(magnitude, decimals: 0))
    }

    /// A range in whole per cent: "12–45 %".
    func range(_ low: Double, _ high: Double) -> String {
        let ends = [low, high].map { number(min(max($0, 0), 1) * 100, decimals: 0) }
        return percent(ends.joined(separator: "\u{2013}"))
    }

    /// A number that is no share, with as many decimals: a logit, a correlation.
    func amount(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return number(0, decimals: decimals) }
        return (value < 0 ? minus : "") + number(abs(value), decimals: decimals)
    }

    private func percent(_ number: String) -> String {
        percent.replacing("{number}", with: number)
    }

    private func number(_ value: Double, decimals: Int) -> String {
        String(format: "%.\(decimals)f", value).replacing(".", with: decimal)
    }
}
