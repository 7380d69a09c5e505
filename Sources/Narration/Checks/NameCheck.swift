import Explanations

/// Whether the concepts' names hold together, on one sheet and over a document.
///
/// Every concept has a text and a name, in the document's order; a channel is called the same in
/// all texts of one language; and no two concepts are called by names that mean the same: names
/// with the same words, whatever their forms or order; one that adds only words such as "part" to
/// the other; and names whose words are synonyms by WordNet, one by one.
struct NameCheck {
    static let name = "names"

    let explanation: Explanation
    let checks: CheckWords
    let tools: CheckTools

    /// What was found in a text.
    func verdict(on text: NarratedText) -> Verdict {
        let evidence =
            "names: "
            + text.concepts.map { "\($0.channel) \($0.name)" }
            .joined(separator: "; ")
        return Verdict(finding: finding(in: text), evidence: evidence)
    }

    private func finding(in text: NarratedText) -> String? {
        let told = text.concepts.map(\.channel)
        let expected = explanation.concepts.map(\.channel)
        if told != expected {
            let missing = expected.filter { !told.contains($0) }
            return missing.isEmpty
                ? "The texts are not those of the told concepts, in their order."
                : "Channel \(missing[0]) has no text."
        }
        for concept in text.concepts where !concept.name.contains(where: \.isLetter) {
            return "Channel \(concept.channel) has no name."
        }
        return alike(text) ?? elsewhere(text)
    }

    private func alike(_ text: NarratedText) -> String? {
        let named = text.concepts.filter(\.hasSharedPattern)
        for (index, one) in named.enumerated() {
            for other in named[(index + 1)...] {
                let channels = "Channels \(one.channel) and \(other.channel)"
                if one.name.lowercased() == other.name.lowercased() {
                    return "\(channels) are both called \(other.name)."
                }
                if meanSame(one.name, other.name) {
                    return "\(channels) have names that mean the same:"
                        + " \"\(one.name)\" and \"\(other.name)\"."
                }
            }
        }
        return nil
    }

    private func elsewhere(_ text: NarratedText) -> String? {
        for other in explanation.texts
        where other.language == text.language && other.audience != text.audience {
            for concept in text.concepts where concept.hasSharedPattern {
                guard let there = other.text(forChannel: concept.channel), there.hasSharedPattern,
                    there.name.lowercased() != concept.name.lowercased()
                else { continue }
                return "Channel \(concept.channel) is \"\(concept.name)\" here and"
                    + " \"\(there.name)\" for \(other.audience)."
            }
        }
        return nil
    }

    private func meanSame(_ one: String, _ other: String) -> Bool {
        let left = content(one)
        let right = content(other)
        guard !left.isEmpty, !right.isEmpty else { return false }
        if Set(left.map(\.stem)) == Set(right.map(\.stem)) { return true }
        guard let kinds = tools.kinds, checks.nouns == .wordNet, left.count == right.count else {
            return false
        }
        return zip(left, right).allSatisfy { pair in
            if pair.0.stem == pair.1.stem { return true }
            let first = Set(
                kinds.singulars(of: pair.0.plain).flatMap {
                    kinds.wordNet.synsets(of: $0).prefix(2)
                }
            )
            let second = kinds.singulars(of: pair.1.plain).flatMap {
                kinds.wordNet.synsets(of: $0).prefix(2)
            }
            return second.contains(where: first.contains)
        }
    }

    /// The words of a name that tell it from others.
    private func content(_ name: String) -> [Word] {
        let words = Prose(name, checks, tools.stemmer).words
            .filter { !checks.function.contains($0.plain) }
        let telling = words.filter { !checks.trivial.contains($0.plain) }
        return telling.isEmpty ? words : telling
    }
}
