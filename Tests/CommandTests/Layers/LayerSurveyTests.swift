import Foundation
import Testing

/// `doctor --model` and `index build --layer auto` as a person runs them, with a narrow VGG.
@Suite("Surveys from the command line")
struct LayerSurveyTests {
    private static let model = ["--model", "vgg16", "--weights", Inputs.weights.path]

    /// A program with ten photos.
    private func program() throws -> Program {
        let program = try Program()
        let folder = program.path("photos")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for number in 0..<10 {
            let photo = Inputs.photo(width: 240 + 17 * number, height: 300 - 9 * number)
            try photo.pngData().write(to: folder.appendingPathComponent("\(number).png"))
        }
        return program
    }

    @Test("The table says what is recommended, JSON says the same")
    func survey() throws {
        let program = try program()
        defer { program.cleanUp() }
        let arguments =
            ["doctor", "--photos", "photos", "--layers", "features.21,features.28"] + Self.model
        let table = try program.run(arguments)
        try #require(table.status == 0, "\(table.errors)")
        let rows = table.output.split(separator: "\n").filter { $0.hasPrefix("features.") }
        #expect(rows.count == 2 && rows[0].hasPrefix("features.21 "))
        #expect(table.output.contains("score      "))
        #expect(table.errors.contains("survey"))

        let json = try program.run(arguments + ["--json"])
        try #require(json.status == 0, "\(json.errors)")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        )
        let layers = try #require(object["layers"] as? [[String: Any]])
        #expect(layers.compactMap { $0["layer"] as? String } == ["features.21", "features.28"])
        if let recommended = object["recommended"] as? String {
            #expect(rows.contains { $0.hasPrefix(recommended) && $0.contains("recommended") })
        } else {
            #expect(table.output.contains("No layer can be recommended."))
        }
    }

    @Test("index build --layer auto tells its choice and builds for it")
    func automatic() throws {
        let program = try program()
        defer { program.cleanUp() }
        let outcome = try program.run(
            ["index", "build", "photos", "--layer", "auto", "--output", "index.sqlite"] + Self.model
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
        // The candidates of a VGG, and the chosen one of them in the summary.
        let rows = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("features.") }
        #expect(rows.count == 7)
        let chosen = try #require(outcome.output.split(whereSeparator: \.isWhitespace).last)
        #expect(rows.contains { $0.hasPrefix("\(chosen) ") } || chosen == "features.28")
        #expect(FileManager.default.fileExists(atPath: program.path("index.sqlite").path))
    }

    @Test("What is missing or wrong is said in one line")
    func errors() throws {
        let program = try program()
        defer { program.cleanUp() }
        let cases: [(arguments: [String], status: Int32, says: String)] = [
            // The list is there, its photos are not.
            (["doctor"] + Self.model, 1, "Scripts/fetch-photos"),
            (["doctor", "--photos", "nowhere"] + Self.model, 1, "nowhere"),
            (["doctor", "--photos", "photos", "--model", "vgg17"], 1, "vgg17"),
            (
                ["doctor", "--photos", "photos", "--layers", "features.99"] + Self.model, 1,
                "features.99"
            ),
            (
                ["doctor", "--photos", "photos", "--composite", "epsilon"] + Self.model, 1,
                "epsilon-plus-flat"
            ),
            (["doctor", "--photos", "photos"], 2, "--model"),
        ]
        for (arguments, status, says) in cases {
            let outcome = try program.run(arguments)
            #expect(outcome.status == status, "\(arguments)")
            #expect(outcome.errorLines.count == 1 && outcome.errors.contains(says), "\(outcome)")
            #expect(outcome.output.isEmpty)
        }
    }
}
