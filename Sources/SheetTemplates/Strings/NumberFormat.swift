import Foundation

/// How a language writes numbers and dates; read from the strings file.
public struct NumberFormat: Sendable {
    /// The decimal separator.
    var decimal = "."
    /// What stands between groups of three digits before the decimal separator.
    var grouping = "\u{202F}"
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
    /// The pattern of times with `{date}`, `{hour}` and `{minute}`, in UTC.
    var time = "{date}, {hour}:{minute} UTC"
    /// The months' names, January first.
    var months: [String] = []

    /// A number with as many decimals, grouped thousands and a minus of its own, never "-0".
    func number(_ value: Double, decimals: Int) -> String {
        let digits = Self.digits(abs(value), decimals: decimals)
        return (value < 0 && !Self.isZero(digits) ? minus : "") + written(digits)
    }

    /// A number with as many decimals and its sign; what reads as zero has none.
    func signed(_ value: Double, decimals: Int) -> String {
        let digits = Self.digits(abs(value), decimals: decimals)
        let sign = Self.isZero(digits) ? "" : value < 0 ? minus : plus
        return sign + written(digits)
    }

    /// A number in full, with up to four decimals and without those that are zero; no thousands are grouped, since
    /// it may be a number that names something.
    func plain(_ value: Double) -> String {
        var digits = Self.digits(abs(value), decimals: 4)
        while digits.last == "0" { digits.removeLast() }
        if digits.last == "." { digits.removeLast() }
        let sign = value < 0 && !Self.isZero(digits) ? minus : ""
        return sign + digits.replacing(".", with: decimal)
    }

    /// A count with grouped thousands.
    package func count(_ value: Double) -> String { number(value, decimals: 0) }

    /// Per cent with as many decimals; what is not quite 0 or 1 never reads as such.
    func percent(_ value: Double, decimals: Int) -> String {
        let magnitude = abs(value)
        let digits = Self.digits(magnitude * 100, decimals: decimals)
        let step = pow(10, -Double(decimals))
        if magnitude > 0 && Self.isZero(digits) {
            return percent(below, number(step, decimals: decimals))
        }
        if magnitude < 1, let shown = Double(digits), shown >= 100 {
            return percent(above, number(100 - step, decimals: decimals))
        }
        return percent("{number}", written(digits))
    }

    /// Per cent with as many decimals and a sign of its own.
    func signedPercent(_ value: Double, decimals: Int) -> String {
        (value < 0 ? minus : value > 0 ? plus : "") + percent(value, decimals: decimals)
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
        return Self.filled(
            date,
            ["day": String(day), "month": months[month - 1], "year": String(year)]
        )
    }

