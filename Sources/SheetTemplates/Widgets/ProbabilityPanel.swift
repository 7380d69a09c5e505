/// The answer and the next ones with their probabilities as a table with bars.
struct ProbabilityPanel: Sendable {
    let style: TextStyle
    let noteStyle: TextStyle
    let runnersUp: Stepped<Int>
    let pitch: Stepped<Double>
    let namesAtLeast: Double
    let namesAtMost: Double
    let barHeight: Double
    let barLength: Double
    let answerColour: Colour
    let otherColour: Colour
    let others: String
    let note: String
    let explained: String
    /// How many decimals percentages have.
    let decimals: Int

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let names = reader.names
        let fields = try reader.fields(
            node,
            "style",
            "note-style",
            "runners-up",
            "pitch",
            "names",
            "bar",
            "others",
            "note",
            "explained",
            "decimals"
        )
        decimals = try fields["decimals"]?.integer(in: 0...4) ?? 0
        style = try names.style(fields.required("style"))
        noteStyle = try names.style(fields.required("note-style"))
        runnersUp = try fields.required("runners-up").steps { try $0.integer(in: 0...20) }
        pitch = try fields.required("pitch").steps { try $0.length() }
        let widths = try fields.required("names").fields("at-least", "at-most")
        namesAtLeast = try widths.required("at-least").length()
        namesAtMost = try widths.required("at-most").length()
        let bar = try fields.required("bar").fields("height", "length", "answer", "other")
        barHeight = try bar.required("height").length()
        barLength = try bar.required("length").length()
        answerColour = try names.colour(bar.required("answer"))
        otherColour = try names.colour(bar.required("other"))
        others = try names.string(fields.required("others"))
        note = try names.string(fields.required("note"))
        explained = try names.string(fields.required("explained"))
    }
}
