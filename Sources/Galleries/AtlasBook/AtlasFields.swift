package import SheetTemplates

/// What the template of a printed atlas may name.
package enum AtlasFields {
    /// The kind of document: its template is `shared/atlas/pages.yaml`.
    package static let kind = DocumentKind(name: "atlas", fields: all)

    private static let all: [DocumentField] = [
        .text("model", "The model's name for people"),
        .text("layer", "The layer"),
        .number("total", "How many channels the layer has"),
        .number("count", "How many of them the atlas shows"),
        .number("named", "How many of these have a name"),
        .text("composite", "How relevance was propagated"),
        .text("index", "A digest of what the atlas was read from"),
        .number("photos", "How many photos were looked at"),
        .text("created", "When it was made, ISO 8601"),
        .text("tool", "By what it was made"),
        .list("cover", linked, "One channel for each of the most coherent, with one photo"),
        .list("example", channel, "The channel by which cards are explained; at most one"),
        .list("contents", contents, "The parts of the book"),
        .list("channels", channel, "The channels in the order of their numbers"),
        .list("spans", spans, "Which channels stand on each page"),
        .list("nameIndex", leaf, "The names, page by page"),
        .list("classIndex", leaf, "The classes that channels serve, page by page"),
        .list("licences", licences, "Whose photos are shown, by licence"),
    ]

    private static let channel: [DocumentField] = [
        .number("channel", "Its number"),
        .text("anchor", "The name that links lead to it by"),
        .number("page", "The page on which it stands"),
        .text("name", "Its name, if it has one"),
        .text("title", "Its name, or the words for having none"),
        .text("entry", "Its entry in the outline: number and name"),
        .text("label", "Who named it, or that nobody did"),
        .text("description", "What its photos share, if somebody said"),
        .list("facts", fact, "What was measured of it"),
        .text("served", "The classes it serves, with their photos"),
        .number("counted", "How many best photos the classes were counted in"),
        .record("relevance", ranking, "Its best photos by relevance"),
        .record("activation", ranking, "Its best photos by activation"),
        .list(
            "rows",
            [
                .record(
                    "relevance",
                    [.list("references", reference, "Up to three photos")],
                    "Left"
                ),
                .record(
                    "activation",
                    [.list("references", reference, "Up to three photos")],
                    "Right"
                ),
            ],
            "The photos of both rankings, three of each in a row"
        ),
        .list("duplicates", linked, "The channels that are nearly the same"),
        .list("similar", linked, "The channels most like it, the nearest first"),
        .text("opens", "The hundred that begins with it, if one does, such as 400–499"),
    ]

    private static let fact: [DocumentField] = [
        .word("key", ["coherence", "firing", "variety", "negative", "patterns"], "Which it is"),
        .text("name", "What it is called"),
        .text("value", "The value in words"),
        .number("share", "How long its bar is, 0 to 1; none for what has no bar"),
    ]

    private static let ranking: [DocumentField] = [
        .text("mode", "The measure, such as relmax-sum"),
        .number("shown", "How many photos are shown"),
        .number("missing", "How many photos could not be shown"),
    ]

    private static let reference: [DocumentField] = [
        .text("crop", "The part that the channel saw, a picture asset"),
        .text("heatmap", "The channel's heatmap inside of it, an asset"),
        .record("cropBox", DocumentField.box, "Where the part lies in the photo"),
        .text("sha256", "The digest of the photo"),
        .text("label", "What it shows, if somebody says"),
        .text("answer", "The model's answer"),
        .text("score", "The photo's score in words"),
        .text("alternative", "What is read in place of the tile"),
        .number("pattern", "To which of the channel's patterns it belongs"),
    ]

    private static let linked: [DocumentField] = [
        .number("channel", "Its number"),
        .text("anchor", "The name that links lead to it by"),
        .number("page", "The page on which it stands; none for one that is not shown"),
        .text("name", "Its name, if it has one"),
        .text("title", "Its name, or the words for having none"),
        .number("likeness", "How alike the two are, 0 to 1"),
        .list("references", reference, "Its best photo"),
    ]

    private static let contents: [DocumentField] = [
        .text("title", "What stands there"),
        .text("anchor", "The name that links lead to it by"),
        .number("page", "The page on which it begins"),
    ]

    private static let spans: [DocumentField] = [
        .number("page", "The page"),
        .number("first", "The first channel on it"),
        .number("last", "The last channel on it"),
    ]

    private static let leaf: [DocumentField] = [
        .list(
            "columns",
            [
                .list(
                    "entries",
                    [
                        .text("letter", "The letter that begins with it, if one does"),
                        .text("name", "The name"),
                        .text("pages", "The pages, such as 1, 3 to 5, with a dash between"),
                        .text("anchor", "The name that links lead to the first channel by"),
                        .number("count", "How many channels there are"),
                    ],
                    "The entries from top to bottom"
                )
            ],
            "The columns"
        )
    ]

    private static let licences: [DocumentField] = [
        .text("licence", "The licence's short name; none for photos of unknown licence"),
        .text("link", "Where its text stands, if that is known"),
        .number("count", "How many photos have it"),
        .list(
            "authors",
            [
                .text("author", "The author, where known"),
                .text("photos", "The author's photos with the channels that show them"),
            ],
            "The authors"
        ),
    ]
}
