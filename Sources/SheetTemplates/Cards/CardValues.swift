import Explanations

/// What the placeholders of a card's strings stand for.
struct CardValues {
    /// The placeholders that only cards have.
    static let names: Set<String> = [
        "channels", "fitting", "coherence", "answers", "mode", "score", "licence", "licences",
        "authors", "pattern", "count", "number", "reference-label", "channel", "layer",
    ]

    let card: ChannelCard
    /// The values that hold for the whole card.
    let document: [String: String]
    /// The name in the card's language; nil for a channel without one.
    let naming: ConceptNaming?
    private let strings: SheetStrings

    init(_ card: ChannelCard, strings: SheetStrings) throws {
        self.card = card
        self.strings = strings
        naming = card.naming(in: strings.language)
        var values = [
            "channel": String(card.channel),
            "channels": String(card.layerChannels),
            "model": card.model,
            "layer": card.layer,
            "digest": String(card.index.runSHA256.prefix(12)),
            "count": String(card.index.photoCount),
        ].mapValues(\.asOneParagraph)
        if let narrator = naming?.narrator.asOneParagraph {
            values["narrator"] =
                narrator == "offline" ? try strings.text("narrator-offline") : narrator
        }
        if let fitting = naming?.fitting { values["fitting"] = String(fitting) }
        let name = naming?.name?.asOneParagraph ?? ""
        values["name"] = name.isEmpty ? try strings.text("title-unnamed", values) : name
        document = values
    }

    /// Whether the channel has a name.
    var isNamed: Bool { !(naming?.name?.asOneParagraph ?? "").isEmpty }

    /// The line below the title: which channel it is, and who named it.
    func labelLines() throws -> [String] {
        guard isNamed else {
            let isPatternless = naming != nil && naming?.name == nil
            return [
                try strings.text(
                    isPatternless ? "channel-patternless" : "channel-unnamed",
                    document
                )
            ]
        }
        return try [
            strings.text("channel", document),
            strings.text(naming?.fitting == nil ? "named" : "named-fitting", document),
        ]
    }

    /// A row of the facts: what it is called, what was measured, and how long its bar is, 0 to 1.
    struct Fact {
        var name: String
        var value: String
        var bar: Double?
        /// Where on the bar chance lies.
        var tick: Double?
        /// Whether it counts photos among others of its kind.
        var isCount = false
    }

    /// What was measured of the channel.
    ///
    /// - Parameter rows: How many of the answers it serves get a row each; with 0 they are words in one row.
    /// - Returns: The facts, in the order of the card.
    /// - Throws: `SheetTemplatesError` if the template lacks a string.
    func facts(answers rows: Int) throws -> [Fact] {
        let numbers = strings.numbers
        var facts: [Fact] = []
        func add(
            _ key: String,
            _ values: [String: String],
            bar: Double? = nil,
            tick: Double? = nil
        ) throws {
            facts.append(
                Fact(
                    name: try strings.text(key),
                    value: try strings.text("\(key)-value", values),
                    bar: bar,
                    tick: tick
                )
            )
        }
        if let worth = card.worth {
            if let coherence = worth.coherence {
                let number = numbers.number(coherence, decimals: 2)
                try add("coherence", ["coherence": number], bar: coherence, tick: 0.5)
            }
            if let rate = worth.firingRate {
                try add("firing", ["share": numbers.probability(rate)], bar: rate)
            }
            if let entropy = worth.labelEntropy {
                try add("variety", ["share": numbers.probability(entropy)], bar: entropy)
            }
            if let share = worth.negativeReferences {
                try add("negative", ["share": numbers.probability(share)], bar: share)
            }
            let count = ["count": String(worth.patterns)]
            facts.append(
                Fact(
                    name: try strings.text("patterns"),
                    value: worth.patterns == 2
                        ? try strings.text("patterns-two")
                        : try strings.text("patterns-value", count, count: worth.patterns)
                )
            )
        } else {
            try add("unmeasured", [:])
        }
        if rows > 0 {
            facts += try counts(of: card.answers.prefix(rows))
        } else if !card.answers.isEmpty {
            try add("answers", ["answers": try answers()])
        }
        return facts
    }

    /// A row for each answer with a bar in proportion to its photos, the first one under a name.
    private func counts(of answers: some Collection<ChannelCard.ServedAnswer>) throws -> [Fact] {
        let most = Double(max(answers.map(\.photos).max() ?? 1, 1))
        return try answers.enumerated().map { number, answer in
            Fact(
                name: number == 0 ? try strings.text("answers") : "",
                value: strings.titles.title(of: answer.label, class: answer.class).asOneParagraph
                    + " " + String(answer.photos),
                bar: Double(answer.photos) / most,
                isCount: true
            )
        }
    }

    /// How many answers are named.
    private static let namedAnswers = 6

    private func answers() throws -> String {
        var parts = try card.answers.prefix(Self.namedAnswers).map { answer in
            try strings.text(
                "answer",
                [
                    "answer": strings.titles.title(of: answer.label, class: answer.class)
                        .asOneParagraph,
                    "count": String(answer.photos),
                ]
            )
        }
        let others = card.answers.dropFirst(Self.namedAnswers).map(\.photos).reduce(0, +)
        if others > 0 {
            let values = ["count": String(others)]
            parts.append(try strings.text("more-answers", values, count: others))
        }
        return parts.joined(separator: ", ")
    }

    /// The values with those of one reference.
    func reference(
        _ reference: Reference,
        number: Int,
        isShare: Bool
    ) -> [String: String] {
        var values = document
        values["number"] = String(number)
        values["score"] =
            isShare
            ? (reference.score < 0 ? strings.numbers.minus : "")
                + strings.numbers.share(reference.score)
            : strings.numbers.number(reference.score, decimals: 2)
        let label = reference.label?.asOneParagraph ?? ""
        if !label.isEmpty { values["reference-label"] = strings.titles.title(of: label) }
        values["answer"] = strings.title(of: reference.answer)
        if let pattern = reference.pattern, 1...26 ~= pattern {
            values["pattern"] = String(UnicodeScalar(UInt8(64 + pattern)))
        }
        return values
    }

    /// Whose photos the card shows, as one sentence.
    func credits() throws -> [StyledText.Run]? {
        let roll = card.credits
        guard !roll.licences.isEmpty else { return nil }
        let licences = try roll.licences.map { licence in
            let unnamed = licence.authors.filter { $0.author == nil }.flatMap(\.photos).count
            var authors = licence.authors.compactMap { $0.author?.asOneParagraph }
            if unnamed > 0 {
                let values = ["count": String(unnamed)]
                authors.append(try strings.text("author-unknown", values, count: unnamed))
            }
            return try strings.text(
                licence.licence == nil ? "credit-unlicensed" : "credit",
                [
                    "licence": licence.licence?.asOneParagraph ?? "",
                    "authors": authors.joined(separator: ", "),
                ]
            )
        }
        return try strings.runs("credits", ["licences": licences.joined(separator: "; ")])
    }
}
