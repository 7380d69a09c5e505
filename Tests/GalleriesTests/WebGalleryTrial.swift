import Explanations
import Foundation
import Galleries
import SheetTemplates
import Testing

/// Writes a gallery of explanations that a person has at hand, to be looked at: set `LLEXICORP_GALLERY_TRIAL` to
/// `<folder of explanations>:<empty output folder>`, and `LLEXICORP_GALLERY_LANGUAGE` for another language than
/// English.
@Suite struct WebGalleryTrial {
    private static let environment = ProcessInfo.processInfo.environment
    private static let folders = environment["LLEXICORP_GALLERY_TRIAL"]?.split(separator: ":")

    @Test(.enabled(if: folders?.count == 2)) func writesWhatIsAsked() throws {
        let folders = try #require(Self.folders)
        let input = URL(fileURLWithPath: String(folders[0]))
        let output = URL(fileURLWithPath: String(folders[1]))
        let language = Self.environment["LLEXICORP_GALLERY_LANGUAGE"] ?? "en"
        let names = try FileManager.default.contentsOfDirectory(atPath: input.path).sorted()
        let words = try SheetStrings(
            shared: "gallery",
            in: TemplateFolders(WebSamples.templates),
            language: language
        )
        let photos = try names.map { name in
            let folder = input.appendingPathComponent(name)
            return try GalleryPhoto(
                ExplanationFile.read(from: folder),
                in: folder,
                id: name,
                audience: "end-user",
                words: words
            )
        }
        let first = try #require(photos.first)
        let gallery = Gallery(
            of: photos,
            language: language,
            provenance: Provenance(created: first.created, tool: "llexicorp", index: nil)
        )
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        let sheets = Self.environment["LLEXICORP_GALLERY_SHEETS"].map(URL.init(fileURLWithPath:))
        let start = ContinuousClock.now
        try WebGallery(templates: WebSamples.templates, fonts: WebSamples.fonts).write(
            gallery,
            audience: "end-user",
            sheets: { photo in
                ["pdf", "png"].compactMap { format in
                    let name = "\(photo.id)/sheet.end-user.\(language).\(format)"
                    guard let url = sheets?.appendingPathComponent(name),
                        FileManager.default.fileExists(atPath: url.path)
                    else { return nil }
                    return url
                }
            },
            to: output
        )
        print("\(photos.count) photos in \(ContinuousClock.now - start)")
    }
}
