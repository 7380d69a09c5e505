import Explanations

/// Whether the concepts' names hold together on one sheet.
enum NameCheck {
    /// The first thing that does not, or nil.
    static func finding(in text: NarratedText, _ explanation: Explanation) -> String? {
        let told = text.concepts.map(\.channel)
        let expected = explanation.concepts.map(\.channel)
        if told != expected {
            let missing = expected.filter { !told.contains($0) }
            return missing.isEmpty
                ? "The texts are not those of the told concepts, in their order."
                : "Channel \(missing[0]) has no text."
        }
        var channels: [String: Int] = [:]
        for concept in text.concepts {
            guard concept.name.contains(where: \.isLetter) else {
                return "Channel \(concept.channel) has no name."
            }
            guard concept.hasSharedPattern else { continue }
            let key = concept.name.lowercased()
            if let other = channels[key] {
                return "Channels \(other) and \(concept.channel) are both called \(concept.name)."
            }
            channels[key] = concept.channel
        }
        return nil
    }
}
