/// How hard a text is to read, as the grade of school that reads it with ease.
package enum Reading {
    /// The grade by the formula of a language.
    ///
    /// | language | formula |
    /// | --- | --- |
    /// | `de` | first Wiener Sachtextformel (Bamberger and Vanecek, 1984) |
    /// | `cs` | LIX (Björnsson, 1968) with long words from eight letters, as Czech words are longer; (LIX - 4) / 4 is the line through Anderson's grades (1983) |
    /// | others | Flesch-Kincaid (Kincaid et al., 1975) |
    package static func grade(of text: String, language: String) -> Double {
        let text = Counts(text)
        guard text.words > 0 else { return 0 }
        switch language {
        case "de": return text.wiener
        case "cs": return max(0, (text.lix(long: 8) - 4) / 4)
        default: return text.fleschKincaid
        }
    }

    /// The name of the formula.
    static func formula(of language: String) -> String {
        switch language {
        case "de": "Wiener Sachtextformel 1"
        case "cs": "LIX"
        default: "Flesch-Kincaid"
        }
    }

    /// The syllables of an English word, at least one: groups of vowels without a silent final e,
    /// which is right for most words.
    package static func syllables(in word: some StringProtocol) -> Int {
        let groups = vowelGroups(in: word, vowels: "aeiouy")
        let endsSilent =
            word.hasSuffix("e") && !word.hasSuffix("le") && !word.hasSuffix("ee") && groups > 1
        let endsSilentPast =
            word.hasSuffix("ed") && !["ted", "ded", "ied"].contains { word.hasSuffix($0) }
            && groups > 1
        return max(1, groups - (endsSilent || endsSilentPast ? 1 : 0))
    }

    static func vowelGroups(in word: some StringProtocol, vowels: String) -> Int {
        var groups = 0
        var wasVowel = false
        for letter in word {
            let isVowel = vowels.contains(letter)
            if isVowel && !wasVowel { groups += 1 }
            wasVowel = isVowel
        }
        return groups
    }

    /// What the formulas count.
    private struct Counts {
        private let sentences: Double
        private let tokens: [Substring]

        var words: Int { tokens.count }

        init(_ text: String) {
            tokens = text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }
            // A colon and a semicolon end a sentence to a reader; a point in a number does not.
            let characters = Array(text)
            sentences = Double(
                max(
                    1,
                    characters.indices.count { index in
                        ".!?;:".contains(characters[index])
                            && !(index + 1 < characters.count && characters[index + 1].isNumber)
                    }
                )
            )
        }

        /// 0.39 words per sentence + 11.8 syllables per word - 15.59.
        var fleschKincaid: Double {
            let syllables = tokens.reduce(0) { $0 + Reading.syllables(in: $1) }
            return 0.39 * Double(words) / sentences + 11.8 * Double(syllables) / Double(words)
                - 15.59
        }

        /// 0.1935 MS + 0.1672 SL + 0.1297 IW - 0.0327 ES - 0.875: the percentage of words of three
        /// and more syllables, words per sentence, the percentages of words over six letters and
        /// of words of one syllable.
        var wiener: Double {
            let syllables = tokens.map {
                max(1, Reading.vowelGroups(in: $0, vowels: "aeiouyäöü"))
            }
            let share = 100 / Double(words)
            return 0.1935 * Double(syllables.count { $0 >= 3 }) * share
                + 0.1672 * Double(words) / sentences
                + 0.1297 * Double(tokens.count { $0.count > 6 }) * share
                - 0.0327 * Double(syllables.count { $0 == 1 }) * share - 0.875
        }

        /// Words per sentence + the percentage of long words.
        func lix(long: Int) -> Double {
            Double(words) / sentences
                + 100 * Double(tokens.count { $0.count >= long }) / Double(words)
        }
    }
}
