/// A number in a text, in digits or words, with what it counts.
struct TextNumber {
    /// What a number says of its value.
    enum Kind: Equatable {
        /// A percentage, or a part of one in words: "14 %", "a third".
        case share
        /// A number of things.
        case count
        /// The number of a channel.
        case channel
    }

    /// How exactly a number is meant.
    enum Precision: Equatable {
        case exact, about, over, under
    }

    let said: String
    let kind: Kind
    /// For a share the percentage.
    let value: Double
    /// The decimals in digits.
    let decimals: Int
    /// Whether it is a share in words.
    let isInWords: Bool
    let precision: Precision
    /// Where it stands in its sentence.
    let range: Range<Int>
    /// The number behind an "of the", if one follows.
    let whole: Int?
    /// Where that number ends.
    var wholeEnd: Int?

    /// Reads the numbers of a sentence.
    static func all(in words: [Word], _ checks: CheckWords) -> [TextNumber] {
        var numbers: [TextNumber] = []
        let silent = silentPositions(in: words, checks.numbers.nothing)
        var position = 0
        while position < words.count {
            defer { position += 1 }
            guard !silent.contains(position), !words[position].isName else { continue }
            if let part = part(at: position, in: words, checks) {
                numbers.append(part)
            } else if let number = number(at: position, in: words, checks) {
                numbers.append(number)
                // The second number of "five of the six" was read with the first.
                position = (number.wholeEnd ?? number.range.upperBound) - 1
            }
        }
        return numbers
    }

    /// The value of a word, if it is a number.
    static func value(of word: Word, _ checks: CheckWords) -> (value: Double, decimals: Int)? {
        if let value = checks.numbers.words[word.plain] { return (Double(value), 0) }
        guard word.isDigits else { return nil }
        let plain = word.plain.replacing(",", with: ".")
        guard let value = Double(plain), value.isFinite, value < 1e9 else { return nil }
        return (value, plain.firstIndex(of: ".").map { plain[$0...].count - 1 } ?? 0)
    }

    /// The positions of words that hold a number and count nothing: "half of its weight".
    static func silentPositions(in words: [Word], _ phrases: [Phrase]) -> Set<Int> {
        var silent: Set<Int> = []
        for start in words.indices {
            for phrase in phrases {
                if let length = phrase.length(in: words[start...]) {
                    silent.formUnion(start..<start + length)
                }
            }
        }
        return silent
    }

    /// A part of one: "a third", "zwei Drittel", "čtvrtina".
    private static func part(
        at position: Int,
        in words: [Word],
        _ checks: CheckWords
    ) -> TextNumber? {
        let plain = words[position].plain
        guard let divisor = checks.numbers.parts[plain] else { return nil }
        let before = position > 0 ? words[position - 1] : nil
        let follows = position + 1 < words.count ? words[position + 1].plain : ""
        // "The left half", "the third concept".
        if let before, checks.places.entries.contains(where: { $0.forms.contains(before.plain) }) {
            return nil
        }
        var numerator = 1.0
        var start = position
        if let before, let value = value(of: before, checks), value.decimals == 0 {
            numerator = value.value
            start -= 1
        } else if let before, checks.numbers.ones.contains(before.plain) {
            start -= 1
        } else if checks.numbers.partsNeedOne, divisor != 2,
            !checks.numbers.outOf.contains(where: { $0.spelling == follows })
        {
            return nil
        }
        return TextNumber(
            said: words[start...position].map(\.written).joined(separator: " "),
            kind: .share,
            value: numerator / Double(divisor) * 100,
            decimals: 0,
            isInWords: true,
            precision: precision(before: start, in: words, checks),
            range: start..<position + 1,
            whole: nil
        )
    }

    private static func number(
        at position: Int,
        in words: [Word],
        _ checks: CheckWords
    ) -> TextNumber? {
        guard let (value, decimals) = value(of: words[position], checks) else { return nil }
        let next = position + 1
        // "Two thirds" is read at the third.
        if next < words.count, checks.numbers.parts[words[next].plain] != nil { return nil }
        let isShare = next < words.count && checks.numbers.percent.contains(words[next].plain)
        let isChannel =
            position > 0
            && (words[position - 1].plain == "#"
                || checks.numbers.channels.contains(words[position - 1].plain))
        var whole: Int?
        var wholeEnd: Int?
        if next < words.count {
            for joint in checks.numbers.outOf {
                guard let length = joint.length(in: words[next...]) else { continue }
                let index = next + length
                if index < words.count, !words[index].isName,
                    let found = Self.value(of: words[index], checks)
                {
                    whole = Int(found.value)
                    wholeEnd = index + 1
                }
            }
        }
        return TextNumber(
            said: words[position].written,
            kind: isShare ? .share : isChannel ? .channel : .count,
            value: value,
            decimals: decimals,
            isInWords: false,
            precision: precision(before: position, in: words, checks),
            range: position..<(isShare ? next + 1 : next),
            whole: whole,
            wholeEnd: wholeEnd
        )
    }

    private static func precision(
        before position: Int,
        in words: [Word],
        _ checks: CheckWords
    ) -> Precision {
        switch position > 0 ? words[position - 1].plain : "" {
        case "<": return .under
        case ">": return .over
        default: break
        }
        for back in 1...3 where position >= back {
            let here = words[(position - back)..<position]
            if checks.numbers.over.contains(where: { $0.length(in: here) == here.count }) {
                return .over
            }
            if checks.numbers.under.contains(where: { $0.length(in: here) == here.count }) {
                return .under
            }
            if back <= 2, let first = here.first, checks.numbers.about.contains(first.plain) {
                return .about
            }
        }
        return .exact
    }
}
