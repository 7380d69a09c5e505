import Explanations
import SheetTemplates

/// Whose photos a gallery shows, with the pages that show them.
struct GalleryCredits {
    /// Whose photos one page shows.
    struct Shown: Sendable {
        fileprivate let id: String
        fileprivate let answer: String
        fileprivate let file: String
        /// The explained photo first, then the references of the concepts, with the place on the page; a photo that
        /// is shown twice stands here once, where it is first.
        fileprivate let photos: [(photo: CreditRoll.Photo, credit: Credit, anchor: String)]

        init(_ explanation: Explanation, card: GalleryCard) {
            id = card.photo.id
            answer = card.photo.answer.label
            file = card.entry.file
            let input = explanation.input
            let explained = CreditRoll.Photo(
                sha256: input.sha256,
                source: input.file,
                package: input.credit?.package,
                label: input.label,
                uses: [],
                isExplained: true
            )
            // A photo of which nobody said whose it is has no known licence.
            let unknown = Credit(licence: "", author: nil, package: nil)
            var photos = [(explained, input.credit ?? unknown, "")]
            var seen: Set<String> = []
            for concept in explanation.concepts {
                for (shown, credit) in CreditRoll.photos(of: concept)
                where seen.insert(shown.sha256).inserted {
                    var photo = shown
                    photo.uses = []
                    photos.append((photo, credit, "#concept-\(concept.channel)"))
                }
            }
            self.photos = photos
        }
    }

    private struct Place {
        let id: String
        let anchor: String
        let words: [String: String]
        let isExplained: Bool
    }

    private var photos: [(photo: CreditRoll.Photo, credit: Credit)] = []
    private var places: [String: [Place]] = [:]

    /// How many pages are named for a photo before the others are folded away.
    private static let mostPlaces = 6

    /// Adds what a page shows.
    mutating func add(_ shown: Shown) {
        for entry in shown.photos {
            let sha = entry.photo.sha256
            if places[sha] == nil || entry.photo.isExplained == true {
                photos.append((entry.photo, entry.credit))
            }
            places[sha, default: []].append(
                Place(
                    id: shown.id,
                    anchor: entry.anchor,
                    words: ["answer": shown.answer, "file": shown.file],
                    isExplained: entry.photo.isExplained == true
                )
            )
        }
    }

    /// The page's values.
    func values(_ strings: SheetStrings) throws -> [String: Any] {
        // The credit of a known licence counts where the same photo comes without one too.
        let known = photos.filter { $0.credit.knownLicence != nil }
        let roll = CreditRoll(known + photos.filter { $0.credit.knownLicence == nil })
        let count = roll.photoCount
        return [
            "title": try strings.text("web-credits-heading"),
            "intro": try strings.text(
                "web-credits-intro",
                ["count": strings.numbers.count(Double(count))],
                count: count
            ),
            "licences": try roll.licences.enumerated().map { number, licence in
                var values: [String: Any] = [
                    "number": number + 1,
                    "name": try licence.licence?.asOneParagraph
                        ?? strings.text("web-credits-unlicensed"),
                    "isKnown": licence.licence != nil,
                    "count": try strings.text(
                        "web-count-all",
                        ["count": strings.numbers.count(Double(licence.photoCount))],
                        count: licence.photoCount
                    ),
                    "authors": try licence.authors.map { try author($0, strings) },
                ]
                values["link"] = licence.link
                return values
            },
        ]
    }

    private func author(
        _ author: CreditRoll.Author,
        _ strings: SheetStrings
    ) throws -> [String: Any] {
        [
            "name": try author.author?.asOneParagraph ?? strings.text("credits-unnamed"),
            "isNamed": author.author != nil,
            "photos": try author.photos.map { try photo($0, strings) },
        ]
    }

    private func photo(_ photo: CreditRoll.Photo, _ strings: SheetStrings) throws -> [String: Any] {
        let label = photo.label?.asOneParagraph ?? ""
        let places = try (places[photo.sha256] ?? []).map { place in
            [
                "path": "photos/\(place.id).html\(place.anchor)",
                "text": try strings.text(
                    place.isExplained ? "web-credits-explained" : "web-credits-place",
                    place.words
                ),
            ]
        }
        var values: [String: Any] = [
            "name": label.isEmpty
                ? try strings.text("web-credits-unlabelled") : strings.title(of: label),
            "source": photo.source.split(separator: "/").last.map(String.init)?.asOneParagraph
                ?? "",
            "places": Array(places.prefix(Self.mostPlaces)),
        ]
        if places.count > Self.mostPlaces {
            let rest = Array(places.dropFirst(Self.mostPlaces))
            values["more"] =
                [
                    "text": try strings.text(
                        "web-credits-more",
                        ["count": strings.numbers.count(Double(rest.count))],
                        count: rest.count
                    ),
                    "places": rest,
                ] as [String: Any]
        }
        values["package"] = try photo.package.map {
            try strings.text("credits-package", ["package": $0.asOneParagraph])
        }
        return values
    }
}
