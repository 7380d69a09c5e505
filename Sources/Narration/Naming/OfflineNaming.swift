import Explanations

/// Finds what references share from labels and measured looks alone.
struct OfflineNaming: Sendable {
    let wordNet: WordNet?
    let nouns: Nouns
    let facts: FactWords

    /// What each reference shows, as far as its label tells.
    func subjects(_ references: [Reference]) -> [Subject] {
        references.map { Subject($0, wordNet: wordNet, nouns: nouns) }
    }

    /// What some references share: what they show, else how they look.
    ///
    /// - Parameters:
    ///   - references: The references.
    ///   - subjects: What they show.
    ///   - classes: The classes that a group must say more than.
    ///   - looks: Looks that are taken; another one goes first.
    /// - Returns: The pattern, or nil where they share none.
    func pattern(
        of references: [Reference],
        _ subjects: [Subject],
        besides classes: ClassNames,
        looks: Set<String>
    ) -> SharedPattern? {
        let votes = Votes(references)
        let group = SharedPattern.find(
            in: subjects,
            votes: votes,
            besides: classes,
            wordNet: wordNet,
            nouns: nouns
        )
        if let group, !group.isHalf(of: references.count) { return group }
        let look =
            SharedLook.find(in: references, votes: votes, besides: looks, words: facts)
            ?? SharedLook.find(in: references, votes: votes, besides: [], words: facts)
        return look ?? group
    }
}
