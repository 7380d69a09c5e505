package import Explanations

/// What a template may name of one explanation: its fields, and what is worked out from them.
package struct DocumentValues: Sendable {
    /// The fields, of the shape `Shape.document`.
    package let value: Value
    /// The fixed words as they tell of the explanation.
    package let strings: SheetStrings

    /// The names that stand for the document's values.
    package var scope: ValueScope { ValueScope(document: value) }

    /// Works the values out.
    ///
    /// - Parameters:
    ///   - explanation: The explanation.
    ///   - texts: Its texts in the sheet's language for the sheet's audience.
    ///   - strings: The fixed words.
    ///   - overlay: How heatmaps are drawn.
    /// - Throws: `SheetTemplatesError` if a string of `neededStrings` is missing or names what has no value there.
    package init(
        _ explanation: Explanation,
        texts: NarratedText,
        strings: SheetStrings,
        overlay: OverlayStyle = OverlayStyle()
    ) throws {
        let strings = strings.telling(explanation)
        self.strings = strings
        var document = explanation
        document.texts = []
        guard case .record(var fields) = try Value(encoding: document) else {
            preconditionFailure("an explanation is a record")
        }
        let words = try DocumentWords(explanation, texts: texts, strings: strings)
        for name in ["prediction", "attribution", "leftOut", "provenance"] {
            fields[name] = fields[name].map { Self.titled($0, strings) }
        }
        let margin = Value.number(explanation.prediction.margin)
        fields["prediction"] = fields["prediction"]?.adding(["margin": margin])
        let concepts = try ConceptValues(explanation, texts: texts, words: words)
        fields["concepts"] = .list(try concepts.values(fields["concepts"]))
        fields["opposing"] = .list(try concepts.values(fields["opposing"]))
        fields["attribution"] = concepts.linked(fields["attribution"] ?? .none)
        fields["leftOut"] = Self.leftOut(fields["leftOut"])
        fields["warnings"] = .list(words.warnings)
        var told = try Value(encoding: texts)
        told = told.adding([
            "checks": .list(concepts.checks),
            "checkGroups": .list(Self.groups(concepts.checks)),
        ])
        fields["texts"] = told
        fields["overlay"] = .record([
            "map": .text(overlay.map.rawValue), "scale": .text(overlay.scale.rawValue),
            "hasOutline": .flag(overlay.hasOutline), "hasPhoto": .flag(overlay.hasPhoto),
        ])
        fields.merge(words.fields) { $1 }
        fields.merge(Self.conditions(explanation, texts: texts, words: words)) { $1 }
        value = .record(fields)
    }

    // MARK: Words for kinds

    /// What cautions warn of.
    static let warningKinds = [
        "unsure", "differsFromLabel", "explainsOtherClass", "indistinctLayer",
    ]

    /// What comes of a check, in the order in which checks are told.
    static let checkSymbols = ["finding", "repaired", "passed"]

    /// The strings that what is worked out needs.
    package static let neededStrings = [
        "caution-unsure", "caution-unsure-alone", "caution-differs-from-label",
        "caution-label-unknown", "caution-explains-other-class", "caution-indistinct-layer",
        "subject-answer", "subject-other", "narrator-offline", "narrator-language-model",
        "concept-unnamed",
    ]

    /// Strings of code that need not be there: "too" follows another caution.
    static let possibleStrings = ["caution-unsure-too", "caution-unsure-alone-too"]

    /// Makes sure that the strings are there which a document's values need, and that their placeholders have a
    /// meaning.
    ///
    /// - Parameters:
    ///   - strings: The fixed words.
    ///   - place: The template, as errors call it.
    /// - Throws: `SheetTemplatesError` with line and column.
    package static func check(_ strings: SheetStrings, usedAt place: String) throws {
        let scope = ShapeScope(document: .document)
        for key in neededStrings + possibleStrings.filter(strings.has) {
            try strings.check(
                key,
                scope,
                usedAt: place,
                names: DocumentWords.names,
                within: []
            )
        }
    }

    // MARK: Parts

    /// What came of each kind of check, in the order of `checks`, so that kinds with findings come first.
    private static func groups(_ checks: [Value]) -> [Value] {
        var order: [String] = []
        var groups: [String: [Value]] = [:]
        for check in checks {
            guard let name = check["check"].text else { continue }
            if groups[name] == nil { order.append(name) }
            groups[name, default: []].append(check)
        }
        return order.compactMap { name in
            guard let items = groups[name] else { return nil }
            return .record([
                "check": .text(name),
                // The gravest comes first.
                "symbol": items[0]["symbol"],
                "count": .number(Double(items.count)),
                "remarks": .list(items.filter { $0["symbol"] != .text("passed") }),
            ])
        }
    }

    private static func conditions(
        _ explanation: Explanation,
        texts: NarratedText,
        words: DocumentWords
    ) -> [String: Value] {
        let view = explanation.input.view
        let seesAll = view.width > 0.999 && view.height > 0.999
        let target = explanation.attribution.target
        let isDoubted = texts.checks.contains { $0.channel == nil && !$0.passed }
        return [
            "labelDiffers": words.label.map { $0 != words.answer } ?? false,
            "labelAgrees": words.label == words.answer,
            "viewIsPart": !seesAll,
            "viewIsWhole": seesAll,
            "explainsOther": target.class != explanation.prediction.class,
            "summaryDoubted": texts.problem == nil && isDoubted,
            "isComparison": explanation.attribution.against != nil,
        ].mapValues(Value.flag)
    }

    private static func leftOut(_ groups: Value?) -> Value {
        .list(
            (groups?.items ?? []).map { group in
                group.adding([
                    "count": .number(Double(group["channels"].items.count)),
                    "isFilter": .flag(
                        DocumentField.filterReasons.contains(group["reason"].text ?? "")
                    ),
                ])
            }
        )
    }

    /// A value in which every class has its title in the sheet's language.
    static func titled(_ value: Value, _ strings: SheetStrings) -> Value {
        switch value {
        case .list(let items): return .list(items.map { titled($0, strings) })
        case .record(var fields):
            for (name, field) in fields {
                switch field {
                case .list, .record: fields[name] = titled(field, strings)
                default: continue
                }
            }
            if let number = fields["class"]?.integer, let label = fields["label"]?.text {
                let title = strings.titles.title(of: label, class: number)
                fields["title"] = .text(title.asOneParagraph)
            }
            return .record(fields)
        default: return value
        }
    }
}
