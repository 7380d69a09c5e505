import Explanations

extension DocumentField {
    static let concept: [DocumentField] =
        [
            .number("channel", "The channel that stands for the concept"),
            .numbers("channels", "All channels merged into it"),
            .number("relevance", "Its relevance, signed, in the unit of the logit"),
            .number("layerShare", "Its share of the layer, signed, -1 to 1"),
            .number("topShare", "Its share of the told concepts, 0 to 1"),
            .text("heatmap", "Its conditional heatmap, an asset"),
            .text("overlay", "The same drawn over the photo, a picture asset"),
            .record("region", region, "Where it acted; none where its heatmap is empty"),
            .word("referenceMode", ["relmax", "actmax"], "How the references were chosen"),
            .list("references", reference, "The photos that show what it stands for"),
            .list("overlaps", overlap, "How much of its region lies in each other concept's"),
            .record(
                "appearance",
                [
                    .record("region", surface, "Inside of the region"),
                    .record("rest", surface, "Outside of it"),
                ],
                "How its region looks against the rest"
            ),
            .list("nameTestSamples", nameTestSample, "Photos to test a name with"),
            .list("merged", merged, "The channels merged into it, strongest first"),
            .record("worth", worth, "How much the channel is worth as a concept"),
            .list("names", naming, "The names that the reference index holds for it"),
        ] + told

    /// What was written about a concept, and what follows from it.
    private static let told: [DocumentField] = [
        .text("name", "Its name, or the words for having none").derived,
        .flag("isNamed", "Whether its references have something in common").derived,
        .text("context", "What it did in this photo").derived,
        .text("problem", "Why the text is not the narrator's own, if it is not").derived,
        .flag("isDoubted", "A check found that its text may not fit").derived,
        .word("weakness", filterReasons, "Why a filter would leave it out, if one would").derived,
        .number("fitting", "How many references the name fits, if somebody said").derived,
        .text("side", "The class it speaks for, where there are two").derived,
        .flag("isAgainst", "Whether it speaks against the target").derived,
        .text("anchor", "Where links to it lead").derived,
        .text("description", "What the references share, if the narrator saw them").derived,
        .word(
            "presence",
            Presence.allCases.map(\.rawValue),
            "Whether the pattern is where the heatmap is"
        )
        .derived,
        .text("seen", "What the narrator saw where the heatmap lies").derived,
        .number("nameConfidence", "How sure the name is, 0 to 1").derived,
        .record("nameTest", nameTest + [score], "How the name did in its test").derived,
        .record("namedBy", namedBy, "Who gave the name, if it was taken from the index").derived,
        .list("checks", check, "What checking its text found").derived,
    ]

    static let cells = Cell.allCases.map(\.rawValue)

    private static let region: [DocumentField] = [
        .record("box", box, "The bounding box of the half-relevance region"),
        .record(
            "centroid",
            [
                .number("x", "From the left edge, 0 to 1"),
                .number("y", "From the top edge, 0 to 1"),
            ],
            "Its relevance-weighted centre"
        ),
        .word("cell", cells, "The ninth of the view that holds the centre"),
        .number("halfArea", "The smallest share of the view with half the relevance, 0 to 1"),
        .number("pieces", "How many separate pieces the region has"),
    ]

    private static let overlap: [DocumentField] = [
        .number("channel", "The other concept's channel"),
        .number("share", "The share of this region that the other's covers, 0 to 1"),
        .text("name", "The other concept's name").derived,
    ]

    private static let surface: [DocumentField] = [
        .word("color", BasicColor.allCases.map(\.rawValue), "The colour that most of it has"),
        .number("colorShare", "The share of it in that colour, 0 to 1"),
        .number("lightness", "The mean lightness, 0 to 100"),
        .number("chroma", "The mean distance from grey"),
        .word("texture", Texture.allCases.map(\.rawValue), "What its brightness does"),
        .number("contrast", "The standard deviation of lightness"),
        .number("coherence", "How much its edges run one way, 0 to 1"),
        .number("lineAngle", "The way its lines run, in degrees from horizontal"),
    ]

