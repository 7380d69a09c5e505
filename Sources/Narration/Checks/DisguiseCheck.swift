import Explanations

/// Whether a concept's name is the answer's name in disguise, so that the sheet would say "it is a
/// tabby because of the tabby".
///
/// Such a name is the answer, or a class that is explained; a synonym of it by WordNet; the last
/// word of it alone where that is what it is a kind of ("cat" for a tiger cat); and any of these
/// with nothing but words such as "part" or what the class is a kind of ("tabby cat"). A part of the
/// thing ("cat head") or what it looks like ("striped cat fur") is a concept and no disguise.
struct DisguiseCheck {
    static let name = "disguise"

    let explanation: Explanation
    let checks: CheckWords
    let tools: CheckTools

    /// What was found in a text.
    func verdict(on text: NarratedText) -> Verdict {
        let classes = Set(explanation.explainedLabels).sorted()
        let evidence = "classes: \(classes.joined(separator: "; "))"
        for label in classes {
            let disguises = Disguises(of: label, self)
            for concept in text.concepts where concept.hasSharedPattern {
                guard disguises.has(stems(of: concept.name)) else { continue }
                return Verdict(
                    finding: "\"\(concept.name)\" is the class \(label) itself.",
                    evidence: evidence
                )
            }
        }
        return Verdict(evidence: evidence)
    }

    private func stems(of name: String) -> Set<String> {
        Set(
            Prose(name, checks, tools.stemmer).words
                .filter {
                    !checks.function.contains($0.plain) && !checks.trivial.contains($0.plain)
                }
                .map(\.stem)
        )
    }

    /// What a class is called, and what it is a kind of, as stems.
    private struct Disguises {
        private var names: Set<Set<String>> = []
        private var kinds: Set<String> = []

        init(of label: String, _ check: DisguiseCheck) {
            var synonyms = label.split(separator: ",").map { $0.trimmingPrefix(" ").lowercased() }
            var ancestors: Set<String> = []
            if let kinds = check.tools.kinds {
                let meanings = synonyms.prefix(1).flatMap {
                    kinds.wordNet.synsets(of: $0).prefix(1)
                }
                for meaning in meanings {
                    synonyms += kinds.wordNet.synset(meaning)?.lemmas ?? []
                    for id in kinds.wordNet.ancestry(of: meaning).keys where id != meaning {
                        ancestors.formUnion(kinds.wordNet.synset(id)?.lemmas ?? [])
                    }
                }
            }
            for synonym in synonyms {
                names.insert(check.stems(of: synonym))
                guard let head = synonym.split(separator: " ").last.map(String.init),
                    head != synonym
                else { continue }
                let isKind = check.tools.kinds == nil || ancestors.contains(head)
                if isKind { names.insert(check.stems(of: head)) }
            }
            names.remove([])
            kinds = Set(
                ancestors.filter { !$0.contains(" ") }.flatMap { check.stems(of: $0) }
            )
        }

        /// Whether a name is one of the class's, but for what it is a kind of.
        func has(_ name: Set<String>) -> Bool {
            names.contains { $0.isSubset(of: name) && name.subtracting($0).isSubset(of: kinds) }
        }
    }
}
