import Explanations
import SheetTemplates

/// What the page of one photo says.
struct PhotoValues {
    private let explanation: Explanation
    private let document: DocumentValues
    private let pictures: PhotoPictures
    /// The gallery's words; those of the sheets, which tell what the explanation says, come with the document.
    private let words: SheetStrings

    private var strings: SheetStrings { document.strings }
    private var numbers: NumberFormat { document.strings.numbers }
    private var value: Value { document.value }

    init(
        _ explanation: Explanation,
        values: DocumentValues,
        pictures: PhotoPictures,
        words: SheetStrings
    ) {
        self.explanation = explanation
        self.words = words
        document = values
        self.pictures = pictures
    }

    /// The page's values.
    var values: [String: Any] {
        get throws {
            var page: [String: Any] = [
                "title": try text("title"),
                // Photos of one answer are told apart in tabs and histories.
                "about": explanation.input.file.asOneParagraph,
                "answers": try answers,
                "lead": try text("lead"),
                "photo": [
                    "path": pictures.photo.path, "width": pictures.photo.width,
                    "height": pictures.photo.height,
                ] as [String: Any],
                "photoAlternative": try text("photo-alternative"),
                "overlay": pictures.prediction.values,
                "legendFor": try text("legend-for"),
                "legendAgainst": try text("legend-against"),
                "concepts": try concepts,
                "facts": try facts,
            ]
            if let line = try labelLine { page["labelLine"] = line }
            if value["explainsOther"].isTrue { page["explainsOther"] = try text("explains-other") }
            if value["summaryDoubted"].isTrue { page["doubt"] = try text("doubt") }
            page["problem"] = value["texts"]["problem"].text
            page["seen"] = seen
            page["seenWords"] = try text(value["viewIsWhole"].isTrue ? "photo-whole" : "photo-part")
            page["leftOut"] = try LeftOutStrip(explanation, document: document)?.values
            return page
        }
    }

    private func text(_ key: String) throws -> String {
        try strings.text(key, scope: document.scope)
    }

    // MARK: Answers

    private var labelLine: String? {
        get throws {
            if value["labelDiffers"].isTrue { return try text("label-differs") }
            if value["labelAgrees"].isTrue { return try text("label-agrees") }
            return nil
        }
    }

    /// The answer, the runners-up, the label's and the explained class where they are further down, the others.
    private var answers: [[String: Any]] {
        get throws {
            let prediction = explanation.prediction
            var rows = [
                ScoredClass(
                    class: prediction.class,
                    label: prediction.label,
                    probability: prediction.probability
                )
            ]
            let target = explanation.attribution.target
            let more =
                prediction.runnersUp.map { $0 } + [prediction.labelled].compactMap { $0 } + [target]
                + [explanation.attribution.against].compactMap { $0 }
            for scored in more where !rows.contains(where: { $0.class == scored.class }) {
                rows.append(scored)
            }
            var values = try rows.enumerated().map { place, scored in
                var notes: [String] = []
                if scored.class == explanation.input.labelClass, place > 0 {
                    notes.append(try strings.text("the-labels-answer"))
                }
                if scored.class == target.class, place > 0 {
                    notes.append(try strings.text("the-explained-answer"))
                }
                return row(
                    strings.title(of: scored),
                    scored.probability,
                    isAnswer: place == 0,
                    note: notes.joined(separator: ", ")
                )
            }
            let others = explanation.model.classCount - rows.count
            let rest = max(1 - rows.map(\.probability).reduce(0, +), 0)
            if others > 0 {
                let name = try strings.text(
                    "other-answers",
                    ["count": numbers.count(Double(others))],
                    count: others
                )
                values.append(row(name, rest, isOthers: true))
            }
            return values
        }
    }

    private func row(
        _ name: String,
        _ probability: Double,
        isAnswer: Bool = false,
        isOthers: Bool = false,
        note: String = ""
    ) -> [String: Any] {
        var row: [String: Any] = [
            "name": name, "probability": numbers.probability(probability),
            "length": WebNumber.length(probability), "isAnswer": isAnswer, "isOthers": isOthers,
        ]
        if !note.isEmpty { row["note"] = note }
        return row
    }

