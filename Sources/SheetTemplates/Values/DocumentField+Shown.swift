extension DocumentField {
    /// What a sheet's own choice of concepts adds to the document.
    static let shown: [DocumentField] = [
        .list(
            "shown",
            concept + [.flag("hasTwoPatterns", "Its references fall into two patterns").derived],
            "The concepts that the sheet shows, chosen from concepts by the template's shown"
        ).derived,
        .list(
            "unshownAgainst",
            concept,
            "The three strongest concepts against the target that are not among shown"
        ).derived,
        .record(
            "evidence",
            [
                .number("shownFor", "What the shown concepts hold for the target, 0 to 1").derived,
                .number("shownAgainst", "What they hold against it, 0 to 1").derived,
                .number("otherFor", "What all else holds for the target, 0 to 1").derived,
                .number("otherAgainst", "What all else holds against it, 0 to 1").derived,
                .number("otherForCount", "How many channels not shown speak for it").derived,
                .number("otherAgainstCount", "How many channels not shown speak against it")
                    .derived,
                .number(
                    "strongestOtherAgainst",
                    "The greatest share against it that is not shown, 0 to 1"
                ).derived,
            ],
            "What the shown concepts hold of the layer, and what all else does"
        ).derived,
    ]

    /// Everything that a sheet's template may name: the document's fields and those of its own choice.
    package static let sheet = all + shown
}
