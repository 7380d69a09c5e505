package import Explanations
package import SheetTemplates

/// What templates may name of a comparison: its own fields, and each side's document in full.
package struct ComparisonDocument: Sendable {
    /// The values, of the shape `Shape.record(fields: ComparisonDocument.fields)`.
    package let value: Value

    /// What pictures' paths of the sides begin with: the number of the side's folder.
    static let folders = ["0", "1"]

    /// Works the values out.
    ///
    /// - Parameters:
    ///   - comparison: The comparison; both sides have texts for the audience in the strings' language.
    ///   - audience: Whose texts count.
    ///   - strings: The comparison's words.
    ///   - provenance: When and by what the comparison was made.
    /// - Throws: `GalleriesError` if a side has no such texts, `SheetTemplatesError` if a string is missing.
    package init(
        _ comparison: Comparison,
        audience: String,
        strings: SheetStrings,
        provenance: Provenance
    ) throws {
        let sides = try zip([comparison.first, comparison.second], Self.folders).map {
            try Self.document($0, folder: $1, audience: audience, strings: strings)
        }
        let words = ComparisonWords(comparison, strings: strings)
        var fields: [String: Value] = [
            "first": .record(sides[0].merging(try words.side(.first)) { $1 }),
            "second": .record(sides[1].merging(try words.side(.second)) { $1 }),
            "photo": sides[0]["input"] ?? .none,
            "provenance": .record([
                "created": .text(provenance.created), "tool": .text(provenance.tool),
            ]),
        ]
        fields.merge(Self.measures(comparison)) { $1 }
        fields.merge(try words.tables()) { $1 }
        let concepts = (ConceptShelf(sides[0]), ConceptShelf(sides[1]))
        fields["pairs"] = .list(comparison.pairs.map { Self.pair($0, concepts) })
        fields["onlyFirst"] = .list(
            try comparison.onlyFirst.map { try words.alone($0, concepts.0, other: .second) }
        )
        fields["onlySecond"] = .list(
            try comparison.onlySecond.map { try words.alone($0, concepts.1, other: .first) }
        )
        fields.merge(try words.sentences(ValueScope(document: .record(fields)))) { $1 }
        value = .record(fields)
    }

    /// A side's document, whose pictures know their photo.
    private static func document(
        _ side: ComparedSide,
        folder: String,
        audience: String,
        strings: SheetStrings
    ) throws -> [String: Value] {
        let explanation = side.explanation
        guard let texts = explanation.text(audience: audience, language: strings.language) else {
            throw GalleriesError(
                "\(side.path): has no texts for \(audience) in \(strings.language)",
                hint: "let a narrator write them first"
            )
        }
        let document = try DocumentValues(
            explanation.moved(to: folder),
            texts: texts,
            strings: strings
        )
        guard case .record(var fields) = document.value else {
            preconditionFailure("a document is a record")
        }
        let photo = [
            "photo": document.value["input"]["photo"], "view": document.value["input"]["view"],
        ]
        fields["attribution"] = fields["attribution"]?.adding(photo)
        for name in ["concepts", "opposing"] {
            fields[name] = .list((fields[name] ?? .none).items.map { $0.adding(photo) })
        }
        return fields
    }

    private static func measures(_ comparison: Comparison) -> [String: Value] {
        let shares = [comparison.first, comparison.second].flatMap {
            $0.explanation.allConcepts.map(\.layerShare)
        }
        return [
            "leastShare": .number(min(shares.min() ?? 0, 0)),
            "greatestShare": .number(shares.map(abs).max() ?? 0),
            "answersAgree": .flag(comparison.answersAgree),
            "targetsAgree": .flag(comparison.targetsAgree),
            "isSameWhole": .flag(comparison.isSameWhole),
            "isSameLayer": .flag(comparison.matching == .channel),
            "viewsDiffer": .flag(comparison.viewOverlap < 0.999),
            "viewOverlap": .number(comparison.viewOverlap),
            "agreement": measure(comparison.agreement),
        ]
    }

    /// An agreement's numbers; what could not be measured is missing.
    private static func measure(_ agreement: HeatmapAgreement) -> Value {
        var fields: [String: Value] = [:]
        fields["correlation"] = agreement.correlation.map(Value.number)
        fields["overlap"] = agreement.overlap.map(Value.number)
        fields["common"] = agreement.common.map(Value.number)
        return .record(fields)
    }

    private static func pair(_ pair: ConceptPair, _ shelves: (ConceptShelf, ConceptShelf)) -> Value
    {
        let (first, second) = (
            shelves.0.concept(pair.first.channel), shelves.1.concept(pair.second.channel)
        )
        return .record([
            "first": first,
            "second": second,
            "isSameName": .flag(first["name"] == second["name"]),
            "signsDiffer": .flag(pair.first.sign != pair.second.sign),
            "agreement": measure(pair.agreement),
        ])
    }
}

/// The concepts of a side's document by their channels.
struct ConceptShelf {
    private let concepts: [Int: Value]

    init(_ document: [String: Value]) {
        let all = ["concepts", "opposing"].flatMap { (document[$0] ?? .none).items }
        concepts = Dictionary(
            all.compactMap { concept in concept["channel"].integer.map { ($0, concept) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The concept of a channel; nothing for an unknown one.
    func concept(_ channel: Int) -> Value { concepts[channel] ?? .none }
}
