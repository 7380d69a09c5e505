/// Looking up words.
extension WordNet {
    /// The synsets of a noun, most usual first.
    ///
    /// - Parameter noun: In the singular; capitals and spaces do not matter.
    /// - Returns: The numbers; empty for an unknown noun.
    public func synsets(of noun: String) -> [SynsetID] {
        let key = noun.lowercased().replacing(" ", with: "_")
        guard !key.isEmpty, let line = index.line(keyed: key) else { return [] }
        // lemma pos synsetCount pointerCount symbol... senseCount taggedCount offset...
        let fields = line.split(separator: " ")
        guard fields.count > 2, let count = Int(fields[2]), count <= fields.count else { return [] }
        return fields.suffix(count).compactMap { Int($0).map(SynsetID.init(offset:)) }
    }

    /// The only concrete thing a noun can mean.
    ///
    /// Persons and single things are no candidates: a photo labelled "crane" shows none of the
    /// people of that name.
    ///
    /// - Parameter noun: In the singular.
    /// - Returns: The synset; nil where there is none or a choice.
    public func onlyThing(called noun: String) -> SynsetID? {
        let concrete: Set<Int> = [5, 6, 13, 17, 20]
        let things = synsets(of: noun).compactMap(synset).filter {
            concrete.contains($0.lexicographerFile) && !$0.isInstance
        }
        return things.count == 1 ? things[0].id : nil
    }

    /// The singular of a word that WordNet knows in the singular only.
    ///
    /// - Parameter word: A word or phrase that may be a plural.
    /// - Returns: The singular; nil where the word is itself a noun of WordNet, or no plural of
    ///   one.
    public func singular(ofPlural word: String) -> String? {
        let key = word.lowercased().replacing(" ", with: "_")
        guard synsets(of: key).isEmpty else { return nil }
        if let line = exceptions.line(keyed: key) {
            let fields = line.split(separator: " ")
            if fields.count > 1 { return String(fields[1].replacing("_", with: " ")) }
        }
        let endings = [
            ("ies", "y"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
            ("s", ""),
        ]
        for (plural, singular) in endings where key.hasSuffix(plural) {
            let candidate = key.dropLast(plural.count) + singular
            if !synsets(of: String(candidate)).isEmpty {
                return String(candidate.replacing("_", with: " "))
            }
        }
        return nil
    }
}
