import Explanations
import Foundation
import SheetTemplates

/// What the gallery shows of one photo.
struct GalleryCard: Sendable {
    /// What filters and orders go by, as scripts read it.
    struct Entry: Encodable, Sendable {
        let id: String
        let answer: String
        let probability: Double
        let agreement: String
        let concepts: [String]
        let file: String
        /// Everything that a search looks in.
        let search: String
    }

    /// How many concepts stand on a card.
    static let mostConcepts = 2

    let photo: GalleryPhoto
    let overlay: OverlayFigure
    let entry: Entry

    init(_ photo: GalleryPhoto, overlay: OverlayFigure) {
        self.photo = photo
        self.overlay = overlay
        let concepts = photo.concepts.filter(\.isNamed).map(\.name)
        let file = photo.input.file.asOneParagraph
        entry = Entry(
            id: photo.id,
            answer: photo.answer.label,
            probability: photo.answer.probability,
            agreement: photo.agreement.rawValue,
            concepts: concepts,
            file: file,
            search: ([photo.answer.label, photo.label ?? "", file] + concepts)
                .joined(separator: " ")
        )
    }

    /// The card's values.
    ///
    /// - Parameters:
    ///   - strings: The words.
    ///   - tellsMissingLabels: Whether a photo without a label says so, as where others have one.
    /// - Returns: What the partial `card` names.
    /// - Throws: `SheetTemplatesError` if a string is missing.
    func values(
        _ strings: SheetStrings,
        tellsMissingLabels: Bool = false
    ) throws -> [String: Any] {
        var values: [String: Any] = [
            "id": photo.id,
            "answer": photo.answer.label,
            "probability": strings.numbers.probability(photo.answer.probability),
            "probabilityNumber": WebNumber.plain(photo.answer.probability),
            "probabilityLength": WebNumber.length(photo.answer.probability),
            "agreement": photo.agreement.rawValue,
            "conceptKeys": try Self.array(entry.concepts),
            "file": entry.file,
            "search": entry.search,
            "overlay": overlay.values,
            "alternative": try strings.text(
                "web-photo-alternative",
                ["file": entry.file, "answer": photo.answer.label]
            ),
            "switchLabel": try strings.text(
                "web-photo-relevance",
                ["answer": photo.answer.label, "file": entry.file]
            ),
            "strengthLabel": try strings.text(
                "web-photo-strength",
                ["answer": photo.answer.label, "file": entry.file]
            ),
            "concepts": photo.concepts.prefix(Self.mostConcepts).map { concept in
                [
                    "name": concept.name, "isNamed": concept.isNamed,
                    "isAgainst": concept.layerShare < 0,
                    "share": strings.numbers.signedShare(concept.layerShare),
                ] as [String: Any]
            },
        ]
        if let label = photo.label {
            values["label"] = try strings.text(
                "web-label-\(photo.agreement.rawValue)",
                ["label": label]
            )
            values["agrees"] = photo.agreement == .agrees
        } else {
            values["noLabel"] = tellsMissingLabels
        }
        if photo.target.class != photo.answer.class {
            values["explains"] = try strings.text(
                "web-explains",
                ["target": photo.target.label]
            )
        }
        return values
    }

    /// Names as a JSON array, for an attribute.
    private static func array(_ names: [String]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return String(decoding: try encoder.encode(names), as: UTF8.self)
    }
}
