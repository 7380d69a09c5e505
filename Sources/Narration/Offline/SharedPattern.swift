import Foundation

/// What the references of a concept have in common.
struct SharedPattern: Sendable {
    /// What is shared.
    enum Kind: Sendable {
        /// What the photos show: a group's name, in the plural.
        case group(Inflected)
        /// How the parts that the channel saw look.
        case look(Inflected)
    }

    let kind: Kind
    /// The positions of the references that it fits.
    let fitting: [Int]
    /// A smaller group that more than half of all references belong to, where the group itself is
    /// wide: the fish of "animals, mostly fish".
    let mostly: Inflected?
    /// What else is known of some of the fitting references, most frequent first.
    let parts: [Part]

    /// A smaller group, or a label, of some of the references that a pattern fits.
    struct Part: Sendable {
        /// What it is called, in the plural.
        let name: Inflected
        /// The positions of the references that show it.
        let fitting: Set<Int>
    }

    /// The group's name; nil where a look is shared.
    var group: Inflected? {
        if case .group(let name) = kind { name } else { nil }
    }

    /// The look; nil where a group is shared.
    var look: Inflected? {
        if case .look(let phrase) = kind { phrase } else { nil }
    }

    /// What it is called in a sentence.
    var told: String {
        switch kind {
        case .group(let name): name.plain
        case .look(let phrase): phrase.plain
        }
    }

    /// The specificity below which a group is worth a closer word: birds, insects, vehicles.
    private static let wide = 0.5
    /// The specificity beyond which a group gains nothing: "cats" fits what shows cats, though
    /// "tabbies" says more of most of them.
    private static let enough = 0.7
    /// How much more the share of fitting references counts than specificity: enough that "animals"
    /// of six wins against "primates" of four, and "cats" of five against "mammals" of six.
    private static let weight = 1.5
    /// How much the model's answer for a photo counts beside the photo's label.
    private static let answerWeight = 0.5
    /// What exactly half of the references must count to name a concept.
    private static let halfAtLeast = 0.6
    /// The limit of chance: low enough that the rule for frequencies may be wrong by two or three
    /// times, so that animals are asked of six photos of six, mammals of five, hoofed animals of four.
    private static let chance = 0.015
    /// About how many kinds of things photos show.
    ///
    /// A group with b of WordNet's kinds is met in about
    /// b / 10 000 of all photos; of the 550 labelled photos of `Examples/photos.tsv` 37 % show animals
    /// (by this rule 40 %), 12 % structures (15 %), 8 % birds (9 %) and 7 % fish (6 %).
    private static let kinds = 10_000.0
    /// The least frequency of a group: two of five hundred photos.
    private static let rarest = 0.004

    /// Whether it fits only just half of the references.
    func isHalf(of count: Int) -> Bool { 2 * fitting.count <= count }

    /// Finds the group that says most of what counts most among the references.
    ///
    /// The candidates are the groups that have a plain name, all synsets and all labels of the
    /// references themselves. With v_i a reference's part of all scores, p_i the probability of the
    /// model's answer for that photo, and the references as the terms, a group g has the share
    ///
    ///     S(g) = sum of v_i x e_i(g),  e_i(g) = 1 where the label belongs to g,
    ///                                           p_i / 2 where only the model's answer does,
    ///                                           0 else.
    ///
    /// A group may name the concept where more than half of the references, and at least two, belong
    /// to it by their labels, where S(g) > 1/2, and where these are more than chance would give
    /// (`Chance.isRare`). Exactly half may do where S(g) > 0.6. Of such groups the one with the highest S^1.5 x specificity wins; equal ones
    /// are told apart by how many they fit, then by how much they say. The labels are of whole
    /// photos: the group says what the photos show, never what the channel saw in them.
    ///
    /// - Parameters:
    ///   - subjects: What the references show.
    ///   - votes: How much each of them counts.
    ///   - classes: The classes that a group must say more than.
    ///   - wordNet: Without it only equal synsets and labels are common.
    ///   - nouns: The names of groups.
    /// - Returns: The group, or nil where the references share none.
    static func find(
        in subjects: [Subject],
        votes: Votes,
        besides classes: ClassNames,
        wordNet: WordNet?,
        nouns: Nouns
    ) -> SharedPattern? {
        func candidate(_ group: Inflected, _ fitting: [Int], _ id: SynsetID?) -> Candidate {
            Candidate(
                group: group,
                synset: id,
                fitting: fitting,
                share: votes.share(of: fitting) + answers(id, besides: fitting, subjects, votes),
                specificity: id.flatMap { wordNet?.specificity(of: $0) } ?? 1,
                frequency: max(
                    rarest,
                    Double(id.flatMap { wordNet?.breadth(of: $0) } ?? 0) / kinds
                )
            )
        }
        let candidates = bySynset(subjects, wordNet, nouns).map { candidate($2, $1, $0) }
        let labelled = Dictionary(grouping: subjects.indices) { subjects[$0].noun?.many }
            .compactMap { label, fitting in label.map { candidate($0, fitting, nil) } }
        let all = withoutNamesakes(candidates + labelled)
        let fair = all.filter {
            $0.isMost(of: subjects.count)
                && !classes.contain($0.group, $0.synset ?? onlySynset(of: $0.fitting, subjects))
        }
        let good = fair.filter { $0.isRare(of: subjects.count) }
        guard let best = good.max(by: { $0.worth < $1.worth }) else { return nil }
        let inside = { (candidate: Candidate) in
            candidate.fitting.count < best.fitting.count
                && Set(candidate.fitting).isSubset(of: best.fitting)
        }
        let closer = fair.filter { candidate in
            best.specificity < wide && candidate.specificity > best.specificity
                && 2 * candidate.fitting.count > subjects.count
                && inside(candidate)
                && !candidate.group.plain.lowercased().contains(best.group.plain.lowercased())
        }
        return SharedPattern(
            kind: .group(best.group),
            fitting: best.fitting,
            mostly: closer.max { $0.worth < $1.worth }?.group,
            parts: parts(of: all.filter(inside), subjects)
        )
    }

