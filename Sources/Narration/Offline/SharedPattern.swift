import Foundation

/// What the references of a concept have in common.
struct SharedPattern: Sendable {
    /// What the group is called, in the plural.
    let group: String
    /// The positions of the references that it fits.
    let fitting: [Int]
    /// A smaller group that more than half of all references belong to, where the group itself is
    /// wide: the fish of "animals, mostly fish".
    let mostly: String?
    /// What else is known of some of the fitting references, most frequent first.
    let parts: [Part]

    /// A smaller group, or a label, of some of the references that a pattern fits.
    struct Part: Sendable {
        /// What it is called, in the plural.
        let name: String
        /// The positions of the references that show it.
        let fitting: Set<Int>
    }

    /// The specificity below which a group must fit nearly all references.
    ///
    /// Animals, plants, people, food or structures make up so much of any set of photos that four
    /// of six are met by chance.
    private static let broad = 0.36
    /// The specificity below which a group is worth a closer word: birds, insects, vehicles.
    private static let wide = 0.5
    /// The specificity beyond which a group gains nothing: "cats" fits what shows cats, though
    /// "tabbies" says more of most of them.
    private static let enough = 0.7
    /// How much more the share of fitting references counts than specificity: enough that "animals"
    /// of six wins against "primates" of four, and "cats" of five against "mammals" of six.
    private static let weight = 1.5

    /// Finds the group that says most of most references.
    ///
    /// The candidates are the groups that have a plain name, all synsets and all labels of the
    /// references themselves. Of those that fit more than half of the references, and at least
    /// two, the one with the highest share^1.5 x specificity wins, the share being that of the
    /// references it fits; equal ones are told apart by how many they fit, then by how much they
    /// say.
    ///
    /// - Parameters:
    ///   - subjects: What the references show.
    ///   - wordNet: Without it only equal synsets and labels are common.
    ///   - nouns: The names of groups.
    /// - Returns: The group, or nil where the references share none.
    static func find(
        in subjects: [Subject],
        wordNet: WordNet?,
        nouns: Nouns
    ) -> SharedPattern? {
        let candidates = bySynset(subjects, wordNet, nouns).map { id, fitting, group in
            Candidate(
                group: group,
                fitting: fitting,
                specificity: wordNet?.specificity(of: id) ?? 1,
                order: id.description
            )
        }
        let labelled = Dictionary(grouping: subjects.indices) { subjects[$0].noun?.many }
            .compactMap { label, fitting in
                label.map { Candidate(group: $0, fitting: fitting, specificity: 1, order: $0) }
            }
        let all = withoutNamesakes(candidates + labelled)
        let good = all.filter {
            $0.fitting.count >= required(of: subjects.count, at: $0.specificity)
        }
        let best = good.max { $0.worth(of: subjects.count) < $1.worth(of: subjects.count) }
        guard let best else { return nil }
        let inside = { (candidate: Candidate) in
            candidate.fitting.count < best.fitting.count
                && Set(candidate.fitting).isSubset(of: best.fitting)
        }
        let closer = good.filter { candidate in
            best.specificity < wide && candidate.specificity > best.specificity
                && inside(candidate) && !candidate.group.contains(best.group)
        }
        return SharedPattern(
            group: best.group,
            fitting: best.fitting,
            mostly: closer.max { $0.worth(of: subjects.count) < $1.worth(of: subjects.count) }?
                .group,
            parts: parts(of: all.filter(inside), subjects)
        )
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

    /// How many references a group must fit.
    private static func required(of count: Int, at specificity: Double) -> Int {
        let nearlyAll = Int((Double(count) * 5 / 6).rounded(.up))
        return max(2, count / 2 + 1, specificity < broad ? nearlyAll : 0)
    }

    private struct Candidate {
        let group: String
        let fitting: [Int]
        let specificity: Double
        /// Only so that the same references always give the same name.
        let order: String

        func worth(of count: Int) -> (Double, Int, Double, String) {
            let share = Double(fitting.count) / Double(count)
            return (
                pow(share, weight) * min(specificity, enough), fitting.count, specificity, order
            )
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
    ) -> [(SynsetID, [Int], String)] {
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
    ) -> String? {
        let labels = Set(subjects.filter { $0.synset == id }.compactMap(\.noun))
        guard let label = labels.first else { return nil }
        guard labels.count > 1 else {
            // A name ("the Eiffel Tower") is no group.
            return label.one == label.many ? nil : label.many
        }
        return (wordNet?.synset(id)?.lemmas.first).map { nouns.noun(of: $0).many }
    }
}
