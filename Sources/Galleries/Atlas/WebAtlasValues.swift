import Explanations
import SheetTemplates

/// What the pages of a web atlas say, as values of their templates.
struct WebAtlasValues {
    let atlas: Atlas
    let words: AtlasWords
    /// The words that templates name.
    let fixed: [String: String]
    let downloads: [String]
    /// Where each channel stands, by its number.
    private let places: [Int: Int]

    init(_ atlas: Atlas, words: AtlasWords, fixed: [String: String], downloads: [String]) {
        self.atlas = atlas
        self.words = words
        self.fixed = fixed
        self.downloads = downloads
        places = Dictionary(
            atlas.channels.enumerated().map { ($1.card.channel, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The number of the channel at a place.
    func number(_ place: Int) -> Int { atlas.channels[place].card.channel }

    /// The name of a ranking's pictures, without ending.
    static func tiles(of channel: Int, _ ranking: ChannelCard.Ranking) -> String {
        "\(channel)-\(ranking.isByRelevance ? "relevance" : "activation")"
    }

    /// What all pages say.
    ///
    /// - Parameters:
    ///   - page: Which kind of page it is, for scripts and tests.
    ///   - title: Its title.
    ///   - root: The way from the page to the folder.
    /// - Returns: The values that all templates name.
    /// - Throws: `SheetTemplatesError` if a string is missing.
    func frame(_ page: String, title: String, root: String) throws -> [String: Any] {
        [
            "language": atlas.language,
            "title": title,
            "root": root,
            "words": fixed,
            "atlasTitle": try words.text("title", document),
            "made": try words.text("made", document),
            "models": try words.text("source", document, count: atlas.index.photoCount),
            "creditsPage": "credits.html",
            "page": page,
            "downloads": downloads.map { ["file": $0] },
        ]
    }

    /// The values that strings about the whole atlas name.
    var document: [String: Value] {
        [
            "layer": .text(atlas.layer.asOneParagraph),
            "model": .text(atlas.model.asOneParagraph),
            "count": .number(Double(atlas.channels.count)),
            "total": .number(Double(atlas.layerChannels)),
            "named": .number(Double(words.namedCount)),
            "photos": .number(Double(atlas.index.photoCount)),
            "index": .text(atlas.index.runSHA256),
            "composite": .text(atlas.composite.asOneParagraph),
            "created": .text(atlas.provenance.created),
            "tool": .text(atlas.provenance.tool.asOneParagraph),
        ]
    }

    /// "512 channels of SqueezeNet 1.1", or how many of how many.
    func subtitle() throws -> String {
        try words.text(
            atlas.isWhole ? "subtitle" : "subtitle-part",
            document,
            count: atlas.channels.count
        )
    }

    // MARK: The page of all channels

    /// The values of the page of all channels.
    func index(pictured: Set<String>) throws -> [String: Any] {
        var values = try frame(
            "atlas",
            title: words.text("document-title", document),
            root: ""
        )
        values["subtitle"] = try subtitle()
        values["lead"] = try words.text("web-lead", document)
        values["leadNamed"] = try words.text(
            words.namedCount == 0 ? "named-none" : "named-count",
            document,
            count: words.namedCount
        )
        values["total"] = atlas.channels.count
        values["named"] = words.namedCount
        values["unnamed"] = atlas.channels.count - words.namedCount
        values["countPattern"] = try words.text(
            "web-count",
            ["shown": .text("{shown}"), "total": .text("{total}")]
        )
        values["classes"] = classes().map { entry in
            ["class": entry.number, "label": entry.title, "count": entry.channels] as [String: Any]
        }
        values["bothRankings"] =
            atlas.channels.contains { $0.byActivation != nil }
            && atlas.channels.contains { $0.byRelevance != nil }
        values["channels"] = try atlas.channels.indices.map { try card($0, pictured: pictured) }
        return values
    }

    /// The classes that some channel serves, by their titles.
    func classes() -> [(number: Int, title: String, channels: Int)] {
        var found: [Int: (title: String, channels: Int)] = [:]
        for answer in atlas.channels.flatMap(\.served) {
            found[answer.class, default: (words.title(of: answer), 0)].channels += 1
        }
        return found.map { ($0.key, $0.value.title, $0.value.channels) }
            .sorted { ($0.1.lowercased(), $0.0) < ($1.1.lowercased(), $1.0) }
    }

    /// A channel as a small card, on the page of all or among those like another.
    func card(_ place: Int, pictured: Set<String>) throws -> [String: Any] {
        let channel = atlas.channels[place]
        let card = channel.card
        let served = try words.served(channel)
        let naming = card.naming(in: atlas.language)
        let facts = try words.facts(of: card)
        var values: [String: Any] = [
            "number": card.channel,
            "name": try words.title(of: card.channel),
            "isNamed": words.name(of: card.channel) != nil,
            "classes": channel.served.map { String($0.class) }.joined(separator: " "),
            "search":
                ([
                    String(card.channel), words.name(of: card.channel) ?? "",
                    naming?.description ?? "",
                ] + channel.served.map(words.title(of:))).filter { !$0.isEmpty }
                .joined(separator: " · ").asOneParagraph,
            "facts": facts.prefix(2).map(Self.values),
        ]
        if !served.isEmpty { values["served"] = served }
        for fact in facts {
            if let share = fact.share { values[fact.key] = WebNumber.plain(share) }
        }
        values["pictures"] = try card.rankings.compactMap { ranking in
            try picture(of: card, ranking, pictured: pictured)
        }
        return values
    }

    /// A ranking's tiles in one picture; nil where there is none.
    private func picture(
        of card: ChannelCard,
        _ ranking: ChannelCard.Ranking,
        pictured: Set<String>
    ) throws -> [String: Any]? {
        let name = Self.tiles(of: card.channel, ranking)
        guard pictured.contains(name) else { return nil }
        let labels = try ranking.references.map { reference in
            let caption = try words.caption(reference, of: ranking)
            return caption.label ?? caption.answer
        }
        return [
            "file": "tiles/\(name).jpg",
            "kind": ranking.isByRelevance ? "relevance" : "activation",
            "alternative": try words.text(
                ranking.isByRelevance ? "web-tiles-relevance" : "web-tiles-activation",
                ["photos": .text(labels.joined(separator: ", "))]
            ),
            "width": TileSprite.columns * TileSprite.smallSide,
            "height": TileSprite(places: mostReferences).rows * TileSprite.smallSide,
        ]
    }

    /// How many photos a ranking has at most.
    var mostReferences: Int {
        atlas.channels.flatMap(\.card.rankings).map(\.references.count).max() ?? 0
    }

    static func values(_ fact: AtlasWords.Fact) -> [String: Any] {
        var values: [String: Any] = ["name": fact.name, "value": fact.value]
        if let share = fact.share { values["share"] = WebNumber.plain(100 * share) }
        return values
    }

    /// Where a channel stands in the atlas; nil for one that is not shown.
    func place(of channel: Int) -> Int? { places[channel] }
}