    /// What the model saw, as a rectangle of the photo; nil where it saw all of it.
    private var seen: [String: Any]? {
        guard value["viewIsPart"].isTrue else { return nil }
        let view = explanation.input.view
        return [
            "x": WebNumber.plain(view.x), "y": WebNumber.plain(view.y),
            "width": WebNumber.plain(view.width), "height": WebNumber.plain(view.height),
            "right": WebNumber.plain(view.x + view.width),
            "bottom": WebNumber.plain(view.y + view.height),
        ]
    }

    // MARK: Concepts

    private var concepts: [[String: Any]] {
        get throws {
            let told = value["concepts"].items
            let longest = max(
                told.map { abs($0["layerShare"].number ?? 0) }.max() ?? 0,
                0.05 / 1.08
            )
            return try told.map { try concept($0, scale: longest * 1.08) }
        }
    }

    private func concept(_ concept: Value, scale: Double) throws -> [String: Any] {
        let channel = concept["channel"].integer ?? -1
        let share = concept["layerShare"].number ?? 0
        let name = concept["name"].text ?? ""
        let scope = document.scope.binding("concept", concept)
        var values: [String: Any] = [
            "channel": channel,
            "name": name,
            "isNamed": concept["isNamed"].isTrue,
            "isAgainst": share < 0,
            "share": numbers.signedShare(share),
            "shareLength": WebNumber.length(abs(share) / scale),
            "notes": try notes(of: concept),
        ]
        values["context"] = concept["context"].text.flatMap { $0.isEmpty ? nil : $0 }
        if let overlay = pictures.concepts[channel] {
            values["overlay"] = overlay.values
            values["alternative"] = try words.text(
                "web-concept-alternative",
                ["name": name, "share": numbers.signedShare(share)]
            )
        }
        let tiles = pictures.references[channel] ?? []
        values["references"] = try zip(tiles, concept["references"].items).enumerated().map {
            place,
            shown in
            try reference(shown.1, tile: shown.0, number: place + 1, scope: scope)
        }
        values["hasReferences"] = !tiles.isEmpty
        return values
    }

    private func reference(
        _ reference: Value,
        tile: PhotoPictures.Plain,
        number: Int,
        scope: ValueScope
    ) throws -> [String: Any] {
        let title = reference["title"].text
        let name = scope["concept"]["name"].text ?? ""
        var names = ["name": name, "number": String(number)]
        names["title"] = title
        return [
            "path": tile.path, "side": tile.width, "title": title ?? "",
            "alternative": try words.text(
                title == nil ? "web-reference-unlabelled" : "web-reference-alternative",
                names
            ),
        ]
    }

    /// What is doubtful about a concept, as the sheets say it.
    private func notes(of concept: Value) throws -> [String] {
        var notes: [String] = []
        if let problem = concept["problem"].text {
            notes.append(problem)
        } else if concept["isDoubted"].isTrue {
            notes.append(try strings.text("doubt"))
        }
        let isNamed = concept["isNamed"].isTrue
        if let weakness = concept["weakness"].text {
            notes.append(
                try strings.text(
                    weakness == "no-pattern" && !isNamed ? "weak-without-name" : "weak-\(weakness)"
                )
            )
        }
        return notes
    }

    // MARK: How it was made

    private var facts: [[String: Any]] {
        get throws {
            let provenance = explanation.provenance
            let model = explanation.model
            var rows: [(String, String, isDigest: Bool)] = [
                ("web-fact-model", model.title, false),
                ("web-fact-layer", model.layer, false),
                ("web-fact-method", explanation.attribution.composite, false),
                (
                    "web-fact-date",
                    numbers.date(of: provenance.created) ?? String(provenance.created.prefix(10)),
                    false
                ),
            ]
            if value["texts"]["narrator"].text != "" {
                rows.append(("web-fact-texts", value["narrator"].text ?? "", false))
            }
            if let index = provenance.index {
                let photos = try words.text(
                    "web-fact-index",
                    [
                        "file": index.file.asOneParagraph,
                        "count": numbers.count(Double(index.photoCount)),
                    ],
                    count: index.photoCount
                )
                rows.append(("web-fact-references", photos, false))
            }
            rows.append(("web-fact-file", explanation.input.file, false))
            rows.append(("web-fact-photo", explanation.input.sha256, true))
            rows.append(("web-fact-weights", model.weightsSHA256, true))
            rows.append(("web-fact-tool", provenance.tool, false))
            return try rows.map { key, text, isDigest in
                [
                    "name": try words.text(key), "text": text.asOneParagraph,
                    "isDigest": isDigest,
                ]
            }
        }
    }
}