    /// The synset of photos that have the same; nil where they differ.
    private static func onlySynset(of fitting: [Int], _ subjects: [Subject]) -> SynsetID? {
        let synsets = Set(fitting.map { subjects[$0].synset })
        return synsets.count == 1 ? synsets.first ?? nil : nil
    }

    /// What the model's answers add to a group beyond its labels.
    private static func answers(
        _ group: SynsetID?,
        besides fitting: [Int],
        _ subjects: [Subject],
        _ votes: Votes
    ) -> Double {
        guard let group else { return 0 }
        let labelled = Set(fitting)
        return subjects.indices.reduce(0) { sum, position in
            let subject = subjects[position]
            guard !labelled.contains(position), subject.answered.contains(group) else { return sum }
            return sum + answerWeight * subject.certainty * votes.weights[position]
        }
    }

    /// What may tell a concept from one of the same name: groups of several references, and labels.
    private static func parts(of candidates: [Candidate], _ subjects: [Subject]) -> [Part] {
        let sorted = candidates.sorted {
            ($1.fitting.count, $0.fitting.first ?? 0, $1.specificity, $0.order)
                < ($0.fitting.count, $1.fitting.first ?? 0, $0.specificity, $1.order)
        }
        return sorted.filter { candidate in
            // Of one photo its own label, not one of all the groups above it.
            candidate.fitting.count > 1
                || candidate.fitting.contains { subjects[$0].noun?.many == candidate.group }
        }
        .map { Part(name: $0.group, fitting: Set($0.fitting)) }
    }

    private struct Candidate {
        let group: Inflected
        /// Nil for a label.
        let synset: SynsetID?
        /// The positions of the references whose labels belong to it.
        let fitting: [Int]
        /// What these, and the model's answers, count of all, 0 to 1.
        let share: Double
        let specificity: Double
        /// The share of all photos that show it.
        let frequency: Double

        /// Only so that the same references always give the same name.
        var order: String { synset?.description ?? group.plain }

        var worth: (Double, Int, Double, String) {
            (pow(share, weight) * min(specificity, enough), fitting.count, specificity, order)
        }

        func isMost(of count: Int) -> Bool {
            // A tie is no majority, however its halves round; but half of the references may do
            // where they count most.
            let isHalf = 2 * fitting.count == count
            return fitting.count >= max(2, (count + 1) / 2)
                && share > (isHalf ? halfAtLeast : 0.5 + 1e-9)
        }

        func isRare(of count: Int) -> Bool {
            Chance.isRare(fitting.count, of: count, frequency: frequency, limit: chance)
        }
    }

    /// Of several candidates of one name the one that fits most: five photos labelled "flower" and
    /// a daisy are six flowers.
    private static func withoutNamesakes(_ candidates: [Candidate]) -> [Candidate] {
        Dictionary(grouping: candidates, by: \.group).values.compactMap { namesakes in
            namesakes.max {
                ($0.fitting.count, $0.specificity, $0.order)
                    < ($1.fitting.count, $1.specificity, $1.order)
            }
        }
    }

    private static func bySynset(
        _ subjects: [Subject],
        _ wordNet: WordNet?,
        _ nouns: Nouns
    ) -> [(SynsetID, [Int], Inflected)] {
        var fitting: [SynsetID: [Int]] = [:]
        for (position, subject) in subjects.enumerated() {
            for ancestor in subject.ancestry { fitting[ancestor, default: []].append(position) }
        }
        return fitting.compactMap { id, positions in
            let group = nouns.groups[id] ?? ownName(of: id, subjects, wordNet, nouns)
            return group.map { (id, positions, $0) }
        }
    }

    /// What a synset that is itself a reference's is called: by the label, if all its references
    /// have the same, else by WordNet.
    private static func ownName(
        of id: SynsetID,
        _ subjects: [Subject],
        _ wordNet: WordNet?,
        _ nouns: Nouns
    ) -> Inflected? {
        let labels = Set(subjects.filter { $0.synset == id }.compactMap(\.noun))
        guard let label = labels.first else { return nil }
        guard labels.count > 1 else {
            // A name ("the Eiffel Tower") is no group.
            return label.one == label.many ? nil : label.many
        }
        guard let lemmas = wordNet?.synset(id)?.lemmas, let first = lemmas.first else { return nil }
        return nouns.noun(of: first, synset: id, synonyms: Array(lemmas.dropFirst())).many
    }
}
