import Foundation

/// Whether all numbers of a text were measured.
struct NumberCheck {
    private let words: Words
    private let checks: CheckWords

    /// Reads numbers as a language writes them.
    init(_ words: Words, _ checks: CheckWords) {
        self.words = words
        self.checks = checks
    }

    /// The first number that was not measured, or nil.
    ///
    /// - Parameters:
    ///   - text: In lower case, without the names of things.
    ///   - evidence: What was measured.
    /// - Returns: The finding in one sentence.
    func finding(in text: String, _ evidence: Evidence) -> String? {
        var rest = text
        for phrase in checks.notNumbers {
            rest = WordSearch.replacing(phrase, in: rest, with: "")
        }
        for fraction in words.fractions {
            let said = fraction.words.plain.lowercased()
            guard WordSearch.contains(said, in: rest) else { continue }
            if !evidence.areas.contains(where: { words.fraction($0) == fraction.words }) {
                return "\"\(fraction.words)\" is not the measured area."
            }
            rest = WordSearch.replacing(said, in: rest, with: "")
        }
        // A share in words without its "about" is told all the same.
        for fraction in words.fractions {
            guard let noun = fraction.words.plain.split(separator: " ").last.map(String.init) else {
                continue
            }
            if WordSearch.contains(noun, in: rest),
                !evidence.areas.contains(where: { words.fraction($0) == fraction.words })
            {
                return "\"\(noun)\" is not the measured area."
            }
            rest = WordSearch.replacing(noun, in: rest, with: "")
        }
        let numbers = numbers(in: rest)
        return percentFinding(numbers, evidence) ?? countFinding(numbers, evidence)
    }

    /// A number with what follows it.
    private struct Number {
        let said: String
        let value: Double
        let decimals: Int
        let isPercent: Bool
        /// Whether it counts the places of a region.
        let countsPlaces: Bool
        /// The number behind an "of the", if one follows.
        var whole: Int?
    }

    private func percentFinding(_ numbers: [Number], _ evidence: Evidence) -> String? {
        for number in numbers where number.isPercent {
            let tolerance = 0.5 * pow(10, -Double(number.decimals)) + 1e-9
            let isMeasured = evidence.shares.contains {
                abs($0 * 100 - number.value) <= tolerance
            }
            if !isMeasured { return "\(number.said) % was not measured." }
        }
        return nil
    }

    private func countFinding(_ numbers: [Number], _ evidence: Evidence) -> String? {
        for number in numbers where !number.isPercent {
            guard number.decimals == 0, evidence.counts.contains(Int(number.value)) else {
                return "\"\(number.said)\" counts nothing that was measured."
            }
            if number.countsPlaces, let pieces = evidence.pieces, Int(number.value) != pieces {
                return "\(number.said) places are not the measured \(pieces)."
            }
            if let whole = number.whole, let ratio = evidence.ratio,
                (Int(number.value), whole) != ratio
            {
                return "\"\(number.said) of \(whole)\" is not \(ratio.part) of \(ratio.whole)."
            }
        }
        return nil
    }

    /// The numbers in a text, in digits or words.
    private func numbers(in text: String) -> [Number] {
        let tokens = text.replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ")
            .replacing("%", with: " % ")
            .split { $0.isWhitespace || ",;:()“”\"".contains($0) }
            .map { token in
                String(token.reversed().drop { $0 == "." }.reversed())
            }
        var numbers: [Number] = []
        for (index, token) in tokens.enumerated() {
            guard let (value, decimals) = Self.value(of: token, words) else { continue }
            let following = tokens[(index + 1)...].prefix(4).joined(separator: " ")
            let isPercent = checks.percent.contains { following.hasPrefix($0) }
            var number = Number(
                said: token,
                value: value,
                decimals: decimals,
                isPercent: isPercent,
                countsPlaces: checks.places.contains { following.hasPrefix($0) },
                whole: nil
            )
            for joint in checks.outOf where following.hasPrefix(joint + " ") {
                let next = following.dropFirst(joint.count + 1).prefix { $0 != " " }
                if let whole = Self.value(of: String(next), words) {
                    number.whole = Int(whole.value)
                }
            }
            numbers.append(number)
        }
        return numbers
    }

    private static func value(of token: String, _ words: Words) -> (value: Double, decimals: Int)? {
        // "No" says more than zero does: it is no number here.
        if let index = words.numbers.lastIndex(of: token), index > 0 { return (Double(index), 0) }
        let unsigned = token.drop { "+-\u{2212}".contains($0) }
        guard unsigned.first?.isASCII == true, unsigned.first?.isNumber == true else { return nil }
        let plain = unsigned.replacing(",", with: ".")
        guard let value = Double(plain), value.isFinite, value < 1e9 else { return nil }
        let decimals = plain.firstIndex(of: ".").map { plain[$0...].count - 1 } ?? 0
        return (value, decimals)
    }
}
