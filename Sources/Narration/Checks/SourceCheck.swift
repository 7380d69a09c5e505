import Explanations

/// Whether a text brings in nothing that was not seen, told or measured.
///
/// Of the summary every content word is held; its sources are the concepts' texts and the names of
/// classes. Of a concept's text every name of a thing is held; its sources are the concept's name,
/// what the narrator saw where any concept lies in the photo, and the names of classes; in a
/// sentence that tells of the references, and where it says what is not there, also the concept's
/// description and the references' labels and answers. Where the narrator did not say what it saw,
/// or where WordNet cannot tell that a cat was labelled a tabby, a thing that another concept's text
/// tells too counts as seen. `Vocabulary` says when a source has a word.
///
/// What is no content: function words, English verbs (what they may claim is for other checks), the vocabulary of explanations (`general` in
/// `checks.json`), numbers, places, and concepts told by name.
///
/// A thing is told from other words as the language does it: in English by WordNet, where one of
/// the two most usual meanings of the noun is concrete (without WordNet nothing is held); in German
/// by the capital, except at the start of a sentence; in Czech every word is held.
struct SourceCheck: TextCheck {
    static let name = "sources"

    func verdict(on part: CheckedPart) -> Verdict {
        let photo = vocabulary(of: part)
        let references = vocabulary(of: part)
        if let (concept, told) = part.about {
            references.add(told.description)
            references.addReferences(of: concept)
        }
        let evidence = evidence(of: part)
        var strangers: [String] = []
        for (number, sentence) in part.prose.sentences.enumerated() {
            let tellsReferences = sentence.contains { part.checks.references.contains($0.plain) }
            // "No ball is seen" tells of what the references show and the photo does not.
            let denied = Set(
                sentence.filter { part.checks.sign.nots.contains($0.plain) }.map(\.clause)
            )
            for (position, word) in sentence.enumerated()
            where isHeld(word, position, number, part) {
                let isOfReferences = tellsReferences || denied.contains(word.clause)
                let sources = isOfReferences ? references : photo
                if !sources.has(word), !strangers.contains(word.written) {
                    strangers.append(word.written)
                }
            }
        }
        guard !strangers.isEmpty else { return Verdict(evidence: evidence) }
        let list = strangers.map { "\"\($0)\"" }.joined(separator: ", ")
        return Verdict(
            finding: "\(list) \(strangers.count == 1 ? "has" : "have") no source.",
            evidence: evidence
        )
    }

    private func vocabulary(of part: CheckedPart) -> Vocabulary {
        let vocabulary = Vocabulary(part)
        vocabulary.addClasses()
        let texts = part.narrated.concepts
        guard let told = part.about?.told else {
            for text in texts {
                for source in [text.name, text.description, text.seen, text.context] {
                    vocabulary.add(source)
                }
            }
            return vocabulary
        }
        vocabulary.add(told.name)
        if told.seen == nil { vocabulary.add(told.description) }
        for text in texts { vocabulary.add(text.seen) }
        if isCorroborated(told, part) {
            for text in texts where text.channel != told.channel { vocabulary.add(text.context) }
        }
        return vocabulary
    }

    /// Whether what other concepts' texts tell too counts as seen.
    private func isCorroborated(_ told: ConceptText, _ part: CheckedPart) -> Bool {
        part.checks.nouns != .wordNet || told.seen == nil
    }

    private func evidence(of part: CheckedPart) -> String {
        guard let told = part.about?.told else {
            return "sources: the texts of \(part.narrated.concepts.count) concepts, the classes"
        }
        return "sources: name, what was seen, description and labels of references where they are"
            + " told of, "
            + (isCorroborated(told, part) ? "the other concepts' texts, " : "") + "the classes"
    }

    /// Whether an English word that may be a noun stands where a verb does: "the weight falls on".
    private func isVerb(
        _ position: Int,
        _ words: [Word],
        _ checks: CheckWords,
        _ tools: CheckTools
    ) -> Bool {
        guard position > 0, !words[position].followsPause, let kinds = tools.kinds,
            kinds.mayBeVerb(words[position].plain)
        else { return false }
        // "The concept instead lands on": an adverb may stand between.
        let adverbs: Set = ["instead", "also", "mainly", "mostly", "only", "then", "again", "here"]
        guard let last = words[..<position].last(where: { !adverbs.contains($0.plain) }) else {
            return false
        }
        let pronouns: Set = ["it", "which", "that", "he", "she", "this", "they"]
        let isSubject =
            pronouns.contains(last.plain)
            || !checks.function.contains(last.plain) && checks.numbers.words[last.plain] == nil
                && kinds.isNoun(last.plain)
        let next = position + 1
        guard next < words.count, !words[next].followsPause else { return false }
        return isSubject && checks.function.contains(words[next].plain)
            && !["and", "or", "of", "are", "is", "were", "was", "have"].contains(words[next].plain)
    }

    private func isHeld(_ word: Word, _ position: Int, _ number: Int, _ part: CheckedPart) -> Bool {
        let checks = part.checks
        let plain = word.plain
        guard plain.count > 2, !word.isDigits, !checks.function.contains(plain),
            !checks.general.contains(plain), !checks.jargon.contains(plain),
            checks.numbers.words[plain] == nil,
            checks.numbers.parts[plain] == nil,
            !checks.places.entries.contains(where: { $0.forms.contains(plain) })
        else { return false }
        let isNamed = part.mentions.contains {
            $0.sentence == number && $0.range.contains(position)
        }
        if isNamed { return false }
        switch checks.nouns {
        case .wordNet:
            guard let kinds = part.tools.kinds else { return part.about == nil }
            if isVerb(position, part.prose.sentences[number], checks, part.tools) { return false }
            if kinds.isThing(plain) { return true }
            return part.about == nil && !kinds.isVerb(plain)
        case .capitals: return word.isCapital && position > 0
        case .none: return !checks.otherEndings.contains { plain.hasSuffix($0) }
        }
    }
}