    private static let nameTestSample: [DocumentField] = [
        .text("sample", "The photo's name in the reference list"),
        .text("sha256", "The SHA-256 of the photo"),
        .text("label", "The photo's own label"),
        .text("wordNetID", "The label's WordNet synset"),
        .text("crop", "The part that is shown, a picture asset"),
        .number("rank", "The channel's rank for this photo; none for a random one"),
    ]

    private static let merged: [DocumentField] = [
        .number("channel", "The channel"),
        .number("relevance", "Its own relevance, signed"),
        .number("layerShare", "Its own share of the layer, signed"),
        .number("mapCorrelation", "How its heatmap correlates with the concept's, -1 to 1"),
        .number("sharedReferences", "How many of the references are the same, 0 to 1"),
    ]

    private static let worth: [DocumentField] = [
        .number("coherence", "How much alike its references are, .5 (not at all) to 1"),
        .number("labelEntropy", "How different its references' labels are, 0 to 1"),
        .number("patterns", "How many groups its references fall into, 1 or 2"),
        .number("firingRate", "In how many of the index's photos it is active, 0 to 1"),
        .number("negativeReferences", "In how many references its output is negative, 0 to 1"),
        .number("borderShare", "How much of the heatmap lies at the border, 0 to 1"),
        .number("overallCorrelation", "How the heatmap correlates with the prediction's, -1 to 1"),
        .list("doubts", finding, "What a filter would leave it out for"),
    ]

    private static let naming: [DocumentField] = [
        .text("language", "The name's language"),
        .text("name", "The name; none where no shared pattern was found"),
        .number("confidence", "How sure the narrator was, 0 to 1"),
        .text("description", "What the references share"),
        .number("fitting", "How many references fit the name"),
        .number("references", "How many references it was made from"),
        .text("narrator", "Who gave it"),
        .text("created", "When, ISO 8601 in UTC"),
    ]

    static let nameTest: [DocumentField] = [
        .number("heldOut", "How many held-out references were shown"),
        .number("heldOutRight", "How many of them the name fits"),
        .number("random", "How many random photos were shown"),
        .number("randomRight", "How many of them the name does not fit"),
    ]

    /// The balanced accuracy of a name's test.
    private static let score = DocumentField.number("score", "The balanced accuracy, 0 to 1")
        .derived

    static let namedBy: [DocumentField] = [
        .text("narrator", "Who gave the name"),
        .text("created", "When, ISO 8601 in UTC"),
    ]

    private static let reference: [DocumentField] = [
        .text("sample", "The photo's name in the reference list"),
        .text("sha256", "The SHA-256 of the photo"),
        .number("score", "The channel's share of the photo's relevance or activation"),
        .text("label", "The photo's own label"),
        .text("wordNetID", "The label's WordNet synset"),
        .record("answer", scoredClass, "What the model answers for the photo"),
        .text("crop", "The part that the channel saw, a picture asset"),
        .text("heatmap", "The channel's heatmap inside of the crop, an asset"),
        .record("cropBox", box, "Where the crop lies in the photo's view"),
        .record("seenBox", box, "What the channel saw, in the photo's view"),
        .record("credit", credit, "Whose photo it is"),
        .text("frame", "The photo's whole view, a picture asset, if it was kept"),
        .record("surface", surface, "How the part that the channel saw looks"),
        .number("activation", "The channel's output where it is most relevant"),
        .number("pattern", "To which of the channel's patterns it belongs, from 1"),
        .text("title", "The label in the sheet's language").derived,
        .text("patternLetter", "The pattern as a letter: A, B").derived,
        .flag("isAnsweredRight", "The model's answer is the label; none without label").derived,
        .text("anchor", "Where links to it lead").derived,
    ]
}
