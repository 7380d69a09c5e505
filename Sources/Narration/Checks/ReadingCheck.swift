/// Whether an English text is easy enough to read.
///
/// Flesch-Kincaid grade level (Kincaid et al., 1975): 0.39 words per sentence + 11.8 syllables per
/// word - 15.59. Syllables are counted as groups of vowels without a silent final e, which is right
/// for most words.
package struct ReadingCheck {
    /// The highest grade the audience reads with ease.
    let limit: Double

    /// The grade where it is above the limit, or nil.
    func finding(in text: String) -> String? {
        let grade = Self.grade(of: text)
        guard grade > limit else { return nil }
        let tenths = (grade * 10).rounded() / 10
        return "The text reads at grade \(tenths), the audience's is \(limit)."
    }

    /// The Flesch-Kincaid grade of a text; 0 for one without words.
    package static func grade(of text: String) -> Double {
        let sentences = max(1, text.count { ".!?;:".contains($0) })
        let words = text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }
        guard !words.isEmpty else { return 0 }
        let syllables = words.reduce(0) { $0 + Self.syllables(in: $1) }
        return 0.39 * Double(words.count) / Double(sentences)
            + 11.8 * Double(syllables) / Double(words.count) - 15.59
    }

    /// The syllables of a word, at least one.
    package static func syllables(in word: some StringProtocol) -> Int {
        var groups = 0
        var wasVowel = false
        for letter in word {
            let isVowel = "aeiouy".contains(letter)
            if isVowel && !wasVowel { groups += 1 }
            wasVowel = isVowel
        }
        let endsSilent =
            word.hasSuffix("e") && !word.hasSuffix("le") && !word.hasSuffix("ee") && groups > 1
        let endsSilentPast =
            word.hasSuffix("ed") && !["ted", "ded", "ied"].contains { word.hasSuffix($0) }
            && groups > 1
        return max(1, groups - (endsSilent || endsSilentPast ? 1 : 0))
    }
}
