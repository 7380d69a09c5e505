import Explanations
import Foundation
import LanguageModels

/// The measured values that go into prompts, as JSON: data, apart from any instruction.
///
/// Names of classes are cleaned and cut, since they come from files of others. The photo's file
/// name and the references' labels are no part of it.
struct PromptFacts: Sendable {
    let explanation: Explanation
    private let strings: PromptStrings

    /// Overlaps below this share are not told.
    private static let leastOverlap = 0.1

    /// Tells of an explanation in the words of a language.
    init(_ explanation: Explanation, _ strings: PromptStrings) {
        self.explanation = explanation
        self.strings = strings
    }

    /// Whether one class is held against another, so that the prompts must speak of both.
    var isComparing: Bool { explanation.attribution.against != nil }

    /// What is known of one concept in the photo.
    ///
    /// - Parameters:
    ///   - concept: The concept.
    ///   - told: Its name; nil for a concept without one.
    ///   - names: The names of all concepts that have one, by channel.
    /// - Returns: A JSON object.
    func context(
        of concept: Concept,
        _ told: KnownName?,
        names: [Int: String]
    ) -> JSONValue {
        var facts: [String: JSONValue] = [
            "explained": explained,
            "speaks": concept.relevance < 0 ? "against" : "for",
            "share": share(of: concept),
            "region": concept.region.map(region) ?? .null,
        ]
        if let told {
            facts["concept"] = [
                "name": .string(told.name), "description": .string(told.description),
            ]
            facts["other_photos"] = told.fitting.map {
                ["shown": .integer(concept.references.count), "fitting": .integer($0)]
            }
        }
        facts.merge(worth(of: concept)) { first, _ in first }
        if let appearance = concept.appearance {
            facts["looks"] = [
                "highlighted": surface(appearance.region), "rest": surface(appearance.rest),
            ]
        }
        let overlaps: [JSONValue] = (concept.overlaps ?? []).compactMap { overlap in
            guard overlap.share >= Self.leastOverlap, let name = names[overlap.channel] else {
                return nil
            }
            return ["name": .string(name), "percent": Self.percent(overlap.share)]
        }
        if !overlaps.isEmpty { facts["overlaps"] = .array(overlaps) }
        return .object(facts)
    }

    /// What is known for the summary.
    ///
    /// - Parameter texts: What is told of each concept, in their order.
    /// - Returns: A JSON object.
    func summary(of texts: [ConceptText]) -> JSONValue {
        var concepts: [JSONValue] = []
        for (concept, text) in zip(explanation.concepts, texts) {
            var facts: [String: JSONValue] = [
                "name": text.hasSharedPattern ? .string(text.name) : .null,
                "speaks": concept.relevance < 0 ? "against" : "for",
                "share": share(of: concept),
                "text": .string(text.context),
            ]
            if let presence = text.presence { facts["presence"] = .string(presence.rawValue) }
            if let place = concept.region.flatMap(strings.place) {
                facts["place"] = .string(place)
            }
            facts.merge(worth(of: concept)) { first, _ in first }
            concepts.append(.object(facts))
        }
        var facts: [String: JSONValue] = [
            "explained": explained,
            "concepts": .array(concepts),
            "told_percent_of_all_evidence": Self.percent(explanation.attribution.coverage),
        ]
        facts.merge(selection) { first, _ in first }
        if let next = explanation.prediction.runnersUp.first {
            facts["runner_up"] = Self.scored(next.label, next.class, next.probability)
        }
        return .object(facts)
    }

    /// A name alone, for its test: a description would tell what the references show.
    static func name(_ known: KnownName) -> JSONValue {
        ["name": .string(known.name)]
    }

    /// The JSON text of some facts, keys in order.
    static func text(_ facts: JSONValue) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Numbers here are rounded measurements; one that is not finite becomes null above.
        return (try? encoder.encode(facts)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private var explained: JSONValue {
        let target = explanation.attribution.target
        let isAnswer = target.class == explanation.prediction.class
        let probability =
            isAnswer ? explanation.prediction.probability : target.probability
        guard case .object(var facts) = Self.scored(target.label, target.class, probability) else {
            return .null
        }
        facts["is_the_answer"] = .bool(isAnswer)
        if let against = explanation.attribution.against {
            facts["rather_than"] =
                Self.scored(against.label, against.class, against.probability)
        }
        return .object(facts)
    }

    private static func scored(
        _ label: String,
        _ number: Int,
        _ probability: Double
    ) -> JSONValue {
        [
            "class": .string(CleanText.field(label) ?? String(number)),
            "probability_percent": percent(probability),
        ]
    }

    private func share(of concept: Concept) -> JSONValue {
        [
            "percent_of_all_evidence": Self.percent(concept.layerShare),
            "percent_of_told_concepts": Self.percent(concept.topShare),
        ]
    }

    private func region(_ region: Region) -> JSONValue {
        let box = region.box
        return [
            "place": strings.place(of: region).map(JSONValue.string) ?? .null,
            "percent_of_view": Self.percent(region.halfArea),
            "pieces": .integer(region.pieces),
            "box_percent": [
                "left": Self.percent(box.x), "top": Self.percent(box.y),
                "width": Self.percent(box.width), "height": Self.percent(box.height),
            ],
        ]
    }

    private func surface(_ surface: Surface) -> JSONValue {
        [
            "color": .string(strings.colors[surface.color.rawValue] ?? surface.color.rawValue),
            "color_percent": Self.percent(surface.colorShare),
            "texture": .string(
                strings.textures[surface.texture.rawValue] ?? surface.texture.rawValue
            ),
        ]
    }

    /// A share in percent: to a tenth, whole numbers as such.
    static func percent(_ share: Double) -> JSONValue {
        guard share.isFinite, abs(share) < 1e6 else { return .null }
        let value = (share * 1000).rounded() / 10
        return value == value.rounded() ? .integer(Int(value)) : .number(value)
    }
}
