import Explanations

/// What the one-word placeholders stand for in the strings of the blocks that know the evidence: the legend,
/// the answer's table, the strip of what is left out, credits.
struct SheetValues {
    /// The values that hold for the whole document.
    let document: [String: String]
    /// The fixed words as they tell of the explanation.
    let strings: SheetStrings

    /// Takes the ready texts of a document.
    init(_ values: DocumentValues, _ explanation: Explanation) {
        strings = values.strings
        var document = [
            "model": explanation.model.title, "layer": explanation.model.layer,
            "file": explanation.input.file,
        ].mapValues(\.asOneParagraph)
        for name in DocumentWords.texts {
            if let text = values.value[name].text { document[name] = text }
        }
        self.document = document
    }

    /// No values: the strings of other documents name paths.
    init(strings: SheetStrings) {
        self.strings = strings
        document = [:]
    }

    /// The document's values, with an answer and explained classes that lines do not part.
    var withUnbrokenAnswer: [String: String] {
        var values = document
        for name in ["answer", "target", "against"] {
            values[name] = values[name]?
                .replacingOccurrences(of: " ", with: "\u{A0}")
                .replacingOccurrences(of: "-", with: "\u{2011}")
        }
        return values
    }

    /// The longest name of a class that narrow lines do not part.
    private static let shortName = 24

    /// The document's values, with short names of classes that lines do not part.
    var withUnbrokenNames: [String: String] {
        var values = document
        let unbroken = withUnbrokenAnswer
        for name in ["target", "against"] where (values[name]?.count ?? 0) <= Self.shortName {
            values[name] = unbroken[name]
        }
        return values
    }
}
