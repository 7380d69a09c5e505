/// Whose photos the sheet shows: a page of its own, printed where it was asked for.
struct CreditsSection: Sendable {
    let rule: Rule
    let heading: String
    let headingStyle: TextStyle
    /// From the rule to the heading's capitals.
    let headingBefore: Double
    let intro: String
    let introBefore: Double
    let style: TextStyle
    let hairline: Rule
    /// From a hairline to the capitals below it, and from a row's last baseline to the next row.
    let before: Double
    let after: Double
    let licence: ColumnSpan
    let author: ColumnSpan
    let photos: ColumnSpan
    let words: Words

    /// The names of the strings of a row.
    struct Words: Sendable {
        let unlicensed: String
        let unnamed: String
        let package: String
        let photo: String
        let unlabelled: String
        let use: String
        let explained: String
    }

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let names = reader.names
        let fields = try reader.fields(
            node,
            "rule",
            "heading",
            "intro",
            "style",
            "hairline",
            "above",
            "after",
            "columns",
            "words"
        )
        rule = try Rule(reading: fields.required("rule"), names)
        let heading = try fields.required("heading").fields("string", "style", "before")
        self.heading = try names.string(heading.required("string"))
        headingStyle = try names.style(heading.required("style"))
        headingBefore = try heading.required("before").length()
        let intro = try fields.required("intro").fields("string", "before")
        self.intro = try names.string(intro.required("string"))
        introBefore = try intro.required("before").length()
        style = try names.style(fields.required("style"))
        hairline = try Rule(reading: fields.required("hairline"), names)
        before = try fields.required("above").length()
        after = try fields.required("after").length()
        let columns = try fields.required("columns").fields("licence", "author", "photos")
        licence = try names.column(columns.required("licence"))
        author = try names.column(columns.required("author"))
        photos = try names.column(columns.required("photos"))
        let words = try fields.required("words").fields(
            "unlicensed",
            "unnamed",
            "package",
            "photo",
            "unlabelled",
            "use",
            "explained"
        )
        self.words = Words(
            unlicensed: try names.string(words.required("unlicensed")),
            unnamed: try names.string(words.required("unnamed")),
            package: try names.string(words.required("package")),
            photo: try names.string(words.required("photo")),
            unlabelled: try names.string(words.required("unlabelled")),
            use: try names.string(words.required("use")),
            explained: try names.string(words.required("explained"))
        )
    }
}
