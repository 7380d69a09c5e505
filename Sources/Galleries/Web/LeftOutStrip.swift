import Explanations
import SheetTemplates

/// The strip of all evidence: what the page shows of it, and what it leaves out.
struct LeftOutStrip {
    /// The values of the strip.
    let values: [String: Any]

    /// Works it out; nil where there is no evidence.
    init?(_ explanation: Explanation, document: DocumentValues) throws {
        // The page has room for all that is told.
        var all = explanation
        all.attribution.conceptsRequested = nil
        let shown = ShownConcepts(all, limit: explanation.concepts.count, against: 0)
        let total = shown.shownFor + shown.shownAgainst + shown.otherFor + shown.otherAgainst
        guard total > 0 else { return nil }
        var place = 0.0
        var segments: [[String: Any]] = []
        func add(_ share: Double, _ kind: String) {
            guard share > 0 else { return }
            segments.append([
                "x": WebNumber.length(place / total), "width": WebNumber.length(share / total),
                "kind": kind,
            ])
            place += share
        }
        for concept in shown.shown { add(concept.layerShare, "for") }
        add(shown.otherFor, "other-for")
        for concept in shown.shown { add(-concept.layerShare, "against") }
        add(shown.otherAgainst, "other-against")
        values = [
            "segments": segments,
            "captions": try Self.captions(shown, document),
            "heading": try document.strings.text("left-out-heading", scope: document.scope),
        ]
    }

    private static func captions(
        _ shown: ShownConcepts,
        _ document: DocumentValues
    ) throws -> [[String: Any]] {
        let (strings, numbers) = (document.strings, document.strings.numbers)
        var names: [String: String] = [:]
        for name in ["subject", "target", "against", "answer"] {
            names[name] = document.value[name].text ?? ""
        }
        var captions: [[String: Any]] = []
        func add(_ key: String, _ kind: String, count: Int? = nil) throws {
            captions.append([
                "text": try strings.text(key, names, count: count), "kind": kind,
            ])
        }
        if shown.shownFor > 0 {
            names["shown"] = numbers.share(shown.shownFor)
            try add("left-out-shown", "for")
        }
        if shown.otherFor > 0 {
            names["share"] = numbers.share(shown.otherFor)
            names["count"] = numbers.count(Double(shown.otherForCount))
            try add(
                shown.filtersSupporting ? "left-out-for-mixed" : "left-out-for",
                "other-for",
                count: shown.otherForCount
            )
        }
        if shown.shownAgainst + shown.otherAgainst > 0 {
            names["share"] = numbers.share(shown.shownAgainst + shown.otherAgainst)
            names["shown"] = numbers.share(shown.shownAgainst)
            names["strongest"] = numbers.share(shown.strongestOtherAgainst)
            try add(
                shown.shownAgainst > 0 ? "left-out-against-shown" : "left-out-against",
                "other-against"
            )
        }
        if !shown.filtered.isEmpty {
            let items = try shown.filtered.map { group in
                try strings.text(
                    "filtered-\(group.reason.rawValue)",
                    [
                        "count": numbers.count(Double(group.count)),
                        "share": numbers.share(group.share),
                    ],
                    count: group.count
                )
            }
            names["list"] = items.joined(separator: ", ")
            try add("left-out-filtered", "note")
        }
        return captions
    }
}
