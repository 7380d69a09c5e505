import Explanations
import Foundation
import Galleries
import SheetFixtures
import SheetTemplates

/// Made-up galleries.
enum GallerySamples {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let templates = TemplateFolders(root.appendingPathComponent("Templates"))
    static let fonts = root.appendingPathComponent("Fonts")

    static func words(_ language: String = "en") throws -> SheetStrings {
        try SheetStrings(shared: "gallery", in: templates, language: language)
    }

    static func gallery(
        _ photos: [GalleryPhoto],
        sort: GallerySort = .confidence,
        grouping: GalleryGrouping = .none,
        language: String = "en"
    ) -> Gallery {
        Gallery(
            of: photos,
            language: language,
            sort: sort,
            grouping: grouping,
            provenance: Provenance(
                created: "2026-11-23T07:05:00Z",
                tool: "llexicorp 0.1.0",
                index: nil
            )
        )
    }

    /// Photos that differ in all that galleries sort and group by.
    static func photos(_ count: Int, in folder: URL = root) throws -> [GalleryPhoto] {
        let words = try words()
        return try (0..<count).map { number in
            try GalleryPhoto(
                explanation(number),
                in: folder,
                id: "photo-\(number)",
                audience: "end-user",
                words: words
            )
        }
    }

    /// The explanation of a photo by its number.
    static func explanation(_ number: Int) -> Explanation {
        let answers = ["kite", "lynx", "moped", "stupa", "Angora"]
        let names = ["Round eyes", "Bird legs", "round eyes", "Dark spots"]
        var fixture = ExplanationFixture()
        fixture.answer = answers[number * 7 % answers.count]
        fixture.probability = Double((number * 37 + 11) % 100) / 100
        fixture.label = number % 4 == 3 ? nil : number % 4 == 0 ? fixture.answer : "vulture"
        fixture.labelClass = number % 4 == 1 ? 23 : nil
        fixture.cautions =
            number % 4 == 0 || number % 4 == 3
            ? [] : [.differsFromLabel(label: "vulture")]
        fixture.concepts = [
            .init(names[number % names.count], 0.02 + 0.001 * Double(number % 9)),
            .init("Small marks \(number % 3)", 0.01),
            .init("Nothing in common", 0.09, hasSharedPattern: false),
            .init("Grass", -0.03),
        ]
        var explanation = fixture.explanation()
        explanation.input.file = "photo \(99 - number % 100).jpg"
        explanation.input.sha256 = String(repeating: "0", count: 60) + String(1000 + number)
        return explanation
    }
}
