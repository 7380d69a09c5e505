package import SheetTemplates

extension ComparisonDocument {
    /// Everything that templates may name of a comparison.
    package static let fields: [DocumentField] = [
        .text("title", "Both answers in a sentence").derived,
        .text("lead", "What differs, and how far the evidence lies in the same places").derived,
        .text("difference", "What differs, in a sentence").derived,
        .text("places", "How far the evidence lies in the same places, in a sentence").derived,
        .text("targets", "That the sides explain different classes; empty where not").derived,
        .record("first", side, "The first explanation, as its own sheets' templates know it"),
        .record("second", side, "The second explanation"),
        .record("photo", side.fields(of: "input"), "The explained photo, with the first view"),
        .list("differences", row(setting), "What was chosen otherwise: model, layer, composite")
            .derived,
        .list("sameSettings", row(setting), "What was chosen alike").derived,
        .list("otherDifferences", row(setting), "What else differs, as it follows from these")
            .derived,
        .list("otherSame", row(setting), "What else is the same").derived,
        .list("facts", row([]), "What was measured of each layer, as texts").derived,
        .list("answers", answer, "Both answers, the label, and the next probable ones").derived,
        .record("agreement", agreement, "How far the two predictions' heatmaps agree").derived,
        .number("viewOverlap", "Of the part that either model saw, the share both saw").derived,
        .flag("answersAgree", "Both models answer the same").derived,
        .flag("targetsAgree", "Both sides explain the same class").derived,
        .flag("isSameWhole", "The heatmap of the prediction is the same by construction").derived,
        .flag("isSameLayer", "Weights and layer are the same: concepts match by channel").derived,
        .flag("viewsDiffer", "The models saw different parts of the photo").derived,
        .list("pairs", pair, "Concepts that both tell, the greater share first").derived,
        .list("onlyFirst", lone, "Concepts that only the first side tells").derived,
        .list("onlySecond", lone, "Concepts that only the second side tells").derived,
        .number("leastShare", "The least share of all concepts, 0 where none is against").derived,
        .number("greatestShare", "The greatest share of all concepts, without sign").derived,
        .record(
            "provenance",
            [
                .text("created", "When the comparison was made, ISO 8601 in UTC"),
                .text("tool", "The tool and its version"),
            ],
            "When and by what the comparison was made"
        ),
    ]

    private static let photo: [DocumentField] = [
        .text("photo", "The picture asset of the photo").derived,
        .record(
            "view",
            DocumentField.all.fields(of: "input").fields(of: "view"),
            "The part of the photo that the model saw"
        ).derived,
    ]

    /// A concept of a side, which knows its photo.
    private static let concept = DocumentField.all.fields(of: "concepts") + photo

    private static let side: [DocumentField] =
        DocumentField.all.map { field in
            switch field.name {
            case "concepts", "opposing": .list(field.name, concept, field.meaning)
            case "attribution":
                .record(
                    field.name,
                    DocumentField.all.fields(of: "attribution") + photo,
                    field.meaning
                )
            default: field
            }
        } + [
            .text("letter", "What the side is called: A or B").derived,
            .text("heading", "What sets it apart: its model, layer or composite").derived,
        ]

    private static let setting: [DocumentField] = [

        .word("kind", ComparedSetting.Kind.allCases.map(\.rawValue), "What it is about").derived,
        .text("text", "What it is called, with the first side's value").derived,
    ]

    private static func row(_ more: [DocumentField]) -> [DocumentField] {
        more + [
            .text("label", "What it is called").derived,
            .text("first", "The first side's").derived,
            .text("second", "The second side's").derived,
        ]
    }

    private static let answer: [DocumentField] = [
        .text("title", "The class in the language of the words").derived,
        .number("first", "The first side's probability, 0 where it is not known").derived,
        .number("second", "The second side's").derived,
        .text("firstText", "The first side's probability, or what it is at most").derived,
        .text("secondText", "The second side's").derived,
        .flag("isFirst", "It is the first side's answer").derived,
        .flag("isSecond", "It is the second side's answer").derived,
        .flag("isLabel", "It is the photo's known label").derived,
    ]

    private static let agreement: [DocumentField] = [
        .number("correlation", "Pearson's correlation of the heatmaps, −1 to 1").derived,
        .number("overlap", "Of the area in either half-relevance region, the share in both")
            .derived,
        .number("common", "The share of the relevance of their sign in the same places").derived,
    ]

    private static let pair: [DocumentField] = [
        .record("first", concept, "The first side's concept").derived,
        .record("second", concept, "The second side's concept").derived,
        .flag("isSameName", "Both have the same name").derived,
        .flag("signsDiffer", "One speaks for the explained class, the other against it").derived,
        .record("agreement", agreement, "How far their heatmaps agree").derived,
    ]

    private static let lone: [DocumentField] =
        concept + [
            .text("note", "What the other side has of it, empty where nothing is known").derived,
            .number("elsewhere", "The channel's share on the other side, which does not tell it")
                .derived,
        ]
}

extension [DocumentField] {
    /// The fields of a record, or of a list's records; none if there is no such field.
    fileprivate func fields(of name: String) -> [DocumentField] {
        switch first(where: { $0.name == name })?.kind {
        case .record(let fields), .list(.record(let fields)): fields
        default: []
        }
    }
}
