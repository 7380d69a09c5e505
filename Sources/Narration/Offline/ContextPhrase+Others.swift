/// What the phrases are told of the other photos.
extension ContextPhrase {
    /// How many of many different things are told.
    private static let examples = 3

    func others(_ detail: Detail) -> [String: any Sendable] {
        guard tellsOthers else { return [:] }
        let total = subjects.count
        let tally = Tally(subjects)
        guard total > 1 else {
            guard let only = subjects.first else { return ["none": true] }
            var values: [String: any Sendable] = ["single": true]
            if let noun = only.noun { values["thing"] = noun.one }
            return values
        }
        var values: [String: any Sendable] = [
            "total": words.number(total),
            "looked": concept.references.contains { $0.surface != nil },
        ]
        guard let pattern else {
            guard subjects.contains(where: { $0.noun != nil }) else {
                values["unlabelled"] = true
                return values
            }
            values["unshared"] = true
            if detail.tellsKinds {
                values["kinds"] = tally.list(words, nouns)
            } else if detail.tellsSome, tally.named >= Self.examples {
                values["some"] = tally.list(words, nouns, limit: Self.examples)
            }
            return values
        }
        if let look = pattern.look {
            return values.merging(alike(look, pattern.fitting, detail)) { $1 }
        }
        values["group"] = pattern.group
        values["mostly"] = pattern.mostly
        guard pattern.fitting.count < total else {
            values[total == 2 ? "both" : "all"] = true
            if detail.tellsKinds, tally.things.count > 1, Self.says(subjects, pattern.group) {
                values["kinds"] = tally.list(words, nouns)
            }
            return values
        }
        values["most"] = true
        values["count"] = words.number(pattern.fitting.count)
        let fitting = Set(pattern.fitting)
        let misfits = subjects.indices.filter { !fitting.contains($0) }.map { subjects[$0] }
        let members = pattern.fitting.map { subjects[$0] }
        if detail.tellsKinds, Tally(members).things.count > 1, Self.says(members, pattern.group) {
            values["members"] = Tally(members).list(words, nouns)
        }
        return values.merging(self.misfits(Tally(misfits), misfits.count, detail)) { $1 }
    }

    /// Whether naming photos says more than their group does: "all six show flowers: four flowers and
    /// two daisies" would say nothing.
    private static func says(_ subjects: [Subject], _ group: Inflected?) -> Bool {
        subjects.allSatisfy { $0.noun != nil && $0.noun?.many != group }
    }

    /// Where the parts that the channel saw look alike: in how many photos, and what these show.
    ///
    /// How many of these show each thing is not told: more photos may show it and look otherwise.
    private func alike(
        _ look: Inflected,
        _ fitting: [Int],
        _ detail: Detail
    ) -> [String: any Sendable] {
        var values: [String: any Sendable] = ["look": look]
        if fitting.count < subjects.count {
            values["most"] = true
            values["count"] = words.number(fitting.count)
        } else {
            values[subjects.count == 2 ? "both" : "all"] = true
        }
        let tally = Tally(fitting.map { subjects[$0] })
        guard tally.named > 0 else { return values }
        if detail.tellsKinds {
            values["kinds"] = tally.list(words, nouns, counted: false)
        } else if detail.tellsSome, tally.named >= Self.examples {
            values["some"] = tally.list(words, nouns, limit: Self.examples, counted: false)
        }
        return values
    }

    private func misfits(
        _ tally: Tally,
        _ count: Int,
        _ detail: Detail
    ) -> [String: any Sendable] {
        guard count > 1 else {
            return ["oneOther": true, "thing": tally.list(words, nouns)]
        }
        guard detail != .counts && detail != .least else { return ["vagueOthers": true] }
        if tally.things.count == 1 {
            guard let noun = tally.things[0].noun else { return ["vagueOthers": true] }
            return ["sameOthers": true, "others": words.number(count), "things": noun.many]
        }
        return ["mixedOthers": true, "kinds": tally.list(words, nouns)]
    }
}
