import Explanations

extension DocumentField {
    static let texts: [DocumentField] = [
        .text("audience", "The audience's folder name"),
        .text("language", "The language's code"),
        .text("narrator", "The narrator's name"),
        .flag("usesLanguageModel", "Whether a language model wrote it"),
        .text("summary", "The explanation as a whole"),
        .list("concepts", conceptText, "One text per told concept"),
        .list("checks", check, "What checking the texts found: findings first, then mended"),
        .list(
            "checkGroups",
            [
                .word("check", CheckResult.names, "The check's name").derived,
                .word("symbol", DocumentValues.checkSymbols, "The gravest that came of it").derived,
                .number("count", "How many texts it looked at").derived,
                .list("remarks", check, "What it found or had mended").derived,
            ],
            "What came of each kind of check, kinds with findings first"
        ).derived,
        .record("source", source, "The language model and the prompts, if one wrote"),
        .text("problem", "Why the summary is not the narrator's own, if it is not"),
    ]

    private static let conceptText: [DocumentField] = [
        .number("channel", "The concept's channel"),
        .text("name", "The concept's name, or the words for having none"),
        .flag("hasSharedPattern", "Whether the references have something in common"),
        .number("nameConfidence", "How sure the name is, 0 to 1"),
        .text("context", "What the concept did in this photo"),
        .number("fitting", "How many of the references the name fits"),
        .text("description", "What the references share"),
        .word(
            "presence",
            Presence.allCases.map(\.rawValue),
            "Whether the pattern is where the heatmap is"
        ),
        .text("seen", "What the narrator saw where the heatmap lies"),
        .record("nameTest", nameTest, "How the name did in its test"),
        .text("problem", "Why the text is not the narrator's own, if it is not"),
        .record("namedBy", namedBy, "Who gave the name, if it was taken from the index"),
    ]

    static let check: [DocumentField] = [
        .word("check", CheckResult.names, "The check's name"),
        .number("channel", "The concept it looked at; none for the summary"),
        .flag("passed", "Whether the text holds"),
        .text("finding", "What does not hold"),
        .text("evidence", "What the text was held against"),
        .flag("repaired", "Whether an earlier wording failed and was mended"),
        .word("symbol", DocumentValues.checkSymbols, "What came of it").derived,
        .text("name", "The concept's name; none for the summary").derived,
        .text("anchor", "The link to the concept; none for the summary").derived,
    ]

    private static let source: [DocumentField] = [
        .text("provider", "Who answered"),
        .text("model", "The model as the server named it"),
        .list(
            "prompts",
            [
                .text("name", "The step"),
                .text("version", "The version that the template states"),
                .text("sha256", "The SHA-256 of the template with all that it includes"),
            ],
            "The prompts, in the order of the steps"
        ),
        .number("inputTokens", "Tokens that went in, if the server counts"),
        .number("outputTokens", "Tokens that came out"),
    ]
}
