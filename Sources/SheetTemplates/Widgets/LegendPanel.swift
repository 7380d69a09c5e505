/// What the overlays' colours and outlines mean.
struct LegendPanel: Sendable {
    let style: TextStyle
    let supporting: String
    let opposing: String
    let outline: String
    /// The words below the scales, from weak to strong; none in the short form.
    let scale: (weak: String, strong: String, note: String)?
    let scaleBefore: Double
    let rampWidth: Double
    let rampHeight: Double
    let pitch: Double
    let sampleWidth: Double
    let outlineWidth: Double

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let names = reader.names
        let fields = try reader.fields(
            node,
            "style",
            "for",
            "against",
            "region",
            "scale",
            "ramp",
            "pitch",
            "sample"
        )
        style = try names.style(fields.required("style"))
        supporting = try names.string(fields.required("for"))
        opposing = try names.string(fields.required("against"))
        outline = try names.string(fields.required("region"))
        scale = try fields["scale"].map { node in
            let words = try node.fields("weak", "strong", "note", "before")
            return (
                try names.string(words.required("weak")),
                try names.string(words.required("strong")),
                try names.string(words.required("note"))
            )
        }
        scaleBefore =
            try fields["scale"]?.fields("weak", "strong", "note", "before")["before"]?.length() ?? 0
        let ramp = try fields.required("ramp").fields("width", "height")
        rampWidth = try ramp.required("width").length()
        rampHeight = try ramp.required("height").length()
        pitch = try fields.required("pitch").length()
        let sample = try fields.required("sample").fields("width", "words")
        sampleWidth = try sample.required("width").length()
        outlineWidth = try sample.required("words").length()
    }
}
