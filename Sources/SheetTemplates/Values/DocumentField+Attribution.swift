import Explanations

extension DocumentField {
    static let attribution: [DocumentField] = [
        .text("composite", "The composite's name: which rules propagate relevance"),
        .record("target", scoredClass, "The class whose logit was attributed"),
        .number("targetLogit", "Its logit: the relevance put in, less againstLogit"),
        .record("against", scoredClass, "The class it is held against, if any"),
        .number("againstLogit", "That class's logit"),
        .number("coverage", "What the told concepts hold of the layer, 0 to 1"),
        .number("layerShareLeftOut", "1 less coverage"),
        .number("conceptsRequested", "How many concepts were asked for, if any number was"),
        .text("heatmap", "The relevance of the whole prediction, an asset"),
        .text("overlay", "The same drawn over the photo, a picture asset"),
        .list("ledger", ledger, "The relevance per layer, output first"),
        .record("selection", selection, "By which rules the told concepts were chosen"),
        .record("layer", layer, "What the whole layer holds"),
        .list("strongest", strongest, "The layer's strongest channels, told or not"),
        .list("graph", graph, "What each told concept is made of in the layers before"),
    ]

    private static let ledger: [DocumentField] = [
        .text("layer", "The layer's name"),
        .text("rule", "The rule that applied"),
        .number("relevanceIn", "The relevance arriving at its output, summed"),
        .number("relevanceOut", "The relevance handed to its inputs, summed"),
        .number("bias", "The part that the bias kept"),
        .number("stabilizer", "The part that the stabilizer kept"),
        .number("unexplained", "What remains: relevance that met no contribution, or rounding"),
        .numbers("shape", "The output's channels, height and width"),
        .number("negative", "The negative part of the relevance arriving"),
    ]

    private static let selection: [DocumentField] = [
        .flag("keepsAll", "Whether filters were switched off"),
        .number("considered", "How many channels were looked at"),
        .number("layerShareFiltered", "The share of what filters left out, 0 to 1"),
        .record(
            "thresholds",
            SelectionThresholds.names.map { .number($0, "The limit of that name") },
            "The limits that were applied"
        ),
    ]

    private static let layer: [DocumentField] = [
        .number("absolute", "The sum of |R| over the layer's channels"),
        .number("forSum", "The sum of the positive relevance"),
        .number("againstSum", "The sum of the negative relevance"),
        .number("forCount", "How many channels speak for the target"),
        .number("againstCount", "How many channels speak against it"),
        .number("zeroCount", "How many channels hold nothing"),
        .number("halfCount", "How many of the strongest channels hold half of |R|"),
        .number("height", "The height of the layer's map"),
        .number("width", "The width of the layer's map"),
    ]

    private static let strongest: [DocumentField] = [
        .number("channel", "The channel"),
        .number("relevance", "Its relevance, signed, in the unit of the logit"),
        .number("layerShare", "Its share of the layer, signed, -1 to 1"),
        .word("told", ["shown", "left-out", "against"], "What became of it"),
        .number("halfArea", "The smallest share of the view with half its relevance, 0 to 1"),
        .word("cell", cells, "The ninth of the view that holds its centre"),
        .word("reason", reasons, "Why it is not told, if it is not"),
        .text("anchor", "The link to its concept, if it is told").derived,
    ]

    private static let graph: [DocumentField] = [
        .number("channel", "The told concept's channel"),
        .text("layer", "Its layer"),
        .list(
            "children",
            [
                .text("layer", "The layer before"),
                .number("channel", "The channel there"),
                .number("relevance", "The relevance it received from the concept"),
                .number("share", "Its share of what that layer received, signed"),
            ],
            "The strongest channels of the layers before"
        ),
        .text("anchor", "The link to the concept").derived,
    ]
}
