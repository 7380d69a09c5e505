import Explanations

/// How the two explanations were made in one respect.
public struct ComparedSetting: Sendable, Equatable, Codable {
    /// What it is about.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// The model's title, with its name where titles are the same.
        case model
        /// The weights' digest.
        case weights
        /// The layer whose channels are the concepts, with how many there are.
        case layer
        /// How relevance was propagated.
        case composite
        /// What was done to the photo.
        case preprocessing
        /// The part of the photo that the model saw, in pixels.
        case view
        /// The explained class.
        case target
        /// The class that it is held against.
        case against
        /// The reference index, with its digest.
        case index
    }

    /// What it is about.
    public var kind: Kind
    /// The first side's value, as the documents have it; nil where it has none.
    public var first: String?
    /// The second side's.
    public var second: String?
    /// Whether the sides differ in it.
    public var differs: Bool

    /// What a person chooses; the others follow from these.
    public static let causes: [Kind] = [.model, .layer, .composite, .target, .against]

    /// All settings of which at least one side has a value.
    static func all(_ first: Explanation, _ second: Explanation) -> [Self] {
        Kind.allCases.compactMap { kind in
            let values = [first, second].map { value(kind, $0) }
            guard values.contains(where: { $0 != nil }) else { return nil }
            return Self(
                kind: kind,
                first: values[0],
                second: values[1],
                differs: identity(kind, first) != identity(kind, second)
            )
        }
    }

    /// What is shown.
    private static func value(_ kind: Kind, _ explanation: Explanation) -> String? {
        let (model, attribution) = (explanation.model, explanation.attribution)
        return switch kind {
        case .model: model.title
        case .weights: String(model.weightsSHA256.prefix(12))
        case .layer: "\(model.layer) (\(model.layerChannels))"
        case .composite: attribution.composite
        case .preprocessing: model.preprocessing
        case .view: pixels(explanation.input)
        case .target: attribution.target.label
        case .against: attribution.against?.label
        case .index:
            explanation.provenance.index.map { "\($0.file) (\($0.runSHA256.prefix(12)))" }
        }
    }

    /// What decides whether sides are the same.
    private static func identity(_ kind: Kind, _ explanation: Explanation) -> String? {
        let (model, attribution) = (explanation.model, explanation.attribution)
        return switch kind {
        case .model: model.name
        case .weights: model.weightsSHA256
        case .layer: model.layer
        case .target: identity(attribution.target, model)
        case .against: attribution.against.map { identity($0, model) }
        // The file's name says nothing about what is in it.
        case .index: explanation.provenance.index?.runSHA256
        default: value(kind, explanation)
        }
    }

    /// A class as `ComparedAnswer.isSame` tells classes apart.
    private static func identity(_ scored: ScoredClass, _ model: ModelIdentity) -> String {
        "\(scored.class) \(scored.label.lowercased())"
    }

    /// The view in whole pixels of the photo: width, height, and where it begins.
    private static func pixels(_ input: InputPhoto) -> String {
        let (width, height) = (Double(input.width), Double(input.height))
        func whole(_ value: Double) -> Int { Int(min(max(value.rounded(), -1e9), 1e9)) }
        let view = input.view
        return "\(whole(view.width * width)) × \(whole(view.height * height)) "
            + "(\(whole(view.x * width)), \(whole(view.y * height)))"
    }
}
