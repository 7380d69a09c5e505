import Explanations
import Foundation
import Galleries
import SheetFixtures
import SheetTemplates

/// Made-up galleries for tests of web pages.
enum WebSamples {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let templates = root.appendingPathComponent("Templates")
    static let fonts = root.appendingPathComponent("Fonts")

    /// An empty folder of its own.
    static func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("llexicorp-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    /// A made-up document whose photo no other has.
    static func explanation(_ number: Int, _ fixture: ExplanationFixture) -> Explanation {
        var explanation = fixture.explanation()
        explanation.input.file = "photo-\(number).png"
        explanation.input.sha256 = String(repeating: "\(number % 10)", count: 64)
        return explanation
    }

    /// Writes explanations with their assets and a gallery of them.
    ///
    /// - Returns: The gallery's folder; the explanations lie beside it as `in/photo-<number>`.
    static func write(
        _ explanations: [Explanation],
        language: String = "en",
        sheets: (GalleryPhoto) throws -> [URL] = { _ in [] },
        without asset: String? = nil
    ) throws -> WebPages {
        let folder = try folder()
        let words = try SheetStrings(
            shared: "gallery",
            in: TemplateFolders(templates),
            language: language
        )
        let photos = try explanations.enumerated().map { number, explanation in
            let input = folder.appendingPathComponent("in/photo-\(number)")
            try AssetFixture.write(for: explanation, to: input)
            try ExplanationFile.encode(explanation)
                .write(to: input.appendingPathComponent(ExplanationFile.name))
            if let asset {
                try FileManager.default.removeItem(at: input.appendingPathComponent(asset))
            }
            return try GalleryPhoto(
                explanation,
                in: input,
                id: "photo-\(number)",
                audience: "end-user",
                words: words
            )
        }
        let output = folder.appendingPathComponent("out")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        try WebGallery(templates: templates, fonts: fonts).write(
            Gallery(
                of: photos,
                language: language,
                provenance: Provenance(
                    created: "2026-11-23T07:05:00Z",
                    tool: "llexicorp 0.1.0",
                    index: nil
                )
            ),
            audience: "end-user",
            sheets: sheets,
            to: output
        )
        return try WebPages(output)
    }
}