    /// The date and time of day of an ISO 8601 time in UTC; nil if it is none.
    ///
    /// - Parameter time: Such as `2026-11-23T07:05:00Z`.
    /// - Returns: Such as `23 November 2026, 07:05 UTC`.
    public func time(of time: String) -> String? {
        guard let date = date(of: time), time.hasSuffix("Z"), time.dropFirst(10).first == "T" else {
            return nil
        }
        let parts = time.dropFirst(11).prefix(5).split(separator: ":")
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), 0...23 ~= hour, 0...59 ~= minute
        else { return nil }
        return Self.filled(
            self.time,
            ["date": date, "hour": String(parts[0]), "minute": String(parts[1])]
        )
    }

    private static func isZero(_ digits: String) -> Bool {
        !digits.utf8.contains { UInt8(ascii: "1")...UInt8(ascii: "9") ~= $0 }
    }

    /// Digits with a point as the language writes them.
    private func written(_ digits: String) -> String {
        let parts = digits.split(separator: ".", maxSplits: 1)
        var whole = String(parts.first ?? "0")
        if whole.utf8.count > 3 {
            let letters = Array(whole)
            whole = ""
            for (place, letter) in letters.enumerated() {
                if place > 0 && (letters.count - place) % 3 == 0 { whole += grouping }
                whole.append(letter)
            }
        }
        return parts.count > 1 ? whole + decimal + parts[1] : whole
    }

    private func percent(_ bound: String, _ number: String) -> String {
        Self.filled(percent, ["number": Self.filled(bound, ["number": number])])
    }

    /// A pattern with its values; braces around other words stay.
    private static func filled(_ pattern: String, _ values: [String: String]) -> String {
        var text = ""
        var rest = pattern[...]
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            let name = rest[rest.index(after: start)..<end]
            text += rest[..<start]
            text += values[String(name)] ?? String(rest[start...end])
            rest = rest[rest.index(after: end)...]
        }
        return text + rest
    }

    /// The digits of a number that is not negative, with a point before its decimals.
    private static func digits(_ value: Double, decimals: Int) -> String {
        // The largest number has 309 digits.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
            let count = withVaList([Int32(clamping: min(decimals, 40)), value]) {
                vsnprintf(buffer.baseAddress, buffer.count, "%.*f", $0)
            }
            let letters = buffer.prefix(Int(max(count, 0)))
            return String(decoding: letters.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}

// MARK: Formats

extension NumberFormat {
    /// A number as a format writes it.
    func text(_ value: Double, _ format: ValueFormat?) -> String {
        guard value.isFinite else { return "" }
        return switch format {
        case .share: share(value)
        case .signedShare: signedShare(value)
        case .probability: probability(value)
        case .percent(let decimals): (value < 0 ? minus : "") + percent(value, decimals: decimals)
        case .signedPercent(let decimals): signedPercent(value, decimals: decimals)
        case .number(let decimals?): number(value, decimals: decimals)
        case .signed(let decimals): signed(value, decimals: decimals)
        case .count: count(value)
        default: plain(value)
        }
    }

    /// A text as a format writes it; a time that is none stays as it is.
    func text(_ value: String, _ format: ValueFormat?) -> String {
        switch format {
        case .date: date(of: value) ?? String(value.prefix(10))
        case .time: time(of: value) ?? value
        case .digest(let length): String(value.prefix(length))
        default: value
        }
    }
}

// MARK: Reading

extension NumberFormat {
    /// Reads how a language writes numbers.
    ///
    /// - Parameters:
    ///   - node: The file's `numbers`.
    ///   - base: What holds where the file says nothing; without it, what all languages differ in must be there.
    /// - Throws: `SheetTemplatesError` with line and column.
    init(reading node: TemplateNode, over base: NumberFormat? = nil) throws {
        let fields = try node.fields(
            "decimal",
            "grouping",
            "minus",
            "plus",
            "percent",
            "below",
            "above",
            "date",
            "time",
            "months"
        )
        self = base ?? NumberFormat()
        func field(_ key: String) throws -> TemplateNode? {
            base == nil ? try fields.required(key) : fields[key]
        }
        func pattern(_ node: TemplateNode?, _ parts: String..., default old: String) throws
            -> String
        {
            guard let node else { return old }
            let text = try node.string()
            for part in parts where !text.contains(part) {
                throw node.error("\(part) is missing")
            }
            return text
        }
        decimal = try field("decimal")?.string() ?? decimal
        grouping = try fields["grouping"]?.string() ?? grouping
        minus = try field("minus")?.string() ?? minus
        plus = try field("plus")?.string() ?? plus
        percent = try pattern(field("percent"), "{number}", default: percent)
        below = try pattern(field("below"), "{number}", default: below)
        above = try pattern(field("above"), "{number}", default: above)
        date = try pattern(field("date"), "{day}", "{month}", "{year}", default: date)
        time = try pattern(fields["time"], "{date}", "{hour}", "{minute}", default: time)
        guard let names = try field("months") else { return }
        months = try names.list().map { try $0.string() }
        guard months.count == 12 else {
            throw names.error("expected 12 months, found \(months.count)")
        }
    }
}
