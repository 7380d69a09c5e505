/// A word of a text.
struct Word: Sendable {
    /// As it stands there, without an English possessive ending.
    let written: String
    /// The same in lower case.
    let plain: String
    /// What is left of it without its ending, for comparing.
    let stem: String
    /// The clause of its sentence that it stands in, from 0.
    let clause: Int
    /// Whether a comma, a bracket or a dash stands before it.
    let followsPause: Bool
    /// Whether that is a colon or a semicolon.
    let followsColon: Bool
    /// Whether it stands in quotation marks.
    let isQuoted: Bool
    /// Whether it belongs to the name of a concept, a class or a photo.
    var isName = false

    /// Whether it begins with a capital.
    var isCapital: Bool { written.first?.isUppercase == true }
    /// Whether it is a number in digits.
    var isDigits: Bool { written.first?.isASCII == true && written.first?.isNumber == true }
}

/// A text as sentences of words.
struct Prose: Sendable {
    /// The words of each sentence.
    var sentences: [[Word]] = []

    /// All words, one after the other.
    var words: [Word] { sentences.flatMap { $0 } }

    /// Takes a text apart.
    ///
    /// Hyphens separate words; a decimal point or comma does not. A full stop ends a sentence
    /// unless it stands behind an abbreviation or before a small letter or a digit.
    init(_ text: String, _ checks: CheckWords, _ stemmer: Stemmer) {
        let characters = Array(text)
        var sentence: [Word] = []
        var current = ""
        var clause = 0
        var paused = false
        var colon = false
        var quoted = false
        func isJoined(_ index: Int) -> Bool {
            guard index > 0, index + 1 < characters.count else { return false }
            let before = characters[index - 1]
            let after = characters[index + 1]
            switch characters[index] {
            case ".", ",": return before.isNumber && after.isNumber
            case "'", "’": return before.isLetter && after.isLetter
            default: return false
            }
        }
        func endWord() {
            guard !current.isEmpty else { return }
            var written = current
            for ending in ["'s", "’s"] where written.hasSuffix(ending) {
                written = String(written.dropLast(2))
            }
            current = ""
            let plain = written.lowercased()
            if checks.clauses.contains(plain), !sentence.isEmpty { clause += 1 }
            sentence.append(
                Word(
                    written: written,
                    plain: plain,
                    stem: stemmer.stem(plain),
                    clause: clause,
                    followsPause: paused,
                    followsColon: colon,
                    isQuoted: quoted
                )
            )
            paused = false
            colon = false
        }
        func endSentence() {
            endWord()
            if !sentence.isEmpty { sentences.append(sentence) }
            sentence = []
            clause = 0
            paused = false
            colon = false
        }
        for (index, character) in characters.enumerated() {
            if character.isLetter || character.isNumber || isJoined(index) {
                current.append(character)
                continue
            }
            endWord()
            switch character {
            // Each says something of the number beside it.
            case "%", "<", ">", "#":
                current = String(character)
                endWord()
            case ".", "!", "?", "\n":
                let next = characters[(index + 1)...].first { !$0.isWhitespace && $0 != "”" }
                let isShort =
                    character == "."
                    && (next?.isLowercase == true || next?.isNumber == true
                        || sentence.last.map { checks.abbreviations.contains($0.plain) } == true)
                if !isShort || next == nil { endSentence() }
            case ",", ";", ":", "(", ")", "—", "–":
                let isRange =
                    character == "–" && index > 0 && index + 1 < characters.count
                    && characters[index - 1].isNumber && characters[index + 1].isNumber
                if !sentence.isEmpty, !isRange { clause += 1 }
                paused = true
                colon = character == ":" || character == ";"
            case "“", "„", "«", "»", "\"", "”", "‘", "‚":
                quoted =
                    switch character {
                    case "„", "«", "‚": true
                    case "”", "»": false
                    default: !quoted
                    }
            default: break
            }
        }
        endSentence()
    }
}
