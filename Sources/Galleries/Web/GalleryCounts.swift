import SheetTemplates

/// A gallery's title and first sentences, where they tell how many photos there are and how many answers are right.
struct GalleryCounts {
    /// Such as "Twelve photos, eleven answers".
    let title: String
    /// How many answers agree with the photos' labels.
    let lead: String
    private let counts: [GalleryPhoto.Agreement: Int]

    /// Numbers up to this one are written as words.
    private static let mostInWords = 12

    init(_ photos: [GalleryPhoto], strings: SheetStrings) throws {
        func number(_ count: Int) throws -> String {
            2...Self.mostInWords ~= count
                ? try strings.text("web-number-\(count)") : strings.numbers.count(Double(count))
        }
        let answers = Set(photos.map(\.answer.label)).count
        title = try strings.text(
            "web-title",
            [
                "photos": strings.text(
                    "web-title-photos",
                    ["count": number(photos.count)],
                    count: photos.count
                ),
                "answers": strings.text(
                    "web-title-answers",
                    ["count": number(answers)],
                    count: answers
                ),
            ]
        ).withFirstLetterRaised
        counts = Dictionary(photos.map { ($0.agreement, 1) }, uniquingKeysWith: +)
        let agree = counts[.agrees] ?? 0
        let differ = (counts[.differs] ?? 0) + (counts[.unknown] ?? 0)
        let unlabelled = counts[.unlabelled] ?? 0
        var sentences: [String] = []
        if agree > 0, differ > 0 {
            let first = try strings.text(
                "web-lead-agree",
                ["count": number(agree)],
                count: agree
            )
            let second = try strings.text(
                "web-lead-differ",
                ["count": number(differ)],
                count: differ
            )
            sentences.append("\(first), \(second).".withFirstLetterRaised)
        } else if agree + differ > 0 {
            let key = agree > 0 ? "web-lead-all-agree" : "web-lead-all-differ"
            sentences.append(try strings.text(key, count: agree + differ))
        }
        if unlabelled > 0, agree + differ > 0 {
            sentences.append(
                try strings.text(
                    "web-lead-unlabelled",
                    ["count": number(unlabelled)],
                    count: unlabelled
                ).withFirstLetterRaised
            )
        }
        sentences.append(try strings.text("web-lead-colours"))
        lead = sentences.joined(separator: " ")
    }

    /// The choices of the filter by label, those that any photo has.
    func agreements(_ strings: SheetStrings) throws -> [[String: Any]] {
        let present = GalleryPhoto.Agreement.allCases.filter { counts[$0] != nil }
        guard present.count > 1 else { return [] }
        return try present.map { agreement in
            [
                "value": agreement.rawValue,
                "text": try strings.text("web-agreement-\(agreement.rawValue)"),
                "count": strings.numbers.count(Double(counts[agreement] ?? 0)),
            ]
        }
    }
}

extension String {
    /// The text with a capital first letter.
    fileprivate var withFirstLetterRaised: String {
        prefix(1).uppercased() + dropFirst()
    }
}
