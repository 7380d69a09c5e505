import Foundation

/// How a language writes numbers and dates; read from the strings file.
public struct NumberFormat: Sendable {
    /// The decimal separator.
    var decimal = "."
    /// The sign of negative numbers.
    var minus = "\u{2212}"
    /// The sign of positive numbers, where signs are shown.
    var plus = "+"
    /// The pattern of percentages with `{number}`.
    var percent = "{number}\u{202F}%"
    /// The pattern of what is smaller than can be shown, with `{number}`.
    var below = "<{number}"
    /// The pattern of what is too near to the whole to be shown, with `{number}`.
    var above = ">{number}"
    /// The pattern of dates with `{day}`, `{month}` and `{year}`.
    var date = "{day} {month} {year}"
    /// The months' names, January first.
    var months: [String] = []

    /// A number with as many decimals and a minus of its own, never "-0".
    func number(_ value: Double, decimals: Int) -> String {
        let digits = String(format: "%.\(decimals)f", abs(value))
        let isZero = !digits.contains { $0 != "0" && $0 != "." }
        let text = digits.replacingOccurrences(of: ".", with: decimal)
        return (value < 0 && !isZero ? minus : "") + text
    }

    /// A probability in whole per cent; what is not quite 0 or 1 never reads as such.
    public func probability(_ value: Double) -> String {
        if value > 0 && value < 0.005 { return percent(below, "1") }
        if value < 1 && value >= 0.995 { return percent(above, "99") }
        return percent("{number}", number(value * 100, decimals: 0))
    }

    /// A share in per cent with one decimal; small ones have two, and never read as nothing.
    public func share(_ value: Double) -> String {
        let magnitude = abs(value) * 100
        if magnitude == 0 { return percent("{number}", "0") }
        if magnitude < 0.005 { return percent(below, number(0.01, decimals: 2)) }
        return percent("{number}", number(magnitude, decimals: magnitude < 0.05 ? 2 : 1))
    }

    /// A share with its sign.
    public func signedShare(_ value: Double) -> String {
        (value < 0 ? minus : value > 0 ? plus : "") + share(value)
    }

    /// The date of an ISO 8601 time; nil if it is none.
    ///
    /// - Parameter time: Such as `2026-11-23T07:05:00Z`.
    /// - Returns: The day in the language's way.
    public func date(of time: String) -> String? {
        let parts = time.prefix(10).split(separator: "-")
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), months.indices.contains(month - 1), 1...31 ~= day
        else { return nil }
        return
            date
            .replacingOccurrences(of: "{day}", with: String(day))
            .replacingOccurrences(of: "{month}", with: months[month - 1])
            .replacingOccurrences(of: "{year}", with: String(year))
    }

    private func percent(_ bound: String, _ number: String) -> String {
        percent.replacingOccurrences(
            of: "{number}",
            with: bound.replacingOccurrences(of: "{number}", with: number)
        )
    }
}

extension NumberFormat {
    init(reading node: TemplateNode) throws {
        let fields = try node.fields(
            "decimal",
            "minus",
            "plus",
            "percent",
            "below",
            "above",
            "date",
            "months"
        )
        decimal = try fields.required("decimal").string()
        minus = try fields.required("minus").string()
        plus = try fields.required("plus").string()
        percent = try Self.pattern(fields.required("percent"), with: ["{number}"])
        below = try Self.pattern(fields.required("below"), with: ["{number}"])
        above = try Self.pattern(fields.required("above"), with: ["{number}"])
        date = try Self.pattern(fields.required("date"), with: ["{day}", "{month}", "{year}"])
        let names = try fields.required("months")
        months = try names.list().map { try $0.string() }
        guard months.count == 12 else {
            throw names.error("expected 12 months, found \(months.count)")
        }
    }

    private static func pattern(_ node: TemplateNode, with parts: [String]) throws -> String {
        let text = try node.string()
        for part in parts where !text.contains(part) { throw node.error("\(part) is missing") }
        return text
    }
}
