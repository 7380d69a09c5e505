package import SheetTemplates

/// What the template of a printed gallery may name.
package enum GalleryFields {
    /// The kind of document: its template is `shared/gallery/pages.yaml`.
    package static let kind = DocumentKind(name: "gallery", fields: all)

    private static let all: [DocumentField] = [
        .text("title", "What the person calls the gallery, if they do"),
        .text("created", "When it was made, ISO 8601"),
        .record("counts", counts, "How many photos there are, of what kind"),
        .list(
            "models",
            models,
            "The models, layers and composites that explained the photos, most photos first"
        ),
        .word("sort", GallerySort.allCases.map(\.rawValue), "In what order the photos stand"),
        .word(
            "grouping",
            GalleryGrouping.allCases.map(\.rawValue),
            "Under what headings they stand"
        ),
        .list(
            "sections",
            sections,
            "The photos in their order, in parts of at most 60 of one group"
        ),
        .list(
            "concepts",
            entries,
            "The named concepts by their names, with the pages of their photos"
        ),
        .list("answers", entries, "The answers by their names, with the pages of their photos"),
        .list(
            "licences",
            licences,
            "Whose the explained photos are, by licence; last those of unknown licence"
        ),
    ]

    private static let counts: [DocumentField] = [
        .number("photos", "All photos"),
        .number("answers", "Different answers"),
        .number("labelled", "Photos with a label"),
        .number("agree", "Answers that are the photo's label"),
        .number("differ", "Answers that are another class than the label"),
        .number("unknown", "Photos whose label is none of the model's answers"),
    ]

    private static let models: [DocumentField] = [
        .text("title", "The model's name for people"),
        .text("layer", "The layer whose channels are the concepts"),
        .text("composite", "How relevance was propagated"),
        .number("photos", "How many photos it explained"),
    ]

    private static let sections: [DocumentField] = [
        .text(
            "heading",
            "The group's heading; none where all stand together, and in a group's later parts"
        ),
        .number("count", "How many photos the group has"),
        .list("photos", photo, "The photos"),
    ]

    private static let photo: [DocumentField] = [
        .text("anchor", "The name that links lead to it by"),
        .number("page", "The page on which it stands"),
        .text("file", "The file's name"),
        .text("photo", "The picture asset"),
        .record(
            "view",
            DocumentField.box,
            "The part that the model saw, in fractions of the photo"
        ),
        .number("width", "The upright photo's width in pixels"),
        .number("height", "The upright photo's height in pixels"),
        .text("heatmap", "The heatmap asset of the whole answer"),
        .text("answer", "The answer"),
        .number("probability", "Its probability, 0 to 1"),
        .text("runnerUp", "The next probable answer"),
        .number("runnerUpProbability", "Its probability, 0 to 1"),
        .text("label", "The known label, if there is one"),
        .word(
            "agreement",
            GalleryPhoto.Agreement.allCases.map(\.rawValue),
            "Whether the answer is the label"
        ),
        .text("target", "The explained class"),
        .flag("explainsOther", "The explained class is not the answer"),
        .list("concepts", concept, "The told concepts, the greatest share first"),
    ]

    private static let concept: [DocumentField] = [
        .text("name", "The name, or the words for a concept without one"),
        .flag("isNamed", "Whether it has a name"),
        .number("channel", "Its channel"),
        .number("layerShare", "Its part of the layer's absolute relevance, -1 to 1"),
    ]

    private static let entries: [DocumentField] = [
        .text("name", "The name"),
        .number("count", "How many photos there are of it"),
        .text("pages", "The pages, such as 1, 3 to 5, with a dash between"),
        .text("anchor", "The name that links lead to its first photo by"),
    ]

    private static let licences: [DocumentField] = [
        .text("licence", "The licence's short name; none for photos of unknown licence"),
        .text("link", "Where its text stands, if that is known"),
        .number("count", "How many photos have it"),
        .list(
            "authors",
            [
                .text("author", "The author, where known"),
                .list(
                    "photos",
                    [
                        .text("file", "The file's name"),
                        .number("page", "The page on which it stands"),
                        .text("anchor", "The name that links lead to it by"),
                    ],
                    "The author's photos"
                ),
                .list(
                    "parts",
                    [.text("files", "The photos with their pages, in one text")],
                    "The author's photos in parts of at most 30, so that no text is longer than a page"
                ),
            ],
            "The authors"
        ),
    ]
}
