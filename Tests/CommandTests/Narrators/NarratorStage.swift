import Explanations
import Foundation
import Images
import LanguageModels

/// A narrow model, an index of made-up photos and a photo to explain, for the program to work on.
struct NarratorStage {
    let program: Program
    /// The program's arguments up to the narrator's.
    static let explain = [
        "explain", "secret-name.png", "--model", "vgg16", "--weights", Inputs.weights.path,
        "--index", "index.sqlite", "--concepts", "3",
    ]
    /// So that two runs may give the same bytes.
    static let environment = ["SOURCE_DATE_EPOCH": "1700000000"]

    /// One for tests that change nothing in it.
    static let shared = Result { try NarratorStage() }

    init() throws {
        program = try Program()
        let folder = program.path("references")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for number in 0..<16 {
            let photo = Inputs.photo(
                width: 240 + 5 * number,
                height: 280 - 4 * number,
                kind: number
            )
            try photo.writePNG(to: folder.appendingPathComponent("photo-\(number).png"))
        }
        try Inputs.photo().writePNG(to: program.path("secret-name.png"))
        let built = try program.run(
            "index",
            "build",
            "references",
            "--model",
            "vgg16",
            "--weights",
            Inputs.weights.path,
            "--output",
            "index.sqlite"
        )
        guard built.status == 0 else { throw StageFailure(message: built.errors) }
    }

    /// Explains the photo with further arguments.
    func explain(
        _ arguments: [String],
        environment: [String: String] = [:]
    ) throws -> Program.Outcome {
        try program.run(
            Self.explain + arguments,
            environment: Self.environment.merging(environment) { $1 }
        )
    }

    /// The texts that the explanation holds now.
    func text() throws -> NarratedText {
        let explanation = try ExplanationFile.read(from: program.path("out/secret-name"))
        guard let text = explanation.texts.first else { throw StageFailure(message: "no text") }
        return text
    }

    /// A file of the explanation.
    func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: program.path("out/secret-name/\(name)"))
    }

    struct StageFailure: Error {
        let message: String
    }
}
