import Explanations
import SheetTemplates

/// An atlas as the values that its book's template names.
struct AtlasValues {
    private let atlas: Atlas
    private let words: AtlasWords
    private let places: [Int: Int]

    /// How many tiles a ranking has in a row.
    private static let tilesInRow = 3
    /// How many photos of a ranking the book has room for.
    private static let mostReferences = 12
    /// How many photos of channels the cover shows.
    static let coverPhotos = 72

    init(_ atlas: Atlas, _ words: AtlasWords) {
        self.atlas = atlas
        self.words = words
        places = Dictionary(
            atlas.channels.enumerated().map { ($1.card.channel, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The values.
    ///
    /// - Parameter pages: The pages on which anchors stand, from 1; those that are not known yet are none.
    /// - Returns: A record of the fields of `AtlasFields.kind`.
    /// - Throws: `SheetTemplatesError` if a string is missing.
    func value(_ pages: [String: Int]) throws -> Value {
        let channels = try atlas.channels.map { try channel($0, pages) }
        let cover = coverChannels
        let example = cover.first { words.name(of: $0.card.channel) != nil } ?? cover.first
        return .record([
            "model": .text(atlas.model.asOneParagraph),
            "layer": .text(atlas.layer.asOneParagraph),
            "total": number(atlas.layerChannels), "count": number(atlas.channels.count),
            "named": number(words.namedCount),
            "composite": .text(atlas.composite.asOneParagraph),
            "index": .text(atlas.index.runSHA256),
            "photos": number(atlas.index.photoCount),
            "created": .text(atlas.provenance.created),
            "tool": .text(atlas.provenance.tool.asOneParagraph),
            "cover": .list(try cover.map { try linked($0, pages) }),
            "example": .list(try [example].compactMap(\.self).map { try channel($0, pages) }),
            "contents": .list(try contents(pages)),
            "channels": .list(channels),
            "spans": .list(spans(pages)),
            "nameIndex": leaves(
                AtlasIndex(
                    names: atlas.channels.map { channel in
                        let number = channel.card.channel
                        return (number, [words.name(of: number)].compactMap(\.self))
                    },
                    page: { pages[Self.anchor($0)] },
                    language: atlas.language
                )
            ),
            "classIndex": leaves(
                AtlasIndex(
                    names: atlas.channels.map { channel in
                        (channel.card.channel, channel.served.map(words.title(of:)))
                    },
                    page: { pages[Self.anchor($0)] },
                    language: atlas.language
                )
            ),
            "licences": .list(licences()),
        ])
    }

    static func anchor(_ channel: Int) -> String { "channel-\(channel)" }

    private func number(_ value: Int) -> Value { .number(Double(value)) }

    // MARK: Channels

    private func channel(_ channel: AtlasChannel, _ pages: [String: Int]) throws -> Value {
        let card = channel.card
        let title = try words.title(of: card.channel)
        var fields: [String: Value] = [
            "channel": number(card.channel),
            "anchor": .text(Self.anchor(card.channel)),
            "title": .text(title),
            "entry": .text(
                words.name(of: card.channel).map { "\(card.channel)  \($0)" }
                    ?? String(card.channel)
            ),
            "label": .text(try words.label(of: card, prefix: "book-")),
            "facts": .list(try words.facts(of: card).map(fact)),
            "served": .text(try words.served(channel)),
            "counted": number(card.countedPhotos),
            "duplicates": .list(try channel.duplicates.compactMap { try linked($0, pages) }),
            "similar": .list(try channel.similar.compactMap { try linked($0, pages) }),
        ]
        let rows = try zip(rows(channel.byRelevance), rows(channel.byActivation))
        fields["rows"] = .list(
            rows.filter { !$0.isEmpty || !$1.isEmpty }.map { relevance, activation in
                .record([
                    "relevance": .record(["references": .list(relevance)]),
                    "activation": .record(["references": .list(activation)]),
                ])
            }
        )
        fields["page"] = pages[Self.anchor(card.channel)].map(number)
        fields["name"] = words.name(of: card.channel).map(Value.text)
        fields["description"] = card.naming(in: atlas.language)?.description.map {
            .text($0.asOneParagraph)
        }
        fields["relevance"] = channel.byRelevance.map(ranking)
        fields["activation"] = channel.byActivation.map(ranking)
        if let hundred = hundred(beginningAt: card.channel) { fields["opens"] = .text(hundred) }
        return .record(fields)
    }

    private func fact(_ fact: AtlasWords.Fact) -> Value {
        var fields: [String: Value] = [
            "key": .text(fact.key), "name": .text(fact.name), "value": .text(fact.value),
        ]
        fields["share"] = fact.share.map(Value.number)
        return .record(fields)
    }

    private func ranking(_ ranking: ChannelCard.Ranking) -> Value {
        .record([
            "mode": .text(ranking.mode),
            "missing": number(ranking.missing),
            "shown": number(ranking.references.count),
        ])
    }

    /// The photos that have pictures, in rows; as many rows for each ranking of the atlas.
    private func rows(_ ranking: ChannelCard.Ranking?) throws -> [[Value]] {
        let all = try ranking.map { try references($0, most: $0.references.count) } ?? []
        return stride(from: 0, to: Self.mostReferences, by: Self.tilesInRow).map { start in
            Array(all.dropFirst(start).prefix(Self.tilesInRow))
        }
    }

    /// The photos that have pictures.
    private func references(_ ranking: ChannelCard.Ranking, most: Int) throws -> [Value] {
        try ranking.references.filter { !$0.crop.isEmpty }.prefix(most).enumerated().map {
            place,
            reference in
            let caption = try words.caption(reference, of: ranking)
            let box = reference.cropBox
            var fields: [String: Value] = [
                "crop": .text("0/\(reference.crop)"), "heatmap": .text("0/\(reference.heatmap)"),
                "cropBox": .record([
                    "x": .number(box.x), "y": .number(box.y), "width": .number(box.width),
                    "height": .number(box.height),
                ]),
                "sha256": .text(reference.sha256), "answer": .text(caption.answer),
                "score": .text(caption.score),
                "alternative": .text(
                    try words.alternative(reference, number: place + 1, of: ranking)
                ),
            ]
            fields["label"] = caption.label.map(Value.text)
            fields["pattern"] = reference.pattern.map(number)
            return .record(fields)
        }
    }

    // MARK: Links

    /// A channel like another; nil for one that the atlas does not show.
    private func linked(_ other: ChannelLikeness, _ pages: [String: Int]) throws -> Value? {
        guard let place = places[other.channel] else { return nil }
        return try linked(atlas.channels[place], pages, likeness: other.likeness)
    }

    private func linked(
        _ channel: AtlasChannel,
        _ pages: [String: Int],
        likeness: Double? = nil
    ) throws -> Value {
        let own = channel.card.channel
        var fields: [String: Value] = [
            "channel": number(own), "anchor": .text(Self.anchor(own)),
            "title": .text(try words.title(of: own)),
        ]
        if let ranking = channel.byRelevance ?? channel.byActivation {
            fields["references"] = .list(try references(ranking, most: 1))
        }
        fields["page"] = pages[Self.anchor(own)].map(number)
        fields["name"] = words.name(of: own).map(Value.text)
        fields["likeness"] = likeness.map(Value.number)
        return .record(fields)
    }

    /// The most coherent channels, each photo but once, in the order of their numbers.
    private var coverChannels: [AtlasChannel] {
        var photos: Set<String> = []
        let coherent = atlas.channels.sorted {
            let one = $0.card.worth?.coherence ?? 0
            let other = $1.card.worth?.coherence ?? 0
            return (other, $0.card.channel) < (one, $1.card.channel)
        }
        let chosen = coherent.filter { channel in
            guard
                let first = (channel.byRelevance ?? channel.byActivation)?.references.first(
                    where: { !$0.crop.isEmpty }
                )
            else { return false }
            return photos.insert(first.sha256).inserted
        }.prefix(Self.coverPhotos)
        return chosen.sorted { $0.card.channel < $1.card.channel }
    }

    // MARK: Parts of the book

    /// The hundred that a channel is the first one of, such as `400–499`.
    private func hundred(beginningAt channel: Int) -> String? {
        let hundreds = hundreds
        return hundreds.first { $0.first == channel }?.text
    }

    private var hundreds: [(first: Int, text: String)] {
        var found: [Int: [Int]] = [:]
        for channel in atlas.channels {
            found[channel.card.channel / 100, default: []].append(channel.card.channel)
        }
        return found.sorted { $0.key < $1.key }.compactMap { _, channels in
            guard let first = channels.first, let last = channels.last else { return nil }
            return (first, first == last ? "\(first)" : "\(first)\u{2013}\(last)")
        }
    }

    private func contents(_ pages: [String: Int]) throws -> [Value] {
        var parts = try hundreds.map { hundred in
            (
                try words.text("book-hundred-title", ["opens": .text(hundred.text)]),
                Self.anchor(hundred.first)
            )
        }
        if words.namedCount > 0 { parts.append((try words.text("book-names"), "names")) }
        if atlas.channels.contains(where: { !$0.served.isEmpty }) {
            parts.append((try words.text("book-classes"), "classes"))
        }
        parts.append((try words.text("credits-heading"), "credits"))
        return parts.map { title, anchor in
            var fields: [String: Value] = ["title": .text(title), "anchor": .text(anchor)]
            fields["page"] = pages[anchor].map(number)
            return .record(fields)
        }
    }

    private func spans(_ pages: [String: Int]) -> [Value] {
        var spans: [Int: (first: Int, last: Int)] = [:]
        for channel in atlas.channels.map(\.card.channel) {
            guard let page = pages[Self.anchor(channel)] else { continue }
            spans[page] = (spans[page]?.first ?? channel, channel)
        }
        return spans.sorted { $0.key < $1.key }.map { page, span in
            .record([
                "page": number(page), "first": number(span.first), "last": number(span.last),
            ])
        }
    }

    private func leaves(_ index: AtlasIndex) -> Value {
        .list(
            index.leaves.map { leaf in
                .record([
                    "columns": .list(
                        leaf.map { column in .record(["entries": .list(column.map(entry))]) }
                    )
                ])
            }
        )
    }

    private func entry(_ entry: AtlasIndex.Entry) -> Value {
        var fields: [String: Value] = [
            "name": .text(entry.name), "pages": .text(entry.pages),
            "anchor": .text(Self.anchor(entry.channel)), "count": number(entry.count),
        ]
        fields["letter"] = entry.letter.map(Value.text)
        return .record(fields)
    }

    private func licences() -> [Value] {
        atlas.credits.licences.map { licence in
            var fields: [String: Value] = [
                "count": number(licence.photoCount),
                "authors": .list(
                    licence.authors.map { author in
                        var fields: [String: Value] = [
                            "photos": .text(author.photos.map(photo).joined(separator: "; "))
                        ]
                        fields["author"] = author.author.map { .text($0.asOneParagraph) }
                        return .record(fields)
                    }
                ),
            ]
            fields["licence"] = licence.licence.map { .text($0.asOneParagraph) }
            fields["link"] = licence.link.map(Value.text)
            return .record(fields)
        }
    }

    /// A photo with the channels that show it.
    private func photo(_ photo: CreditRoll.Photo) -> String {
        let label =
            photo.label.map { words.strings.title(of: $0) } ?? photo.source.asOneParagraph
        let channels = PageRanges.text(photo.uses.map(\.channel))
        return "\(label): \(channels)"
    }
}
