import Explanations

/// What is worked out about the concepts of an explanation.
struct ConceptValues {
    private let texts: NarratedText
    private let words: DocumentWords
    /// The names of the told and the opposing concepts by their channels.
    private let names: [Int: String]
    /// The concept that each channel is told in: its own, or the one it was merged into.
    private let owners: [Int: Int]
    /// What checking the texts found: findings first, then what was mended, then what passed.
    let checks: [Value]

    init(_ explanation: Explanation, texts: NarratedText, words: DocumentWords) throws {
        self.texts = texts
        self.words = words
        var names: [Int: String] = [:]
        var owners: [Int: Int] = [:]
        for concept in explanation.allConcepts {
            names[concept.channel] = try Self.name(of: concept.channel, texts, words)
            for channel in concept.channels where owners[channel] == nil {
                owners[channel] = concept.channel
            }
        }
        self.names = names
        self.owners = owners
        checks = try Self.checks(texts, names)
    }

    /// Where links to a concept lead.
    static func anchor(_ channel: Int) -> Value { .text("concept-\(channel)") }

    /// The concepts with what is worked out about them.
    func values(_ concepts: Value?) throws -> [Value] {
        try (concepts?.items ?? []).map { try value($0) }
    }

    /// The attribution, whose channels link to the concepts that are told.
    func linked(_ attribution: Value) -> Value {
        func linked(_ list: Value) -> Value {
            .list(
                list.items.map { item in
                    guard let owner = item["channel"].integer.flatMap({ owners[$0] }) else {
                        return item
                    }
                    return item.adding(["anchor": Self.anchor(owner)])
                }
            )
        }
        var more: [String: Value] = [:]
        for name in ["strongest", "graph"] where attribution[name] != .none {
            more[name] = linked(attribution[name])
        }
        return attribution.adding(more)
    }

    // MARK: Parts

    private static func name(
        of channel: Int,
        _ texts: NarratedText,
        _ words: DocumentWords
    ) throws -> String {
        let name = texts.text(forChannel: channel)?.name.asOneParagraph ?? ""
        return name.isEmpty ? try words.unnamed(channel) : name
    }

    private static func checks(_ texts: NarratedText, _ names: [Int: String]) throws -> [Value] {
        var groups: [String: [Value]] = [:]
        for check in texts.checks {
            let symbol = !check.passed ? "finding" : check.repaired == true ? "repaired" : "passed"
            var more: [String: Value] = ["symbol": .text(symbol)]
            if let channel = check.channel {
                more["name"] = names[channel].map(Value.text)
                if names[channel] != nil { more["anchor"] = anchor(channel) }
            }
            groups[symbol, default: []].append(try Value(encoding: check).adding(more))
        }
        return DocumentValues.checkSymbols.flatMap { groups[$0] ?? [] }
    }

    private func value(_ concept: Value) throws -> Value {
        let channel = concept["channel"].integer ?? -1
        let text = texts.text(forChannel: channel)
        let isAgainst = (concept["layerShare"].number ?? 0) < 0
        let doubts = concept["worth"]["doubts"].items.compactMap { $0["reason"].text }
        let checks = checks.filter { $0["channel"].integer == channel }
        let name = try Self.name(of: channel, texts, words)
        var fields: [String: Value] = [
            "name": .text(name),
            "isNamed": .flag(text?.hasSharedPattern == true && text?.name.asOneParagraph != ""),
            "context": .text(text?.context.asOneParagraph ?? ""),
            "isDoubted": .flag(checks.contains { $0["passed"] == .flag(false) }),
            "isAgainst": .flag(isAgainst),
            "anchor": Self.anchor(channel),
            "checks": .list(checks),
            "references": .list(references(concept, channel)),
        ]
        fields["side"] = (isAgainst ? words.against : words.target).map(Value.text)
        fields["weakness"] = doubts.first { DocumentField.filterReasons.contains($0) }
            .map(Value.text)
        if concept["overlaps"] != .none {
            fields["overlaps"] = .list(
                concept["overlaps"].items.map { overlap in
                    guard let name = overlap["channel"].integer.flatMap({ names[$0] }) else {
                        return overlap
                    }
                    return overlap.adding(["name": .text(name)])
                }
            )
        }
        if let text { fields.merge(try told(text)) { $1 } }
        return concept.adding(fields)
    }

    /// What the narrator wrote besides name and context.
    private func told(_ text: ConceptText) throws -> [String: Value] {
        var fields: [String: Value] = [:]
        fields["problem"] = text.problem.map { .text($0.asOneParagraph) }
        fields["fitting"] = text.fitting.map { .number(Double($0)) }
        fields["description"] = text.description.map { .text($0.asOneParagraph) }
        fields["presence"] = text.presence.map { .text($0.rawValue) }
        fields["seen"] = text.seen.map { .text($0.asOneParagraph) }
        fields["nameConfidence"] = text.nameConfidence.map(Value.number)
        fields["nameTest"] = try text.nameTest.map { test in
            try Value(encoding: test).adding(["score": .number(test.score)])
        }
        fields["namedBy"] = try text.namedBy.map { try Value(encoding: $0) }
        return fields
    }

    private func references(_ concept: Value, _ channel: Int) -> [Value] {
        concept["references"].items.enumerated().map { place, reference in
            var fields: [String: Value] = [
                "answer": DocumentValues.titled(reference["answer"], words.strings),
                "anchor": .text("concept-\(channel)-reference-\(place + 1)"),
            ]
            let label = reference["label"].text?.asOneParagraph ?? ""
            if !label.isEmpty {
                fields["title"] = .text(words.strings.titles.title(of: label))
                let answer = reference["answer"]["label"].text
                fields["isAnsweredRight"] = .flag(answer == reference["label"].text)
            }
            if let pattern = reference["pattern"].integer, 1...26 ~= pattern {
                fields["patternLetter"] = .text(String(UnicodeScalar(UInt8(64 + pattern))))
            }
            return reference.adding(fields)
        }
    }
}
