import Foundation
import SheetTemplates

/// The page of all photos.
struct GalleryIndex {
    /// The page's values.
    let values: [String: Any]

    /// The orders that a reader can choose, in the order of the list.
    private static let orders: [GallerySort] = [.confidence, .doubt, .answer, .agreement, .file]

    init(_ gallery: Gallery, cards: [GalleryCard], strings: SheetStrings) throws {
        let photos = gallery.photos
        let counts = try GalleryCounts(photos, strings: strings)
        let title = gallery.title?.asOneParagraph ?? ""
        var orders = Self.orders
        if !orders.contains(gallery.sort) { orders.insert(gallery.sort, at: 0) }
        let models = Self.distinct(photos.map { "\($0.model.title)\u{1F}\($0.model.layer)" })
        let model = try models.map { model in
            let parts = model.split(separator: "\u{1F}", omittingEmptySubsequences: false)
            return try strings.text(
                "web-model",
                [
                    "model": String(parts[0]).asOneParagraph,
                    "layer": String(parts[1]).asOneParagraph,
                ]
            )
        }
        let all = try strings.text(
            "web-count-all",
            ["count": strings.numbers.count(Double(photos.count))],
            count: photos.count
        )
        let agreements = try counts.agreements(strings)
        values = [
            "title": title.isEmpty ? counts.title : title,
            "lead": counts.lead,
            "count": all,
            "countAll": all,
            "countSome": try strings.text(
                "web-count-some",
                ["shown": "{shown}", "count": strings.numbers.count(Double(photos.count))]
            ),
            "answers": Self.options(photos.map(\.answer.label).map { [$0] }, strings),
            "concepts": Self.options(cards.map { Self.distinct($0.entry.concepts) }, strings),
            "agreements": agreements,
            "hasAgreements": !agreements.isEmpty,
            "creditsPage": WebGallery.creditsPage,
            "orders": try orders.map { order in
                [
                    "value": order.rawValue,
                    "text": try strings.text("web-sort-\(order.rawValue)"),
                    "isChosen": order == gallery.sort,
                ] as [String: Any]
            },
            "photos": try cards.map {
                try $0.values(strings, tellsMissingLabels: !agreements.isEmpty)
            },
            "isLazy": true,
            "models": model.joined(separator: "; "),
        ]
    }

    /// The values that photos have, by name, with how many photos have each.
    private static func options(
        _ names: [[String]],
        _ strings: SheetStrings
    ) -> [[String: Any]] {
        var counts: [String: Int] = [:]
        for name in names.joined() { counts[name, default: 0] += 1 }
        let locale = Locale(identifier: strings.language)
        return counts.sorted { one, other in
            let order = one.key.compare(
                other.key,
                options: [.caseInsensitive, .numeric],
                range: nil,
                locale: locale
            )
            return order == .orderedSame ? one.key < other.key : order == .orderedAscending
        }
        .map { ["value": $0.key, "count": strings.numbers.count(Double($0.value))] }
    }

    /// The different ones of some texts, in their order.
    private static func distinct(_ texts: [String]) -> [String] {
        var seen = Set<String>()
        return texts.filter { seen.insert($0).inserted }
    }
}
