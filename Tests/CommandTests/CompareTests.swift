import Foundation
import Testing

/// `llexicorp compare` as a person runs it.
@Suite("Compare")
struct CompareTests {
    private let program: Program

    /// Explains a photo by two composites, and another photo, into `one`, `two` and `other`.
    init() throws {
        program = try Program()
        try Inputs.fill(program.folder)
        try Inputs.photo(kind: 5).writePNG(to: program.path("second.png"))
        for (photo, composite, output) in [
            ("photo.png", "epsilon-plus-flat-head", "one"), ("photo.png", "epsilon-plus", "two"),
            ("second.png", "epsilon-plus", "other"),
        ] {
            let made = try program.run(
                ["explain", photo, "--format", "json", "--model", "vgg16", "--weights"]
                    + [Inputs.weights.path, "--composite", composite, "--output", output]
            )
            try #require(made.status == 0, "\(made.errors)")
        }
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: program.path(path).path)
    }

    @Test("pages, web page and measures appear in one folder, and again in its place")
    func wholeFolder() throws {
        defer { program.cleanUp() }
        for _ in 0..<2 {
            let outcome = try program.run(
                "compare",
                "one/photo",
                "two/photo/explanation.json",
                "--format",
                "pdf,png,html",
                "--dpi",
                "40",
                "--output",
                "out"
            )
            #expect(outcome.status == 0, "\(outcome.errors)")
            let lines = outcome.output.split(separator: "\n").map(String.init)
            #expect(lines.first == "out/comparison.en.pdf" && lines.last == "out/comparison.json")
            #expect(lines.allSatisfy(exists) && exists("out/pictures/a-overlay.jpg"))
        }
        let data = try Data(contentsOf: program.path("out/comparison.json"))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(json["matching"] as? String == "channel")
        #expect(json["answersAgree"] as? Bool == true)
    }

    @Test("texts in another language are written for the comparison alone")
    func otherLanguage() throws {
        defer { program.cleanUp() }
        let document = program.path("one/photo/explanation.json")
        let before = try Data(contentsOf: document)
        let outcome = try program.run(
            ["compare", "one/photo", "two/photo", "--language", "cs", "--format", "html"]
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("were missing; the offline narrator wrote them"))
        let page = try String(contentsOf: program.path("comparison/index.html"), encoding: .utf8)
        #expect(page.contains("<html lang=\"cs\"") && page.contains("Co se liší"))
        #expect(try Data(contentsOf: document) == before)
        #expect(!exists("comparison/comparison.cs.pdf"))
    }

    @Test(
        "what does not fit is one line, and nothing is left behind",
        arguments: [
            (["one/photo", "other/second"], 1, "same photo"),
            (["one/photo", "one/photo"], 1, "same explanation"),
            (["one/photo", "nowhere"], 1, "no explanation can be read"),
            (["one/photo", "two/photo", "--language", "xx"], 1, "known languages"),
            (["one/photo", "two/photo", "--format", "gif"], 2, "pdf, png, svg, html"),
            (["one/photo", "two/photo", "--dpi", "9"], 2, "36 to 1200"),
            (["one/photo", "two/photo", "--template", "none"], 2, "no such folder"),
        ]
    )
    func refusals(arguments: [String], status: Int32, words: String) throws {
        defer { program.cleanUp() }
        let outcome = try program.run(["compare"] + arguments)
        #expect(outcome.status == status)
        #expect(
            outcome.errorLines.count == 1 && outcome.errors.contains(words),
            "\(outcome.errors)"
        )
        #expect(!exists("comparison"))
    }

    @Test("a folder of something else is never replaced")
    func foreignFolder() throws {
        defer { program.cleanUp() }
        let outcome = try program.run("compare", "one/photo", "two/photo", "--output", "one")
        #expect(outcome.status == 1 && outcome.errors.contains("comparison.json"))
        #expect(exists("one/photo/explanation.json"))
    }
}
