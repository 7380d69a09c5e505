import Explanations
import Foundation
import Testing

/// `llexicorp gallery` as a person calls it.
@Suite("Gallery")
struct GalleryTests {
    private let program: Program

    /// Explains a photo twice, without any sheet, into `out/photo` and `other/photo`.
    init() throws {
        program = try Program()
        try Inputs.fill(program.folder)
        for folder in ["out", "other"] {
            let made = try program.run(
                ["explain", "photo.png", "--format", "json", "--model", "vgg16", "--weights"]
                    + [Inputs.weights.path, "--output", folder]
                    + (folder == "out" ? ["--licence", "CC0-1.0", "--author", "A. Painter"] : [])
            )
            try #require(made.status == 0, "\(made.errors)")
        }
    }

    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: program.path(folder).path).sorted()
    }

    private struct List: Decodable {
        struct Photo: Decodable {
            let id: String
            let file: String
            let probability: Double
        }
        let photos: [Photo]
    }

    @Test("Folders of explanations become pages and contact sheets, two of one name apart")
    func made() throws {
        defer { program.cleanUp() }
        let outcome = try program.run(
            ["gallery", "out", "other/photo", "--output", "gallery", "--format", "pdf,png,html"]
                + ["--dpi", "40", "--title", "Two <of> a kind"]
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
        let written = try names(in: "gallery")
        for name in ["index.html", "credits.html", "gallery.pdf", "gallery.png", "gallery.json"] {
            #expect(written.contains(name), "\(written)")
            #expect(
                name.hasSuffix("json") || name == "credits.html" || outcome.output.contains(name)
            )
        }
        let json = try Data(contentsOf: program.path("gallery/gallery.json"))
        let list = try JSONDecoder().decode(List.self, from: json)
        #expect(list.photos.map(\.id).sorted() == ["photo", "photo-2"])
        #expect(list.photos.allSatisfy { $0.file == "photo.png" })
        #expect(try names(in: "gallery/photos") == ["photo-2.html", "photo.html"])
        #expect(try names(in: "gallery/sheets").filter { $0.hasSuffix(".pdf") }.count == 2)
        let index = try String(contentsOf: program.path("gallery/index.html"), encoding: .utf8)
        #expect(index.contains("Two &lt;of&gt; a kind") && !index.contains("Two <of> a kind"))
        let credits = try String(contentsOf: program.path("gallery/credits.html"), encoding: .utf8)
        #expect(credits.contains("CC0-1.0") && credits.contains("A. Painter"))
        // Nothing is left beside it.
        #expect(try names(in: ".").filter { $0.hasPrefix(".gallery") } == [])
    }

    @Test("A gallery replaces a gallery, and nothing else")
    func replaced() throws {
        defer { program.cleanUp() }
        let words = [
            "gallery", "out/photo", "--output", "gallery", "--format", "png", "--dpi", "40",
        ]
        #expect(try program.run(words).status == 0)
        #expect(try program.run(words + ["--title", "Again"]).status == 0)
        let before = try names(in: "out/photo")
        let refused = try program.run(["gallery", "other", "--output", "out/photo"])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("would be replaced, but is something else"))
        #expect(try names(in: "out/photo") == before)
    }

    @Test(
        "What cannot be read is named and left out, with exit code 3; nothing to show is a failure"
    )
    func partly() throws {
        defer { program.cleanUp() }
        let broken = program.path("broken")
        try FileManager.default.createDirectory(at: broken, withIntermediateDirectories: true)
        try Data("{".utf8).write(to: broken.appendingPathComponent("explanation.json"))
        let partly = try program.run(
            ["gallery", "out/photo", "broken", "--output", "gallery", "--format", "png"]
                + ["--dpi", "40", "--json"]
        )
        #expect(partly.status == 3)
        #expect(partly.errors.contains("broken/explanation.json: is not an explanation"))
        #expect(try names(in: "gallery") == ["gallery-2.png", "gallery.json", "gallery.png"])
        let nothing = try program.run(["gallery", "broken", "--output", "none"])
        #expect(nothing.status == 1)
        #expect(!FileManager.default.fileExists(atPath: program.path("none").path))
    }

    @Test(
        "Wrong usage is one line and exit code 2; a missing folder and an unknown language are 1",
        arguments: [
            (["--format", "docx"], Int32(2), "format \"docx\" is unknown"),
            (["--sort", "size"], 2, "confidence"),
            (["--dpi", "9"], 2, "36 to 1200"),
            (["--language", "xx"], 1, "known languages are: cs, de, en"),
            (["--sheets", "nobody"], 1, "nobody"),
        ]
    )
    func usage(_ words: [String], _ status: Int32, _ message: String) throws {
        defer { program.cleanUp() }
        let outcome = try program.run(["gallery", "out/photo", "--output", "gallery"] + words)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: program.path("gallery").path))
    }
}
