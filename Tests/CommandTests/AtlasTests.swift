import Explanations
import Foundation
import Testing

/// Atlases as a person makes them.
@Suite("Atlases")
struct AtlasTests {
    private let model = ["--model", "vgg16", "--weights", Inputs.weights.path]

    private func home() throws -> Program {
        let program = try Program()
        try Inputs.fill(program.folder)
        let photos = program.path("anna")
        try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
        for number in 0..<10 {
            let photo = Inputs.photo(width: 240 + 10 * number, height: 260 - 5 * number)
            try photo.writePNG(to: photos.appendingPathComponent("\(number).png"))
        }
        let built = try program.run(["index", "build", "anna", "--output", "i.sqlite"] + model)
        try #require(built.status == 0, "\(built.errors)")
        return program
    }

    private func names(in folder: URL) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    }

    @Test("a book and pages in one folder, which a second atlas replaces as a whole")
    func atlas() throws {
        let program = try home()
        defer { program.cleanUp() }
        let atlas = ["atlas", "i.sqlite", "--channels", "0-3", "--output", "made"] + model
        let first = try program.run(atlas)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output == "made/atlas.en.pdf\nmade/index.html\n")
        let made = program.path("made")
        let files = try names(in: made)
        #expect(files.isSuperset(of: ["atlas.json", "atlas.en.pdf", "index.html", "channels"]))
        #expect(try names(in: made.appendingPathComponent("channels")).count == 4)
        let index = try String(
            contentsOf: made.appendingPathComponent("index.html"),
            encoding: .utf8
        )
        #expect(index.contains("atlas.en.pdf"))
        struct Document: Decodable {
            struct Channel: Decodable { let card: ChannelCard }
            let schema: String
            let channels: [Channel]
        }
        let document = try JSONDecoder().decode(
            Document.self,
            from: Data(contentsOf: made.appendingPathComponent("atlas.json"))
        )
        #expect(document.schema == "llexicorp/atlas/1")
        #expect(document.channels.map(\.card.channel) == [0, 1, 2, 3])
        let second = try program.run(atlas + ["--format", "pdf", "--language", "cs"])
        #expect(second.status == 0, "\(second.errors)")
        #expect(try names(in: made) == ["atlas.json", "atlas.cs.pdf"])
    }

    @Test("without weights cards have words only, and a note says so")
    func withoutWeights() throws {
        let program = try home()
        defer { program.cleanUp() }
        let outcome = try program.run(
            "atlas",
            "i.sqlite",
            "--channels",
            "0,1",
            "--output",
            "made",
            "--format",
            "html"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("note: cards have no pictures"))
        let index = try String(
            contentsOf: program.path("made/index.html"),
            encoding: .utf8
        )
        #expect(!index.contains("<img") && index.contains("Channel\u{A0}1"))
    }

    @Test(
        "what cannot be is refused in one line, and nothing is written",
        arguments: [
            (["atlas", "nowhere.sqlite"], 1, "nowhere.sqlite"),
            (["atlas", "photo.png"], 1, "photo.png"),
            (["atlas", "i.sqlite", "--format", "docx"], 2, "docx"),
            (["atlas", "i.sqlite", "--channels", "4711"], 1, "no channel 4711"),
            (["atlas", "i.sqlite", "--channels", "x"], 2, "x"),
            (["atlas", "i.sqlite", "--references", "0"], 2, "--references 0"),
            (["atlas", "i.sqlite", "--language", "xx"], 1, "xx"),
            (["atlas", "i.sqlite", "--output", "anna"], 1, "anna"),
            (["atlas", "i.sqlite", "--output", "photo.png"], 1, "photo.png"),
        ] as [([String], Int32, String)]
    )
    func refused(arguments: [String], status: Int32, says: String) throws {
        let program = try home()
        defer { program.cleanUp() }
        let before = try names(in: program.folder)
        let outcome = try program.run(arguments + model)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errorLines.count == 1 && outcome.errors.contains(says), "\(outcome.errors)")
        #expect(try names(in: program.folder) == before)
        #expect(try names(in: program.path("anna")).count == 10)
    }
}
