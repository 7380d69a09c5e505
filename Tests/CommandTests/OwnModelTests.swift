import Explanations
import Foundation
import Images
import Testing

/// A model of the person's own, from its `model.yaml` to an explained photo.
@Suite("Own models")
struct OwnModelTests {
    /// A folder with photo, weights, class names, reference photos and `model.yaml`.
    private static func stage() throws -> Program {
        let program = try Program()
        let files = FileManager.default
        let folder = program.path("eye")
        let photos = folder.appendingPathComponent("photos")
        try files.createDirectory(at: photos, withIntermediateDirectories: true)
        try files.copyItem(at: Inputs.weights, to: folder.appendingPathComponent("w.safetensors"))
        let names = (0..<10).map { "grade \($0)" }.joined(separator: "\n")
        try Data(names.utf8).write(to: folder.appendingPathComponent("grades.txt"))
        try Inputs.photo().writePNG(to: program.path("photo.png"))
        for side in [96, 130, 150] {
            try Inputs.photo(width: side, height: 2 * side)
                .writePNG(to: photos.appendingPathComponent("\(side).png"))
        }
        let description = """
            name: eye
            title: Eye grades
            architecture: vgg16
            weights: w.safetensors
            preprocessing: {stretch: 64, mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25]}
            classes: grades.txt
            layer: features.21
            composite: epsilon-plus-flat
            photos: photos
            index: eye.sqlite
            """
        try Data(description.utf8).write(to: folder.appendingPathComponent("model.yaml"))
        return program
    }

    @Test("added, indexed by its own photos, explained by name")
    func whole() throws {
        let program = try Self.stage()
        defer { program.cleanUp() }
        let added = try program.run("model", "add", "eye/model.yaml")
        #expect(added.status == 0, "\(added.errors)")
        #expect(added.output.hasPrefix("eye added: "))
        #expect(try program.run("model", "list").output.contains("\neye "))
        let indexed = try program.run("index", "build", "--model", "eye")
        try #require(indexed.status == 0, "\(indexed.errors)")
        let index = program.path("eye/eye.sqlite").path
        #expect(FileManager.default.fileExists(atPath: index))

        // By name, and by the file: the same explanation.
        for model in ["eye", "eye/model.yaml"] {
            let outcome = try program.run(
                "explain",
                "photo.png",
                "--model",
                model,
                "--format",
                "json",
                "--output",
                "out"
            )
            try #require(outcome.status == 0, "\(outcome.errors)")
            #expect(!outcome.errors.contains("no reference index"))
            let document = try ExplanationFile.read(
                from: program.path("out/photo/\(ExplanationFile.name)")
            )
            #expect(document.model.name == "eye" && document.model.title == "Eye grades")
            #expect(document.model.layer == "features.21")
            #expect(document.model.preprocessing.hasPrefix("stretched to 64x64, RGB"))
            #expect(document.attribution.composite == "epsilon-plus-flat")
            #expect(document.prediction.label.hasPrefix("grade "))
            let view = document.input.view
            #expect(view.x == 0 && view.y == 0 && view.width == 1 && view.height == 1)
            #expect(document.provenance.index != nil)
        }
        let other = try program.run(
            "explain",
            "photo.png",
            "--model",
            "eye",
            "--layer",
            "features.14",
            "--format",
            "json"
        )
        #expect(other.status == 0)
        #expect(other.errors.contains("index build --model eye --layer features.14"))
        let removed = try program.run("model", "remove", "eye")
        #expect(removed.status == 0 && removed.output == "eye removed\n")
        #expect(try program.run("model", "inspect", "eye").status == 1)
        #expect(try program.run("model", "inspect", "eye/model.yaml").output.contains("grade 3"))
    }

    @Test("attribute takes a model file, and its composite")
    func attribute() throws {
        let program = try Self.stage()
        defer { program.cleanUp() }
        let input = Inputs.weights.deletingLastPathComponent()
            .appendingPathComponent("forward.safetensors").path
        for (name, model) in [("own", ["eye/model.yaml"]), ("plain", ["vgg16"])] {
            let weights = ["--weights", "eye/w.safetensors", "--composite", "epsilon-plus-flat"]
            let outcome = try program.run(
                ["attribute"] + model + (name == "own" ? [] : weights)
                    + ["--input", input, "--output", "\(name).safetensors"]
            )
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        // All but the metadata, which names the model: the tensors' bytes come last.
        let files = try ["own", "plain"].map { name in
            try Data(contentsOf: program.path("\(name).safetensors"))
        }
        let length = 2 * 64 * 64 * 4
        #expect(files[0].suffix(length) == files[1].suffix(length))
    }
}
