/// The names of the concepts on one sheet.
struct ConceptNames {
    /// One for each concept, in order, unique where the concept has a shared pattern.
    let names: [String]

    /// Names concepts by what their references share.
    ///
    /// Concepts of the same group are told apart by what their references show: "Birds such as hens
    /// and ducks". A name says what a channel stands for, wherever it acts, so the place in this
    /// photo is no part of it. Where the references do not differ either, a number does.
    ///
    /// - Parameters:
    ///   - patterns: What each concept's references share.
    ///   - subjects: What they show, in the same order.
    ///   - words: The language's words.
    init(patterns: [SharedPattern?], subjects: [[Subject]], words: Words) {
        var names = patterns.map { $0?.group ?? words.noSharedPattern }
        let sameGroup = Dictionary(grouping: patterns.indices) { patterns[$0]?.group }
        for case (let group?, let concepts) in sameGroup where concepts.count > 1 {
            let shown = concepts.map { concept in
                Self.things(patterns[concept], subjects[concept]).filter { $0 != group }
            }
            for (position, concept) in concepts.enumerated() {
                let elsewhere = Set(
                    shown.indices.filter { $0 != position }.flatMap { shown[$0] }
                )
                let own = shown[position].filter { !elsewhere.contains($0) }
                let shared = shown[position].filter { elsewhere.contains($0) }
                let examples = Array((own + shared).prefix(2))
                if !own.isEmpty {
                    names[concept] = group + words.suchAs + words.list(examples)
                }
            }
        }
        self.names = Self.numbered(names, except: words.noSharedPattern).map(Self.sentenceCase)
    }

    /// What the fitting references show, strongest first, each thing once.
    private static func things(_ pattern: SharedPattern?, _ subjects: [Subject]) -> [String] {
        var seen: Set<String> = []
        return (pattern?.fitting ?? []).compactMap { subjects[$0].noun?.many }
            .filter { seen.insert($0).inserted }
    }

    private static func numbered(_ names: [String], except unnamed: String) -> [String] {
        var taken: [String: Int] = [:]
        return names.map { name in
            guard name != unnamed else { return name }
            let count = taken[name, default: 0] + 1
            taken[name] = count
            return count == 1 ? name : "\(name) (\(count))"
        }
    }

    private static func sentenceCase(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
