import CCurl
import Foundation

/// How long a server asks to be left alone, read from the header of a reply.
enum ServerWait {
    /// The wait before the same request may come again: `retry-after-ms`, else `Retry-After` in
    /// seconds or as a date.
    ///
    /// - Returns: The wait, not negative; nil where the header asks for none.
    static func beforeRetry(_ headers: HTTPHeaders, date: Date) -> Duration? {
        if let text = headers["retry-after-ms"], let value = number(text) {
            return seconds(value / 1000)
        }
        guard let text = headers["retry-after"] else { return nil }
        if let value = number(text) { return seconds(value) }
        return moment(text).map { seconds($0.timeIntervalSince(date)) }
    }

    /// The wait until requests are let in again, where the header says that none are left.
    ///
    /// Reads OpenAI's `x-ratelimit-remaining-*` with `x-ratelimit-reset-*` (`6m0s`) and
    /// Anthropic's `anthropic-ratelimit-*-remaining` with `-reset` (a date).
    ///
    /// - Returns: The longest wait; nil where something is left of everything.
    static func untilReset(_ headers: HTTPHeaders, date: Date) -> Duration? {
        var waits: [Duration] = []
        for kind in ["requests", "tokens"] {
            if let left = headers["x-ratelimit-remaining-\(kind)"].flatMap(number), left < 1,
                let reset = headers["x-ratelimit-reset-\(kind)"]
            {
                let wait = span(reset) ?? moment(reset).map { seconds($0.timeIntervalSince(date)) }
                waits.append(wait ?? .zero)
            }
        }
        for kind in ["requests", "tokens", "input-tokens", "output-tokens"] {
            if let left = headers["anthropic-ratelimit-\(kind)-remaining"].flatMap(number),
                left < 1,
                let reset = headers["anthropic-ratelimit-\(kind)-reset"].flatMap(moment)
            {
                waits.append(seconds(reset.timeIntervalSince(date)))
            }
        }
        return waits.max()
    }

    /// A span such as `6m0s`, `120ms`, `1s`, `2m59.56s`, `1h` or plain seconds.
    static func span(_ text: String) -> Duration? {
        if let value = number(text) { return seconds(value) }
        var rest = Substring(text)
        var total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            let unit = rest.dropFirst(digits.count).prefix { $0.isASCII && $0.isLetter }
            guard let value = number(String(digits)) else { return nil }
            switch unit {
            case "ms": total += value / 1000
            case "s": total += value
            case "m": total += value * 60
            case "h": total += value * 3600
            case "d": total += value * 86_400
            default: return nil
            }
            rest = rest.dropFirst(digits.count + unit.count)
        }
        return text.isEmpty ? nil : seconds(total)
    }

    // MARK: Reading

    /// A plain decimal number, not negative: `Double` alone would take "nan", "1e9" and "0x10".
    private static func number(_ text: String) -> Double? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
            ? Double(text) : nil
    }

    /// A date in HTTP's forms or RFC 3339's.
    private static func moment(_ text: String) -> Date? {
        let plain = Date.ISO8601FormatStyle()
        let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        if let date = (try? plain.parse(text)) ?? (try? fractional.parse(text)) { return date }
        let time = curl_getdate(text, nil)
        return time < 0 ? nil : Date(timeIntervalSince1970: TimeInterval(time))
    }

    /// Bounded, since a duration made from a huge number would stop the program.
    private static func seconds(_ value: Double) -> Duration { .seconds(min(max(value, 0), 1e8)) }
}
