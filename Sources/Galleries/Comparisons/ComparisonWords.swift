import Explanations
import SheetTemplates

/// What a comparison says in the strings' words.
struct ComparisonWords {
    private let comparison: Comparison
    private let strings: SheetStrings
    private let sides: [Explanation]

    /// How far two predictions' half-relevance regions must overlap for each way to say it, the greatest first.
    static let levels: [(least: Double, key: String)] = [
        (0.8, "nearly"), (0.5, "mostly"), (0.25, "partly"), (0, "hardly"),
    ]

    init(_ comparison: Comparison, strings: SheetStrings) {
        self.comparison = comparison
        self.strings = strings
        sides = [comparison.first.explanation, comparison.second.explanation]
    }

    // MARK: Sides

    /// A side's letter, and what it is called by what differs.
    func side(_ side: ComparedMaps.Side) throws -> [String: Value] {
        let isFirst = side == .first
        var parts = Self.causes(comparison).compactMap { kind -> String? in
            guard let setting = comparison.settings.first(where: { $0.kind == kind }) else {
                return nil
            }
            return shown(setting, isFirst: isFirst)
        }
        // Models' layers never are the same; the model says more.
        if parts.isEmpty {
            let created = sides[isFirst ? 0 : 1].provenance.created
            parts = [strings.numbers.time(of: created) ?? created]
        }
        return [
            "letter": .text(try strings.text(isFirst ? "first" : "second")),
            "heading": .text(parts.joined(separator: ", ")),
        ]
    }

    /// What differs and does not follow from something else that differs.
    static func causes(_ comparison: Comparison) -> [ComparedSetting.Kind] {
        let differing = comparison.differences.map(\.kind)
        func differs(_ kinds: ComparedSetting.Kind...) -> Bool {
            kinds.contains(where: differing.contains)
        }
        return differing.filter { kind in
            switch kind {
            case .model, .composite, .against: true
            case .weights, .layer, .preprocessing: !differs(.model)
            case .view: !differs(.model, .preprocessing)
            case .index: !differs(.model, .weights, .layer)
            // Where each explains its own answer, the answers tell it.
            case .target: comparison.answersAgree || !comparison.explainsAnswers
            }
        }
    }

    // MARK: Tables

    /// How each was made, what was measured of each, and what each answers.
    func tables() throws -> [String: Value] {
        func rows(_ settings: [ComparedSetting]) throws -> Value {
            .list(
                try settings.map { setting in
                    let label = try strings.text("setting-\(setting.kind.rawValue)")
                    let first = try self.shown(setting, isFirst: true) ?? none()
                    return .record([
                        "kind": .text(setting.kind.rawValue),
                        "label": .text(label),
                        "first": .text(first),
                        "second": .text(try self.shown(setting, isFirst: false) ?? none()),
                        "text": .text(
                            try strings.text("setting-pair", ["label": label, "value": first])
                        ),
                    ])
                }
            )
        }
        // Page one has what a person chose; the rest follows from it, and stands with all else at the end.
        let causes = Self.causes(comparison)
        func isChosen(_ setting: ComparedSetting) -> Bool {
            ComparedSetting.causes.contains(setting.kind) || causes.contains(setting.kind)
        }
        let chosen = comparison.settings.filter(isChosen)
        let other = comparison.settings.filter { !isChosen($0) }
        return [
            "differences": try rows(chosen.filter(\.differs)),
            "sameSettings": try rows(chosen.filter { !$0.differs }),
            "otherDifferences": try rows(other.filter(\.differs)),
            "otherSame": try rows(other.filter { !$0.differs }),
            "facts": .list(try facts()),
            "answers": .list(comparison.answers.map(answer)),
        ]
    }

    private func none() throws -> String { try strings.text("setting-none") }

    /// A setting's value as a reader sees it.
    private func shown(_ setting: ComparedSetting, isFirst: Bool) -> String? {
        let explanation = sides[isFirst ? 0 : 1]
        return switch setting.kind {
        case .target: strings.title(of: explanation.attribution.target)
        case .against: explanation.attribution.against.map(strings.title)
        // Titles are for people; where they are the same the name tells models apart.
        case .model where setting.differs && setting.first == setting.second:
            explanation.model.name
        default: (isFirst ? setting.first : setting.second)?.asOneParagraph
        }
    }

