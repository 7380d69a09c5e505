import Explanations
import Foundation
import Testing

/// Where results go: nothing of the person's own is lost, and nothing is lost unsaid.
@Suite("Output")
struct OutputTests {
    private let model = ["--model", "vgg16", "--weights", Inputs.weights.path]

    private func names(in folder: URL) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    }

    @Test("a folder that explain did not make is never replaced")
    func foreignFolder() throws {
        let program = try Program()
        defer { program.cleanUp() }
        try Inputs.fill(program.folder)
        let own = program.path("photo")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try Data("years of work".utf8).write(to: own.appendingPathComponent("thesis.txt"))
        let outcome = try program.run(["explain", "photo.png", "--output", "."] + model)
        #expect(outcome.status == 1)
        #expect(outcome.errorLines.count == 1 && outcome.errors.contains("--output"))
        #expect(try names(in: own) == ["thesis.txt"])
    }

    @Test("a photo in the folder that its explanation would replace is kept")
    func photoInside() throws {
        let program = try Program()
        defer { program.cleanUp() }
        try Inputs.fill(program.folder)
        let first = try program.run(["explain", "photo.png", "--format", "json"] + model)
        try #require(first.status == 0, "\(first.errors)")
        let inside = program.path("out/photo/photo.png")
        try FileManager.default.copyItem(at: program.path("photo.png"), to: inside)
        let outcome = try program.run(["explain", "out/photo/photo.png"] + model)
        #expect(outcome.status == 1)
        #expect(outcome.errorLines.count == 1)
        #expect(FileManager.default.fileExists(atPath: inside.path))
    }

    @Test("several explanations rendered into one folder get a folder each")
    func renderSeveral() throws {
        let program = try Program()
        defer { program.cleanUp() }
        try Inputs.fill(program.folder)
        let made = try program.run(
            ["explain", "photo.png", "photo.png", "--format", "json"] + model
        )
        try #require(made.status == 0, "\(made.errors)")
        let outcome = try program.run(
            "render",
            "out/photo",
            "out/photo-2/explanation.json",
            "--format",
            "png",
            "--output",
            "sheets"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try names(in: program.path("sheets")) == ["photo", "photo-2"])
        for name in ["photo", "photo-2"] {
            let sheet = try Data(
                contentsOf: program.path("sheets/\(name)/sheet.end-user.en.png")
            )
            #expect(!sheet.isEmpty)
        }
    }

    @Test(
        "results that standard output does not take are an error",
        arguments: [["--version"], ["--help"], ["model", "list"], ["model", "list", "--json"]]
    )
    func fullOutput(_ arguments: [String]) throws {
        let program = try Program()
        defer { program.cleanUp() }
        let outcome = try program.run(arguments, outputTo: "/dev/full")
        #expect(outcome.status == 1)
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    }

    @Test("a date that is none is refused", arguments: ["yesterday", "-1", "253402300800"])
    func sourceDate(_ date: String) throws {
        let program = try Program()
        defer { program.cleanUp() }
        try Inputs.fill(program.folder)
        let outcome = try program.run(
            ["explain", "photo.png", "--format", "json"] + model,
            environment: ["SOURCE_DATE_EPOCH": date]
        )
        #expect(outcome.status == 1)
        #expect(outcome.errorLines.count == 1 && outcome.errors.contains(date))
    }

    @Test("heatmaps that cannot be told apart are said so, on the sheet's document and beside it")
    func indistinctLayer() throws {
        let program = try Program()
        defer { program.cleanUp() }
        try Inputs.fill(program.folder)
        let explain = ["explain", "photo.png", "--format", "json"] + model
        let usual = try program.run(explain + ["--threshold", "indistinctCorrelation=1"])
        #expect(usual.status == 0 && !usual.errors.contains("nearly the same"), "\(usual.errors)")
        let warned = try program.run(explain + ["--threshold", "indistinctCorrelation=-1"])
        #expect(warned.status == 0 && warned.errors.contains("doctor --model vgg16"))
        let explanation = try ExplanationFile.read(from: program.path("out/photo"))
        #expect(
            explanation.cautions.contains {
                if case .indistinctLayer = $0 { true } else { false }
            }
        )
    }

    @Test("a fully connected layer can be indexed and explained by its references")
    func fullyConnectedLayer() throws {
        let program = try Program()
        defer { program.cleanUp() }
        let photos = program.path("photos")
        try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
        for width in [300, 320, 340] {
            try Inputs.photo(width: width).writePNG(
                to: photos.appendingPathComponent("\(width).png")
            )
        }
        let layer = ["--layer", "classifier.0"] + model
        let index = try program.run(["index", "build", "photos", "--output", "index"] + layer)
        try #require(index.status == 0, "\(index.errors)")
        let outcome = try program.run(
            ["explain", "photos/300.png", "--index", "index", "--keep-all", "--format", "json"]
                + layer
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(!outcome.errors.contains("note:"))
        // Where the index's photos are gone, the sheet shows none, and that is said.
        try FileManager.default.moveItem(at: photos, to: program.path("elsewhere"))
        try FileManager.default.removeItem(at: program.path("index.crops"))
        let later = try program.run(
            ["explain", "elsewhere/300.png", "--index", "index", "--format", "json"] + layer
        )
        #expect(later.status == 0, "\(later.errors)")
        #expect(later.errors.contains("note: 2 of the index's photos cannot be shown"))
    }
}
