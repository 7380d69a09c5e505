/// The names of the concepts on one sheet.
struct ConceptNames {
    /// One for each concept, in order, unique where the concept has a shared pattern.
    let names: [String]

    /// Names concepts by what their references share: what they show, or how they look.
    ///
    /// A wide group has a closer word where one fits most: "Animals, mostly fish". Concepts that
    /// would still be called the same are told apart by what only one of them shows: "Buildings: castles,
    /// towers". A name says what a channel stands for, wherever it acts, so the place in
    /// this photo is no part of it. Where the references do not differ either, a number does.
    ///
    /// - Parameters:
    ///   - patterns: What each concept's references share.
    ///   - words: The language's words.
    ///   - most: The most characters of a name that tells it from another.
    init(patterns: [SharedPattern?], words: Words, most: Int) {
        var names = patterns.map { pattern in
            switch pattern?.kind {
            case .group(let group):
                group.plain + (pattern?.mostly.map { words.mostly + $0.plain } ?? "")
            case .look(let look): look.plain
            case nil: words.noSharedPattern
            }
        }
        let namesakes = Dictionary(grouping: patterns.indices.filter { patterns[$0] != nil }) {
            names[$0]
        }
        for concepts in namesakes.values where concepts.count > 1 {
            for concept in concepts {
                guard let pattern = patterns[concept], let group = pattern.group else { continue }
                let others = concepts.filter { $0 != concept }.compactMap { patterns[$0] }
                if let name = Self.name(group, pattern.parts, apartFrom: others, words, most: most)
                {
                    names[concept] = name
                }
            }
        }
        self.names = Self.numbered(names, except: words.noSharedPattern).map(Self.sentenceCase)
    }

    /// The group with up to three of the things that only this pattern's photos show, no photo
    /// twice; nil where there is nothing of that kind.
    private static func name(
        _ group: Inflected,
        _ parts: [SharedPattern.Part],
        apartFrom others: [SharedPattern],
        _ words: Words,
        most: Int
    ) -> String? {
        let elsewhere = Set(others.flatMap(\.parts).map(\.name))
        var told: Set<Int> = []
        var things: [Inflected] = []
        for part in parts where !elsewhere.contains(part.name) {
            let name = words.examples(things + [part.name], of: group).plain
            guard told.isDisjoint(with: part.fitting), name.count <= most else {
                continue
            }
            told.formUnion(part.fitting)
            things.append(part.name)
            if things.count == 3 { break }
        }
        return things.isEmpty ? nil : words.examples(things, of: group).plain
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
