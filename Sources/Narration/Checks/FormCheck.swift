/// Whether a text is whole sentences, fit for print.
struct FormCheck: TextCheck {
    static let name = "form"

    func verdict(on part: CheckedPart) -> Verdict {
        let most = part.book.reader.lengths.most
        return Verdict(
            finding: finding(in: part.text, most: most),
            evidence: "\(part.text.count) of at most \(most) characters"
        )
    }

    private func finding(in text: String, most: Int) -> String? {
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
        if let last = text.last(where: { !"”“\"»)".contains($0) }), !".!?\u{3002}".contains(last) {
            return "The last sentence has no full stop."
        }
        if text.first?.isLowercase == true { return "The first sentence has no capital." }
        return nil
    }
}
