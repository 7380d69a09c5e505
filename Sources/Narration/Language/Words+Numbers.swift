/// Numbers of things.
extension Words {
    /// The plural class of numbers that belong to no other.
    static let manyThings = "many"

    /// The plural classes of the language.
    var pluralClasses: [String] { (plurals ?? Self.plainPlurals).keys + [Self.manyThings] }

    /// The cases that numbers, shares and places have forms for.
    var cases: Set<String> {
        let phrases = fractions.map(\.words) + [theAnswer, somethingElse, otherThings]
        return Set(phrases.flatMap(\.cases.keys)).union(numberForms.map { Set($0.keys) } ?? [])
    }

    /// A number in words up to twelve, in digits above.
    ///
    /// - Parameters:
    ///   - value: The number.
    ///   - gender: What it counts; nil for photos and places.
    /// - Returns: The number with its plural class.
    func number(_ value: Int, of gender: String? = nil) -> Counted {
        func word(_ words: [String]) -> String? {
            if let last = words.last, last.contains("{number}"), value >= words.count - 1 {
                return last.replacing("{number}", with: String(value))
            }
            return words.indices.contains(value) ? words[value] : nil
        }
        let agreeing = gender.flatMap { numbersByGender?[$0] }.flatMap(word)
        let plain = agreeing ?? word(numbers) ?? String(value)
        let forms = (numberForms ?? [:]).mapValues { word($0) ?? String(value) }
        let plural = (plurals ?? Self.plainPlurals).first { $0.value.contains(value) }?.key
        return Counted(
            words: Inflected(plain, cases: forms),
            plural: plural ?? Self.manyThings
        )
    }

    private static let plainPlurals = ["one": [1]]
}
