/// Whether a text is whole sentences, fit for print.
struct FormCheck {
    /// The most characters a text may have.
    let most: Int

    /// What is wrong with the text's form, or nil.
    func finding(in text: String) -> String? {
        if text.isEmpty { return "The text is empty." }
        if text.count > most { return "The text has \(text.count) characters, \(most) fit." }
        if text.contains("{{") || text.contains("}}") || text.contains("{frame}") {
            return "A placeholder is left in the text."
        }
        if text.contains("  ") || text.first == " " || text.last == " " {
            return "There are stray spaces in the text."
        }
        if [" .", " ,", " ;", " :", "..", ",."].contains(where: text.contains) {
            return "There is stray punctuation in the text."
        }
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "There are control characters in the text."
        }
        if let last = text.last, !".!?\u{3002}".contains(last) {
            return "The last sentence has no full stop."
        }
        if text.first?.isLowercase == true { return "The first sentence has no capital." }
        return nil
    }
}
