import Explanations

extension DocumentField {
    /// Everything that templates may name of an explanation.
    package static let all: [DocumentField] =
        words + [
            .text("schema", "The version of the document's form"),
            .record("input", input, "The photo that was explained"),
            .record("model", model, "The model that looked at it"),
            .record("prediction", prediction, "What the model answered"),
            .record("attribution", attribution, "What was attributed, how, and what is told of it"),
            .list("concepts", concept, "The told concepts, strongest first, then those against"),
            .list("opposing", concept, "The strongest concepts against that are not in concepts"),
            .list("leftOut", leftOut, "The channels that are not told, by reason and sign"),
            .list("warnings", warning, "What a reader must be warned of, one by one").derived,
            .record("texts", texts, "What was written for the sheet's audience and language"),
            .record("provenance", provenance, "When, by what and from what it was made"),
            .record("overlay", overlay, "How heatmaps are drawn on this sheet").derived,
        ]

    /// Ready texts and conditions.
    private static let words: [DocumentField] = [
        .text("answer", "The model's answer in the sheet's language").derived,
        .text("label", "The known label in the sheet's language, if there is one").derived,
        .text("target", "The explained class in the sheet's language").derived,
        .text("against", "The class it is held against in the sheet's language, if any").derived,
        .text("subject", "What evidence speaks for: the answer, or the explained class").derived,
        .text("cautions", "What a reader must be warned of, as sentences").derived,
        .text("summary", "What the narrator wrote of the whole").derived,
        .text("narrator", "Who wrote the texts, in the sheet's language").derived,
        .text("problem", "Why the summary is not the narrator's own, if it is not").derived,
        .flag("labelDiffers", "The known label is not the answer").derived,
        .flag("labelAgrees", "The known label is the answer").derived,
        .flag("viewIsPart", "The model sees only a part of the photo").derived,
        .flag("viewIsWhole", "The model sees the whole photo").derived,
        .flag("explainsOther", "The explained class is not the answer").derived,
        .flag("summaryDoubted", "A check found that the summary may not fit").derived,
        .flag("isComparison", "One class is held against another").derived,
    ]

    private static let input: [DocumentField] = [
        .text("file", "The file's name without its folder"),
        .text("sha256", "The SHA-256 of the file"),
        .number("width", "The upright photo's width in pixels"),
        .number("height", "The upright photo's height in pixels"),
        .text("label", "The known label in the model's language, if there is one"),
        .number("labelClass", "The class that the label names, if it is one"),
        .text("photo", "The picture asset"),
        .record("view", box, "The part that the model saw, in fractions of the photo"),
        .text("format", "How the file holds the photo, such as jpeg"),
        .record("credit", credit, "Whose photo it is, if that was given"),
    ]

    static let credit: [DocumentField] = [
        .text("licence", "The licence's short name"),
        .text("author", "The author, where known"),
        .text("package", "The package that carries the photo"),
    ]

    private static let model: [DocumentField] = [
        .text("name", "The registry's name"),
        .text("title", "The name for people"),
        .text("weightsSHA256", "The SHA-256 of the weights"),
        .text("layer", "The layer whose channels are the concepts"),
        .number("layerChannels", "How many channels the layer has"),
        .number("classCount", "How many classes the model tells apart"),
        .text("preprocessing", "What was done to the photo before the model saw it"),
        .numbers("inputShape", "What the model saw: colours, height and width"),
    ]

    private static let prediction: [DocumentField] =
        scoredClass + [
            .number("logit", "The raw output before softmax"),
            .list("runnersUp", scoredClass, "The next most probable classes"),
            .record("labelled", scoredClass, "The known label's own output, if not among those"),
            .number("margin", "The probability less that of the next class, 0 to 1").derived,
        ]

    static let scoredClass: [DocumentField] = [
        .number("class", "The class's number, from 0"),
        .text("label", "The class's name in the model's language"),
        .number("probability", "The softmax probability, 0 to 1"),
        .text("title", "The class's name in the sheet's language").derived,
    ]

    package static let box: [DocumentField] = [
        .number("x", "The left edge, 0 to 1"),
        .number("y", "The top edge, 0 to 1"),
        .number("width", "The extent to the right, 0 to 1"),
        .number("height", "The extent downwards, 0 to 1"),
    ]

    private static let leftOut: [DocumentField] = [
        .numbers("channels", "The channels, strongest first"),
        .number("layerShare", "The sum of their shares of the layer, signed"),
        .number("strongest", "The share of the strongest of them, signed"),
        .word("reason", reasons, "Why they are not told"),
        .list("findings", finding, "What was measured of each channel that a filter left out"),
        .number("count", "How many channels they are").derived,
        .flag("isFilter", "Whether a filter left them out, rather than their weakness").derived,
    ]

    /// Why channels are not told.
    static let reasons =
        [LeftOutGroup.Reason.weakerFor, .weakerAgainst].map(\.rawValue) + filterReasons

    static let filterReasons = LeftOutGroup.Reason.filterReasons.map(\.rawValue)

    static let finding: [DocumentField] = [
        .number("channel", "The channel"),
        .number("layerShare", "Its share of the layer, signed"),
        .word("reason", reasons, "What the measure says against it"),
        .word("threshold", SelectionThresholds.names, "The limit's name"),
        .number("value", "What was measured"),
        .number("limit", "The limit"),
    ]

    private static let warning: [DocumentField] = [
        .word("kind", DocumentValues.warningKinds, "What it warns of").derived,
        .text("text", "The sentence, empty where the strings have none").derived,
        .number("probability", "The answer's probability, of one that is unsure").derived,
        .number("margin", "Its lead over the next class, of one that is unsure").derived,
        .record("runnerUp", scoredClass, "The next class, of one that is unsure").derived,
        .text("label", "The known label, where the answer differs").derived,
        .record("answer", scoredClass, "The answer, where another class is explained").derived,
        .number("correlation", "The mean correlation of the heatmaps, of an indistinct layer")
            .derived,
    ]

    private static let provenance: [DocumentField] = [
        .text("created", "When it was made, ISO 8601 in UTC: write it with :date or :time"),
        .text("tool", "The tool and its version"),
        .record(
            "index",
            [
                .text("file", "The index's file name"),
                .text("runSHA256", "A digest of everything its scores depend on"),
                .number("photoCount", "How many photos were indexed"),
                .text("targetRule", "Which class was attributed for each photo"),
            ],
            "The reference index, if there was one"
        ),
        .record(
            "transcript",
            [
                .text("file", "The transcript's file name"),
                .text("sha256", "The SHA-256 of the transcript"),
                .number("entries", "How many requests and replies it holds"),
            ],
            "What was said with language models, if that was kept"
        ),
        .list(
            "libraries",
            [
                .text("name", "The library's name"),
                .text("version", "Its version"),
            ],
            "The libraries that the numbers come from"
        ),
    ]

    private static let overlay: [DocumentField] = [
        .word("map", OverlayStyle.Map.allCases.map(\.rawValue), "The colours").derived,
        .word("scale", OverlayStyle.Scale.allCases.map(\.rawValue), "What full strength is")
            .derived,
        .flag("hasOutline", "The region of half the relevance has an outline").derived,
        .flag("hasPhoto", "The photo is seen below").derived,
    ]
}
