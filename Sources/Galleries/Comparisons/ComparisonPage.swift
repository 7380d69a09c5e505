import Explanations
import SheetTemplates

/// What the template of a comparison's web page names.
struct ComparisonPage {
    private let document: Value
    private let strings: SheetStrings
    private let pictures: ComparisonPictures

    init(
        _ document: ComparisonDocument,
        strings: SheetStrings,
        pictures: ComparisonPictures
    ) {
        self.document = document.value
        self.strings = strings
        self.pictures = pictures
    }

    /// The page's values, all but what can be taken along.
    var values: [String: Any] {
        get throws {
            var values: [String: Any] = [
                "title": text("title"), "lead": text("lead"),
                "first": ["heading": document["first"]["heading"].text ?? ""],
                "second": ["heading": document["second"]["heading"].text ?? ""],
                "differences": rows("differences"), "facts": rows("facts"),
                "sameSettings": rows("sameSettings"),
                "otherDifferences": rows("otherDifferences"),
                "hasOtherDifferences": !document["otherDifferences"].items.isEmpty,
                "otherSame": rows("otherSame"),
                "hasOtherSame": !document["otherSame"].items.isEmpty,
                "hasSame": !document["sameSettings"].items.isEmpty,
                "photo": try photo, "marks": marks, "hasMarks": !marks.isEmpty,
                "answers": answers, "wholes": try wholes, "measures": try measures,
                "hasStage": !isTrue("viewsDiffer"),
                "pairsNote": try pairsNote, "pairs": try pairs,
                "pairsHeading": try strings.text("pairs-heading-\(kind)"), "lone": try lone,
                "hasLone": ["onlyFirst", "onlySecond"].contains { !document[$0].items.isEmpty },
            ]
            let figures = try wholes.compactMap { $0["figure"] }
            values["firstFigure"] = figures.first
            values["secondFigure"] = figures.last
            if isTrue("viewsDiffer") { values["viewsDiffer"] = try string("views-differ") }
            return values
        }
    }

    // MARK: How they were made

    private func rows(_ name: String) -> [[String: Any]] {
        document[name].items.map { row in
            [
                "label": row["label"].text ?? "", "first": row["first"].text ?? "",
                "second": row["second"].text ?? "",
            ]
        }
    }

    private var photo: [String: Any] {
        get throws {
            let name = document["photo"]["file"].text?.asOneParagraph ?? ""
            return [
                "file": pictures.photo.file, "width": pictures.photo.width,
                "height": pictures.photo.height, "name": name,
                "alternative": try strings.text("web-photo-alternative", ["file": name]),
            ]
        }
    }

    /// The parts of the photo that the models see, each once; none where they see all of it.
    private var marks: [[String: Any]] {
        var views: [Value] = []
        for side in ["first", "second"] where document[side]["viewIsPart"].isTrue {
            let view = document[side]["input"]["view"]
            if !views.contains(view) { views.append(view) }
        }
        return views.map { view in
            Dictionary(
                uniqueKeysWithValues: ["x", "y", "width", "height"].map {
                    ($0, WebNumber.plain(view[$0].number ?? 0) as Any)
                }
            )
        }
    }

    private var answers: [[String: Any]] {
        document["answers"].items.map { answer in
            [
                "title": answer["title"].text ?? "",
                "firstText": answer["firstText"].text ?? "",
                "secondText": answer["secondText"].text ?? "",
                "firstLength": WebNumber.length(answer["first"].number ?? 0),
                "secondLength": WebNumber.length(answer["second"].number ?? 0),
                "isFirst": answer["isFirst"].isTrue, "isSecond": answer["isSecond"].isTrue,
                "isStrong": answer["isFirst"].isTrue || answer["isSecond"].isTrue,
                "isLabel": answer["isLabel"].isTrue,
            ]
        }
    }

    // MARK: The whole

    private var wholes: [[String: Any]] {
        get throws {
            try ["first", "second"].enumerated().map { place, side in
                var figure = pictures.wholes[place].values
                figure["alternative"] = try string("whole-alternative-\(side)")
                return [
                    "isFirst": place == 0, "heading": document[side]["heading"].text ?? "",
                    "figure": figure,
                ]
            }
        }
    }

    private var measures: [[String: Any]] {
        get throws {
            try ["overlap", "common", "correlation"].map { name in
                [
                    "name": try strings.text("measure-\(name)"),
                    "meaning": try strings.text("measure-\(name)-meaning"),
                    "value": document["agreement"][name] == .none
                        ? try strings.text("measure-none") : try string("measure-\(name)-value"),
                ]
            }
        }
    }

