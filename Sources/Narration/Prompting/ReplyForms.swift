package import Explanations
package import LanguageModels

/// What a reply must look like, and what is read from it.
package protocol ReplyForm: Sendable {
    /// What is read from a reply.
    associatedtype Answer: Sendable
    /// The form as servers take it.
    var schema: ReplySchema { get }
    /// Reads the values of a reply.
    func read(_ reply: ReplyObject) throws(ReplyProblem) -> Answer
}

extension ReplySchema {
    /// An object with all keys required and no others, as the strict modes of all servers want it.
    init(_ name: String, _ properties: [String: JSONValue]) {
        self.init(
            name: name,
            schema: [
                "type": "object",
                "properties": .object(properties),
                "required": .array(properties.keys.sorted().map(JSONValue.string)),
                "additionalProperties": false,
            ]
        )
    }
}

/// The most characters that each text of a reply may have: what no sheet has room for.
///
/// The prompts ask for much less, and the checks look for what the audience reads with ease.
enum ReplyLimits {
    static let name = 60
    static let description = 240
    static let highlighted = 90
    static let context = 700
    static let summary = 900
}

/// What a concept's references have in common.
package struct ConceptLabel: Sendable, Equatable {
    /// The kind of pattern.
    package enum Kind: String, Sendable, CaseIterable {
        case object, part, texture, color, shape, scene, other
    }

    /// The name; empty where nothing is shared.
    package var name: String
    /// What the references share, or show instead, in a sentence.
    package var description: String
    /// The numbers of the references that the name fits, from 1.
    package var fitting: [Int]
    /// Whether they share anything.
    package var isShared: Bool
    /// What kind of pattern it is.
    package var kind: Kind
}

/// The reply to the question for a name.
package struct LabelForm: ReplyForm {
    /// How many references are shown.
    package let count: Int
    /// The language of its texts.
    package let language: String

    /// Makes the form.
    package init(count: Int, language: String) {
        self.count = count
        self.language = language
    }

    /// The form as servers take it.
    package var schema: ReplySchema {
        ReplySchema(
            "concept_label",
            [
                "description": ["type": "string"],
                "fitting": ["type": "array", "items": ["type": "integer"]],
                "kind": [
                    "type": "string",
                    "enum": .array(ConceptLabel.Kind.allCases.map { .string($0.rawValue) }),
                ],
                "name": ["type": "string"],
                "shared": ["type": "boolean"],
            ]
        )
    }

    /// Reads the values of a reply.
    package func read(_ reply: ReplyObject) throws(ReplyProblem) -> ConceptLabel {
        let isShared = try reply.truth("shared")
        let label = ConceptLabel(
            name: try reply.text(
                "name",
                most: ReplyLimits.name,
                isName: true,
                mayBeEmpty: !isShared
            ),
            description: try reply.text(
                "description",
                most: ReplyLimits.description,
                mayBeEmpty: !isShared
            ),
            fitting: try reply.numbers("fitting", most: count),
            isShared: isShared,
            kind: try reply.choice("kind", of: ConceptLabel.Kind.self)
        )
        // Of a single reference nothing can be shared, but it can still be named.
        guard !isShared || label.fitting.count >= min(count, 2) else { throw .notShared }
        let words = "\(label.name). \(label.description)"
        guard !ReplyLanguage.differs(from: language, in: words) else { throw .otherLanguage }
        return label
    }
}

/// The reply to the question what a name fits: the numbers of the pictures.
package struct NameTestForm: ReplyForm {
    /// How many pictures are shown.
    package let count: Int

    /// Makes the form.
    package init(count: Int) {
        self.count = count
    }

    /// The form as servers take it.
    package var schema: ReplySchema {
        ReplySchema("name_test", ["showing": ["type": "array", "items": ["type": "integer"]]])
    }

    /// Reads the values of a reply.
    package func read(_ reply: ReplyObject) throws(ReplyProblem) -> Set<Int> {
        Set(try reply.numbers("showing", most: count))
    }
}

/// What a concept did in the photo.
package struct ConceptContext: Sendable, Equatable {
    /// Whether the named pattern is where the heatmap lies; nil for a concept without a name.
    package var presence: Presence?
    /// What lies in the highlighted area.
    package var seen: String
    /// What the reader is told.
    package var text: String
}

/// The reply to the question what a concept did in the photo.
package struct ContextForm: ReplyForm {
    /// Whether the concept has a name that can be present or not.
    package let isNamed: Bool
    /// The language of its texts.
    package let language: String

    /// Makes the form.
    package init(isNamed: Bool, language: String) {
        self.isNamed = isNamed
        self.language = language
    }

    /// The form as servers take it.
    package var schema: ReplySchema {
        var properties: [String: JSONValue] = [
            "highlighted": ["type": "string"],
            "text": ["type": "string"],
        ]
        if isNamed {
            properties["presence"] = [
                "type": "string",
                "enum": .array(Presence.allCases.map { .string($0.rawValue) }),
            ]
        }
        return ReplySchema(isNamed ? "concept_context" : "unnamed_context", properties)
    }

    /// Reads the values of a reply.
    package func read(_ reply: ReplyObject) throws(ReplyProblem) -> ConceptContext {
        let context = ConceptContext(
            presence: isNamed ? try reply.choice("presence", of: Presence.self) : nil,
            seen: try reply.text("highlighted", most: ReplyLimits.highlighted),
            text: try reply.text("text", most: ReplyLimits.context)
        )
        guard !ReplyLanguage.differs(from: language, in: context.text) else {
            throw .otherLanguage
        }
        return context
    }
}

/// The reply to the question for a summary.
package struct SummaryForm: ReplyForm {
    /// The language of its text.
    package let language: String

    /// Makes the form.
    package init(language: String) {
        self.language = language
    }

    /// The form as servers take it.
    package var schema: ReplySchema {
        ReplySchema("summary", ["summary": ["type": "string"]])
    }

    /// Reads the values of a reply.
    package func read(_ reply: ReplyObject) throws(ReplyProblem) -> String {
        let text = try reply.text("summary", most: ReplyLimits.summary)
        guard !ReplyLanguage.differs(from: language, in: text) else { throw .otherLanguage }
        return text
    }
}
