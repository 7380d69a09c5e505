/// What several photos show, each thing once with its number.
struct Tally {
    /// The things, most frequent first, then in the order of the photos; nil for a photo without
    /// label.
    let things: [(noun: Noun?, count: Int)]

    /// Counts what photos show.
    init(_ subjects: [Subject]) {
        var order: [Noun?] = []
        var counts: [Noun?: Int] = [:]
        for subject in subjects {
            if counts[subject.noun] == nil { order.append(subject.noun) }
            counts[subject.noun, default: 0] += 1
        }
        things = order.enumerated()
            .sorted { left, right in
                // What has no label comes last: "a dome and something else".
                let keys = [left, right].map { entry in
                    (entry.element == nil ? 1 : 0, -counts[entry.element, default: 0], entry.offset)
                }
                return keys[0] < keys[1]
            }
            .map { ($0.element, counts[$0.element, default: 0]) }
    }

    /// How many of the things have a label.
    var named: Int { things.count { $0.noun != nil } }

    /// The things as a list: "two ducks, a hen and something else".
    ///
    /// - Parameters:
    ///   - words: The language's words.
    ///   - nouns: The language's nouns.
    ///   - limit: How many are told at most.
    ///   - counted: Whether several of a kind are told with their number, or as "ducks".
    /// - Returns: The list in one phrase.
    func list(
        _ words: Words,
        _ nouns: Nouns,
        limit: Int = .max,
        counted: Bool = true
    ) -> Inflected {
        words.list(
            things.prefix(limit).map { thing in
                guard let noun = thing.noun else {
                    return thing.count > 1 ? words.otherThings : words.somethingElse
                }
                guard thing.count > 1, noun.counts else { return noun.one }
                guard counted else { return noun.many }
                return nouns.counted(words.number(thing.count, of: noun.gender), noun)
            }
        )
    }
}
