import Explanations
import SheetTemplates

/// The words of an atlas's cards in its language.
struct AtlasWords: Sendable {
    let strings: SheetStrings
    private let names: [Int: String]

    /// Something that was measured of a channel.
    struct Fact: Sendable {
        /// What it is, as templates ask for it.
        var key: String
        /// What it is called.
        var name: String
        /// The value in words.
        var value: String
        /// How long its bar is, 0 to 1; nil for what has no bar.
        var share: Double?
    }

    /// Words of one reference photo.
    struct Caption: Sendable {
        /// What the photo shows; nil where nobody says.
        var label: String?
        /// The model's answer.
        var answer: String
        /// How sure the model is.
        var probability: String
        /// Whether the answer is the label.
        var agrees: Bool
        /// The photo's score.
        var score: String
    }

    init(_ atlas: Atlas, strings: SheetStrings) {
        self.strings = strings
        var names: [Int: String] = [:]
        for channel in atlas.channels {
            let name = channel.card.naming(in: strings.language)?.name?.asOneParagraph ?? ""
            if !name.isEmpty { names[channel.card.channel] = name }
        }
        self.names = names
    }

    /// The string with values; what is nil is left out.
    func text(
        _ key: String,
        _ values: [String: Value] = [:],
        count: Int? = nil
    ) throws -> String {
        try strings.text(key, scope: ValueScope(document: .record(values)), count: count)
    }

    /// How many channels have a name.
    var namedCount: Int { names.count }

    /// The channel's name; nil for one without.
    func name(of channel: Int) -> String? { names[channel] }

    /// The name, or the words for a channel without one.
    func title(of channel: Int) throws -> String {
        try names[channel] ?? text("channel", ["number": .number(Double(channel))])
    }

    /// Who named the channel, and how many photos fit; or that it has no name.
    ///
    /// - Parameters:
    ///   - card: The channel's card.
    ///   - prefix: What the strings' names begin with.
    /// - Returns: A line.
    /// - Throws: `SheetTemplatesError` if a string is missing.
    func label(of card: ChannelCard, prefix: String = "") throws -> String {
        guard names[card.channel] != nil else {
            let isPatternless = card.naming(in: strings.language) != nil
            return try text(isPatternless ? "label-patternless" : "label-unnamed")
        }
        guard let naming = card.naming(in: strings.language) else { return "" }
        let narrator =
            naming.narrator == "offline" ? try text("narrator-labels") : naming.narrator
        var values: [String: Value] = ["narrator": .text(narrator.asOneParagraph)]
        guard let fitting = naming.fitting, let references = naming.references else {
            return try text("\(prefix)label-named", values)
        }
        values["fitting"] = .number(Double(fitting))
        values["references"] = .number(Double(references))
        return try text("\(prefix)label-fitting", values)
    }

    /// What was measured of the channel.
    func facts(of card: ChannelCard) throws -> [Fact] {
        guard let worth = card.worth else { return [] }
        func fact(_ key: String, _ value: Double?) throws -> Fact? {
            guard let value else { return nil }
            return Fact(
                key: key,
                name: try text("fact-\(key)"),
                value: try text("fact-\(key)-value", ["value": .number(value)]),
                share: value
            )
        }
        let negative = worth.negativeReferences.flatMap { $0 > 0 ? $0 : nil }
        var facts = try [
            fact("coherence", worth.coherence), fact("firing", worth.firingRate),
            fact("variety", worth.labelEntropy), fact("negative", negative),
        ].compactMap(\.self)
        if worth.patterns > 1 {
            facts.append(
                Fact(
                    key: "patterns",
                    name: try text("fact-patterns"),
                    value: try text("fact-patterns-value"),
                    share: nil
                )
            )
        }
        return facts
    }

    /// What a class is called.
    func title(of answer: ChannelCard.ServedAnswer) -> String {
        strings.title(of: answer.label, class: answer.class)
    }

    /// The classes a channel serves, in a line.
    func served(_ channel: AtlasChannel) throws -> String {
        try channel.served.map { answer in
            try text(
                "served-class",
                [
                    "class": .text(title(of: answer)),
                    "photos": .number(Double(answer.photos)),
                ]
            )
        }.joined(separator: ", ")
    }

    /// The words below a reference photo.
    func caption(_ reference: Reference, of ranking: ChannelCard.Ranking) throws -> Caption {
        let isShare = !ranking.mode.hasSuffix("-raw")
        let label = reference.label?.asOneParagraph ?? ""
        let title = label.isEmpty ? nil : strings.title(of: label)
        let answer = strings.title(of: reference.answer)
        return Caption(
            label: title,
            answer: answer,
            probability: strings.numbers.probability(reference.answer.probability),
            agrees: title == answer,
            score: try text(
                isShare ? "score-share" : "score",
                ["score": .number(reference.score)]
            )
        )
    }

    /// What is read in place of a tile.
    func alternative(
        _ reference: Reference,
        number: Int,
        of ranking: ChannelCard.Ranking
    ) throws -> String {
        let caption = try caption(reference, of: ranking)
        return try text(
            caption.label == nil ? "tile-alternative-unlabelled" : "tile-alternative",
            [
                "number": .number(Double(number)), "label": .text(caption.label ?? ""),
                "answer": .text(caption.answer), "score": .text(caption.score),
            ]
        )
    }
}
