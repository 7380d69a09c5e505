import Explanations
import SheetTemplates

extension WebAtlasValues {
    /// The values of the page of one channel.
    ///
    /// - Parameters:
    ///   - place: Where the channel stands.
    ///   - pictured: The pictures there are.
    /// - Returns: The values that its template names.
    /// - Throws: `SheetTemplatesError` if a string is missing.
    func channelPage(_ place: Int, pictured: Set<String>) throws -> [String: Any] {
        let channel = atlas.channels[place]
        let card = channel.card
        let name = try words.title(of: card.channel)
        var values = try frame(
            "atlas-channel",
            title: words.text("channel-title", document.merging(["name": .text(name)]) { $1 }),
            root: "../"
        )
        let number: [String: Value] = ["number": .number(Double(card.channel))]
        values["number"] = card.channel
        values["name"] = name
        values["isNamed"] = words.name(of: card.channel) != nil
        values["label"] = try words.label(of: card)
        values["numberOf"] = try words.text(
            "channel-of",
            document.merging(number) { $1 }
        )
        if let description = card.naming(in: atlas.language)?.description?.asOneParagraph,
            !description.isEmpty
        {
            values["description"] = description
        }
        values["facts"] = try words.facts(of: card).map(Self.values)
        let most = Double(channel.served.map(\.photos).max() ?? 1)
        values["served"] = try channel.served.map { answer in
            [
                "class": answer.class,
                "label": words.title(of: answer),
                "count": try words.text(
                    "photos",
                    ["count": .number(Double(answer.photos))],
                    count: answer.photos
                ),
                "share": WebNumber.plain(100 * Double(answer.photos) / most),
            ] as [String: Any]
        }
        values["servedNote"] = try words.text(
            channel.served.isEmpty ? "served-none" : "served-note",
            ["count": .number(Double(card.countedPhotos))],
            count: card.countedPhotos
        )
        values["rankings"] = try card.rankings.map { try ranking($0, of: card, pictured) }
        // What is nearly the same has a part of its own.
        let apart = Set(channel.duplicates.map(\.channel))
        let similar = channel.similar.filter { !apart.contains($0.channel) }
        for (key, others) in [("Duplicates", channel.duplicates), ("Similar", similar)] {
            let cards = try linked(others, pictured)
            values[key.lowercased()] = cards
            values["has\(key)"] = !cards.isEmpty
        }
        values["previous"] = try neighbour(place - 1)
        values["next"] = try neighbour(place + 1)
        return values
    }

    private func neighbour(_ place: Int) throws -> [String: Any]? {
        guard atlas.channels.indices ~= place else { return nil }
        return ["number": number(place), "name": try words.title(of: number(place))]
    }

    private func ranking(
        _ ranking: ChannelCard.Ranking,
        of card: ChannelCard,
        _ pictured: Set<String>
    ) throws -> [String: Any] {
        let name = Self.tiles(of: card.channel, ranking)
        let kind = ranking.isByRelevance ? "relevance" : "activation"
        let isPictured = pictured.contains(name)
        var values: [String: Any] = [
            "kind": kind,
            "heading": try words.text("heading-\(kind)"),
            "note": try words.text("note-\(kind)", ["mode": .text(ranking.mode)]),
            "isPictured": isPictured,
            "file": "tiles/\(name)-large.jpg",
        ]
        if ranking.missing > 0 {
            values["missing"] = try words.text(
                "missing",
                ["count": .number(Double(ranking.missing))],
                count: ranking.missing
            )
        }
        values["references"] = try ranking.references.enumerated().map { place, reference in
            let caption = try words.caption(reference, of: ranking)
            var values: [String: Any] = [
                "place": place + 1,
                "alternative": try words.alternative(reference, number: place + 1, of: ranking),
                "answer": caption.answer,
                "probability": caption.probability,
                "score": caption.score,
                "agrees": caption.agrees,
                "isPictured": isPictured,
                "file": "tiles/\(name)-large.jpg",
            ]
            if let label = caption.label { values["shows"] = label }
            if let pattern = reference.pattern, 1...26 ~= pattern {
                values["pattern"] = String(UnicodeScalar(UInt8(64 + pattern)))
            }
            return values
        }
        return values
    }

    /// Channels like another as cards that lead to their pages.
    private func linked(
        _ channels: [ChannelLikeness],
        _ pictured: Set<String>
    ) throws -> [[String: Any]] {
        try channels.compactMap { other in
            guard let place = place(of: other.channel) else { return nil }
            var values = try card(place, pictured: pictured)
            values["likeness"] = try words.text(
                "likeness",
                [
                    "likeness": .number(other.likeness), "pictures": .number(other.pictures),
                    "firing": .number(other.firing), "photos": .number(other.photos),
                ]
            )
            return values
        }
    }

    // MARK: Credits

    /// The values of the credits' page.
    func credits() throws -> [String: Any] {
        let roll = atlas.credits
        var values = try frame(
            "atlas-credits",
            title: words.text("credits-title", document),
            root: ""
        )
        values["intro"] = try words.text(
            "web-credits-intro",
            ["count": .number(Double(roll.photoCount))],
            count: roll.photoCount
        )
        values["licences"] = try roll.licences.map { licence in
            var entry: [String: Any] = [
                "name": try licence.licence?.asOneParagraph ?? words.text("credits-unlicensed"),
                "count": try words.text(
                    "photos",
                    ["count": .number(Double(licence.photoCount))],
                    count: licence.photoCount
                ),
                "authors": try licence.authors.map(author),
            ]
            if let link = licence.link { entry["link"] = link }
            return entry
        }
        return values
    }

    private func author(_ author: CreditRoll.Author) throws -> [String: Any] {
        [
            "name": try author.author?.asOneParagraph ?? words.text("credits-unnamed"),
            "photos": author.photos.map { photo in
                var entry: [String: Any] = [
                    "label": photo.label.map { words.strings.title(of: $0) }
                        ?? photo.source.asOneParagraph,
                    "channels": Set(photo.uses.map(\.channel)).sorted().map { ["number": $0] },
                ]
                if let package = photo.package { entry["package"] = package }
                return entry
            },
        ]
    }
}
