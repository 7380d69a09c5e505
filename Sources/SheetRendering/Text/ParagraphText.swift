/// A paragraph's words as they are shaped, with the places where lines must not break.
///
/// No-break spaces and hyphens become ordinary ones, since whoever searches or copies the sheet's text
/// shall find plain spaces and hyphens; that lines do not break there is said beside the text. So is
/// that numbers keep to their units and signs. Control characters become spaces.
struct ParagraphText {
    /// The text with ordinary spaces and hyphens.
    let plain: String
    /// Each run's place in UTF-8 bytes of `plain`.
    let runs: [Range<Int>]
    /// Pairs of neighbouring characters that stay on one line, in UTF-8 bytes of `plain`.
    let joints: [Range<Int>]

    private let scalars: [Unicode.Scalar]
    /// Where each scalar begins, and the text's length, in UTF-8 bytes.
    private let places: [Int]

    /// Joins runs.
    ///
    /// - Parameters:
    ///   - texts: The runs' words.
    ///   - hasNarrowSpace: For each run whether its font has the narrow no-break space; an ordinary space
    ///     stands in for it where it has not.
    init(_ texts: [String], hasNarrowSpace: [Bool]) {
        var scalars: [Unicode.Scalar] = []
        var places = [0]
        var runs: [Range<Int>] = []
        var joined: Set<Int> = []
        var place = 0
        for (text, hasNarrowSpace) in zip(texts, hasNarrowSpace) {
            let start = place
            for scalar in text.unicodeScalars {
                var drawn = scalar
                switch scalar {
                case "\u{A0}": drawn = " "
                case "\u{2011}": drawn = "-"
                case "\u{202F}" where !hasNarrowSpace: drawn = " "
                case "\u{2028}", "\u{2029}": drawn = " "
                default: if scalar.properties.generalCategory == .control { drawn = " " }
                }
                if drawn != scalar, ["\u{A0}", "\u{2011}", "\u{202F}"].contains(scalar) {
                    joined.insert(scalars.count)
                }
                scalars.append(drawn)
                place += UTF8.width(drawn)
                places.append(place)
            }
            runs.append(start..<place)
        }
        self.scalars = scalars
        self.places = places
        self.runs = runs
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        plain = String(view)
        for index in scalars.indices.dropFirst().dropLast()
        where Self.holds(scalars, around: index) {
            joined.insert(index)
        }
        joints = joined.sorted().filter { $0 + 1 < scalars.count }.map {
            places[$0]..<places[$0 + 2]
        }
    }

    // MARK: Numbers

    /// Marks that stand behind a number, and names of units.
    private static let unitMarks: Set<Unicode.Scalar> = ["%", "\u{2030}", "\u{B0}", "\u{2103}"]
    private static let units: Set<String> = [
        "px", "pt", "mm", "cm", "m", "km", "ms", "s", "kB", "MB", "GB", "Hz", "kHz", "dpi", "pp",
    ]
    /// Marks that stand before a number.
    private static let signs: Set<Unicode.Scalar> = [
        "+", "-", "\u{2212}", "\u{B1}", "<", ">", "\u{2264}", "\u{2265}", "\u{2248}", "~",
    ]

    /// Whether the scalar behind a place must stay on the place's line: a number's unit behind a space, a
    /// number behind its sign and a space, the second number of a range.
    private static func holds(_ scalars: [Unicode.Scalar], around index: Int) -> Bool {
        let (last, next) = (scalars[index - 1], scalars[index + 1])
        switch scalars[index] {
        case " ":
            if isDigit(last) {
                guard !unitMarks.contains(next) else { return true }
                let word = scalars[(index + 1)...].prefix { $0.properties.isAlphabetic }
                return word.count < 4 && !word.isEmpty && units.contains(text(word))
            }
            return isDigit(next) && signs.contains(last)
                && (index < 2 || scalars[index - 2] == " " || scalars[index - 2] == "(")
        case "\u{2013}": return isDigit(last) && isDigit(next)
        default: return false
        }
    }

    /// The numbers in a range with their signs and separators, in UTF-8 bytes.
    func figures(in range: Range<Int>) -> [Range<Int>] {
        var figures: [Range<Int>] = []
        var start: Int?
        var hasDigit = false
        for index in scalar(at: range.lowerBound)...scalar(at: range.upperBound) {
            let isInside = index < scalars.count && places[index] < range.upperBound
            if isInside, Self.isDigit(scalars[index]) || Self.marks.contains(scalars[index]) {
                start = start ?? index
                hasDigit = hasDigit || Self.isDigit(scalars[index])
            } else {
                if let start, hasDigit { figures.append(places[start]..<places[index]) }
                start = nil
                hasDigit = false
            }
        }
        return figures
    }

    private static let marks: Set<Unicode.Scalar> = [
        ".", ",", "+", "\u{2212}", "\u{202F}", "%",
    ]

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.numericType == .decimal
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    // MARK: Words

    /// A word with its place.
    struct Word {
        let text: String
        /// Where each of its scalars begins, and its end, in UTF-8 bytes.
        let places: [Int]
        /// Whether no other word follows in the paragraph.
        let isLast: Bool
    }

    /// The word that covers a place or begins at the first letter behind it; nil where none does, or where
    /// it is a part of something that is not divided, such as an address.
    ///
    /// - Parameter place: The place in UTF-8 bytes.
    /// - Returns: The word.
    func word(at place: Int) -> Word? {
        var start = scalar(at: place)
        while start < scalars.count, !isLetter(start), scalars[start] != " " { start += 1 }
        guard start < scalars.count, isLetter(start) else { return nil }
        while start > 0, isLetter(start - 1) { start -= 1 }
        var end = start
        while end < scalars.count, isLetter(end) { end += 1 }
        let isLong = end - start >= 10
        for neighbour in [start - 1, end] where scalars.indices.contains(neighbour) {
            switch scalars[neighbour] {
            case "-", "\u{2010}", "\u{2013}": if !isLong { return nil }
            case "@", "_", "/", "\\", "#", "\u{AD}": return nil
            case ".", ":":
                let beyond = neighbour == end ? neighbour + 1 : neighbour - 1
                if scalars.indices.contains(beyond), isLetter(beyond) { return nil }
            default: if Self.isDigit(scalars[neighbour]) { return nil }
            }
        }
        return Word(
            text: Self.text(scalars[start..<end]),
            places: Array(places[start...end]),
            isLast: !scalars.indices[end...].contains(where: isLetter)
        )
    }

    private func isLetter(_ index: Int) -> Bool {
        let properties = scalars[index].properties
        return properties.isAlphabetic || properties.generalCategory == .nonspacingMark
    }

    /// The scalar that begins at a place or first behind it.
    private func scalar(at place: Int) -> Int {
        var (low, high) = (0, scalars.count)
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