    // MARK: Concepts

    /// By what concepts are matched, as the strings' names have it.
    private var kind: String { isTrue("isSameLayer") ? "channel" : "place" }

    private var pairsNote: String {
        get throws {
            try strings.text(
                document["pairs"].items.isEmpty ? "pairs-none-\(kind)" : "pairs-\(kind)"
            )
        }
    }

    private var pairs: [[String: Any]] {
        get throws {
            try document["pairs"].items.map { pair in
                let scope = ValueScope(document: document).binding("pair", pair)
                func side(_ name: String, _ place: Int) throws -> [String: Any] {
                    let concept = pair[name]
                    return try self.concept(
                        concept,
                        side: place,
                        alternative: strings.text("pair-alternative-\(name)", scope: scope)
                    )
                }
                let (first, second) = (try side("first", 0), try side("second", 1))
                var values: [String: Any] = [
                    "first": first, "second": second,
                    "isSameName": pair["isSameName"].isTrue,
                    "shares": [
                        first.merging(["isFirst": true]) { $1 },
                        second.merging(["isFirst": false]) { $1 },
                    ],
                ]
                var facts: [String] = []
                if isTrue("isSameLayer") {
                    facts.append(try strings.text("pair-channel", scope: scope))
                }
                if pair["agreement"]["overlap"] != .none {
                    facts.append(try strings.text("pair-overlap", scope: scope))
                }
                values["facts"] = facts.joined(separator: ", ")
                // The same channel has the same references; else each side has its own.
                values["shelves"] =
                    isTrue("isSameLayer")
                    ? [["tiles": first["tiles"] ?? []]]
                    : [
                        ["tiles": first["tiles"] ?? [], "isFirst": true],
                        ["tiles": second["tiles"] ?? [], "isSecond": true],
                    ]
                if pair["signsDiffer"].isTrue { values["signs"] = try strings.text("pair-signs") }
                return values
            }
        }
    }

    private var lone: [[String: Any]] {
        get throws {
            try [("onlyFirst", "first"), ("onlySecond", "second")].enumerated().map {
                place,
                names in
                let concepts = try document[names.0].items.map { concept in
                    let scope = ValueScope(document: document).binding("concept", concept)
                    var values = try self.concept(
                        concept,
                        side: place,
                        alternative: strings.text("overlay-alternative", scope: scope)
                    )
                    var facts: [String] = []
                    if isTrue("isSameLayer") {
                        facts.append(try strings.text("only-channel", scope: scope))
                    }
                    if let note = concept["note"].text, !note.isEmpty { facts.append(note) }
                    values["facts"] = facts.joined(separator: ", ")
                    return values
                }
                return [
                    "id": "only-\(names.1)", "concepts": concepts,
                    "hasConcepts": !concepts.isEmpty,
                    "heading": try string("only-heading-\(names.1)"),
                ]
            }
        }
    }

    /// A concept with its picture and its bar on the page's one scale.
    private func concept(
        _ concept: Value,
        side: Int,
        alternative: String
    ) throws -> [String: Any] {
        let share = concept["layerShare"].number ?? 0
        let least = document["leastShare"].number ?? 0
        let range = max((document["greatestShare"].number ?? 0) - least, 1e-9)
        var values: [String: Any] = [
            "name": concept["name"].text ?? "", "isNamed": concept["isNamed"].isTrue,
            "share": strings.numbers.signedShare(share),
            "sign": share < 0 ? "against" : "for", "isAgainst": share < 0,
            "zero": WebNumber.length(-least / range),
            "start": WebNumber.length((min(share, 0) - least) / range),
            "length": WebNumber.length(abs(share) / range),
        ]
        let channel = concept["channel"].integer ?? -1
        values["tiles"] = try pictures.tiles(channel, side: side).enumerated().map { place, path in
            let reference = Value.numbered(concept["references"].items)[place]
            let scope = ValueScope(document: document).binding("concept", concept)
                .binding("reference", reference)
            return [
                "path": path,
                "alternative": try strings.text(
                    reference["title"] == .none
                        ? "tile-alternative-unlabelled" : "tile-alternative",
                    scope: scope
                ),
            ]
        }
        if var figure = pictures.concept(channel, side: side)?.values {
            figure["alternative"] = alternative
            values["figure"] = figure
        }
        return values
    }

    // MARK: Words

    private func string(_ key: String) throws -> String {
        try strings.text(key, scope: ValueScope(document: document))
    }

    private func text(_ name: String) -> String { document[name].text ?? "" }

    private func isTrue(_ name: String) -> Bool { document[name].isTrue }
}
