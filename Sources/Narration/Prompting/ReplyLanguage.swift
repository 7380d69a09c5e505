/// Tells English, German and Czech texts apart by their most common short words.
///
/// It is meant for replies of a sentence or more; about shorter ones it says nothing.
package enum ReplyLanguage {
    /// Words that are common in one of the languages and no words of the others.
    private static let words: [String: Set<String>] = [
        "en": [
            "the", "of", "and", "is", "are", "it", "its", "this", "that", "with", "for", "which",
            "where", "by", "on", "from", "an", "other", "their", "they", "has", "have", "no",
            "photo", "photos", "against", "speaks", "show", "shows",
        ],
        "de": [
            "der", "die", "das", "und", "ist", "sind", "ein", "eine", "einen", "einem", "einer",
            "den", "dem", "des", "mit", "für", "auf", "von", "im", "nicht", "es", "sich", "auch",
            "gegen", "zeigen", "zeigt", "spricht", "dieser", "diese", "dieses", "bei", "oder",
            "wo", "hier",
        ],
        "cs": [
            "je", "jsou", "se", "na", "že", "pro", "proti", "které", "která", "který", "ve",
            "tento", "tato", "toto", "této", "tomto", "svědčí", "fotografie", "fotografii",
            "fotografiích", "snímku", "kde", "také", "jako", "při", "nebo", "není", "ale", "po",
        ],
    ]

    /// How many common words another language must have for a verdict.
    private static let enough = 2

    /// Whether a text is clearly in another language than asked for.
    ///
    /// - Parameters:
    ///   - language: The language asked for; of others than `en`, `de` and `cs` nothing is said.
    ///   - text: The text.
    /// - Returns: True if another of the languages has more of its common words in the text, or if
    ///   most letters are of another script.
    package static func differs(from language: String, in text: String) -> Bool {
        guard words[language] != nil else { return false }
        let letters = text.unicodeScalars.filter(\.properties.isAlphabetic)
        let foreign = letters.count { !isLatin($0) }
        if foreign * 2 > letters.count { return true }
        let found = text.lowercased().split { !$0.isLetter }.map(String.init)
        func count(_ language: String) -> Int {
            found.count { words[language]?.contains($0) ?? false }
        }
        let own = count(language)
        return words.keys.contains { $0 != language && count($0) >= enough && count($0) > own }
    }

    /// Latin letters with all their accents, and marks put on them.
    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x370 || 0x1E00...0x1EFF ~= scalar.value
    }
}