    /// What was measured of both layers, as texts.
    private func facts() throws -> [Value] {
        let numbers = strings.numbers
        var facts: [Value] = []
        func add(_ key: String, _ text: (Explanation) throws -> String?) throws {
            let texts = try sides.map(text)
            guard let first = texts[0], let second = texts[1] else { return }
            facts.append(
                .record([
                    "label": .text(try strings.text(key)), "first": .text(first),
                    "second": .text(second),
                ])
            )
        }
        try add("fact-against") { side in
            guard let layer = side.attribution.layer, layer.absolute > 0 else { return nil }
            return try strings.text(
                "fact-share-of-layer",
                ["share": numbers.share(-layer.againstSum / layer.absolute)]
            )
        }
        try add("fact-half-count") { side in
            guard let layer = side.attribution.layer else { return nil }
            return try strings.text(
                "fact-half-count-of",
                ["count": String(layer.halfCount), "all": String(side.model.layerChannels)]
            )
        }
        try add("fact-told") { side in
            try strings.text(
                "fact-share-of-layer",
                ["share": numbers.share(side.attribution.coverage)]
            )
        }
        return facts
    }

    private func answer(_ answer: ComparedAnswer) -> Value {
        func text(_ probability: ComparedAnswer.Probability) -> Value {
            switch probability {
            case .known(let value): .text(strings.numbers.probability(value))
            case .below(let value):
                .text(
                    value < 0.01
                        ? strings.numbers.probability(0.001)
                        : "≤\u{202F}" + strings.numbers.probability(value)
                )
            case .unknown: .text("–")
            }
        }
        func number(_ probability: ComparedAnswer.Probability) -> Value {
            guard case .known(let value) = probability else { return .number(0) }
            return .number(value)
        }
        return .record([
            "title": .text(strings.title(of: answer.scored)),
            "first": number(answer.first), "second": number(answer.second),
            "firstText": text(answer.first), "secondText": text(answer.second),
            "isFirst": .flag(answer.isFirst), "isSecond": .flag(answer.isSecond),
            "isLabel": .flag(answer.isLabel),
        ])
    }

    // MARK: Concepts

    /// A concept that only one side tells, with what the other one has of it.
    func alone(
        _ lone: LoneConcept,
        _ shelf: ConceptShelf,
        other: ComparedMaps.Side
    ) throws -> Value {
        let letter = try strings.text(other == .first ? "first" : "second")
        var note = ""
        if let elsewhere = lone.elsewhere {
            note = try strings.text(
                "only-elsewhere",
                [
                    "other": letter,
                    "share": strings.numbers.signedShare(elsewhere.layerShare),
                ]
            )
        } else if comparison.matching == .channel {
            note = try strings.text("only-weak", ["other": letter])
        }
        var fields: [String: Value] = ["note": .text(note)]
        fields["elsewhere"] = lone.elsewhere.map { .number($0.layerShare) }
        return shelf.concept(lone.concept.channel).adding(fields)
    }

    // MARK: Sentences

    /// Title, lead, and what the measures say.
    func sentences(_ scope: ValueScope) throws -> [String: Value] {
        let causes = Self.causes(comparison)
        let scope = scope.binding("causes", .list(causes.map { .text($0.rawValue) }))
        let title = try strings.text(
            comparison.answersAgree ? "title-same" : "title-different",
            scope: scope
        )
        let difference = try strings.text(
            causes.isEmpty ? "difference-none" : "difference-list",
            scope: scope
        )
        let places: String
        if comparison.isSameWhole {
            places = try strings.text("places-same-whole", scope: scope)
        } else if let overlap = comparison.agreement.overlap {
            let level = Self.levels.first(where: { overlap >= $0.least })?.key ?? "hardly"
            places = try strings.text("places-\(level)", scope: scope)
        } else {
            places = try strings.text("places-unknown", scope: scope)
        }
        let targets =
            comparison.targetsAgree
            ? ""
            : try strings.text(
                comparison.explainsAnswers ? "targets-own" : "targets-differ",
                scope: scope
            )
        return [
            "title": .text(title),
            "difference": .text(difference),
            "places": .text(places),
            "targets": .text(targets),
            "lead": .text(
                [difference, places, targets].filter { !$0.isEmpty }.joined(separator: " ")
            ),
        ]
    }
}

extension Comparison {
    /// Whether each side explains its own answer, held against nothing.
    var explainsAnswers: Bool {
        [first, second].allSatisfy { side in
            let attribution = side.explanation.attribution
            return attribution.against == nil
                && attribution.target.class == side.explanation.prediction.class
        }
    }
}
