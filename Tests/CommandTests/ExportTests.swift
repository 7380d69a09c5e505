import Explanations
import Foundation
import Images
import Testing

/// Exports, cards and credits as a person makes them.
@Suite("Exports")
struct ExportTests {
    private let model = ["--model", "vgg16", "--weights", Inputs.weights.path]

    /// An index over a folder of a few photos.
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

    @Test("an exported folder serves where its origin is gone; nothing is replaced")
    func photos() throws {
        let program = try home()
        defer { program.cleanUp() }
        let export = ["index", "export", "i.sqlite", "--output", "there", "--photos"]
        let first = try program.run(export)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.errors.contains("no known licence") && first.output.contains("10 photos"))
        let before = try names(in: program.path("there"))
        #expect(before == ["index.sqlite", "photos", "README.md", "CREDITS.tsv"])
        let second = try program.run(export)
        #expect(second.status == 1 && second.errorLines.count == 1)
        #expect(second.errors.contains("replaces nothing"))
        try FileManager.default.removeItem(at: program.path("anna"))
        try FileManager.default.removeItem(at: program.path("i.sqlite"))
        let explained = try program.run(
            ["explain", "photo.png", "--index", "there/index.sqlite", "--credits", "--keep-all"]
                + model
        )
        #expect(explained.status == 0, "\(explained.errors)")
        let explanation = try ExplanationFile.read(from: program.path("out/photo"))
        #expect(explanation.concepts.contains { !$0.references.isEmpty })

        let credits = try program.run("credits", "out/photo", "out/photo", "--json")
        #expect(credits.status == 0, "\(credits.errors)")
        let roll = try JSONDecoder().decode(CreditRoll.self, from: Data(credits.output.utf8))
        let shown = Set(explanation.concepts.flatMap { $0.references.map(\.sha256) })
        #expect(roll.photoCount == shown.count && roll.unlicensedCount == shown.count)
    }

    @Test("a photo's own files stand in for what an export of hashes lacks")
    func hashes() throws {
        let program = try home()
        defer { program.cleanUp() }
        let made = try program.run("index", "export", "i.sqlite", "--output", "there", "--hashes")
        #expect(made.status == 0, "\(made.errors)")
        try FileManager.default.moveItem(at: program.path("anna"), to: program.path("anna 2"))
        let explain =
            ["explain", "photo.png", "--index", "there/index.sqlite", "--keep-all"] + model
        let without = try program.run(explain + ["--format", "json"])
        #expect(without.status == 0 && without.errors.contains("--reference-photos"))
        let with = try program.run(
            explain + ["--format", "json", "--reference-photos", "anna 2"]
        )
        #expect(with.status == 0 && !with.errors.contains("--reference-photos"))
        let explanation = try ExplanationFile.read(from: program.path("out/photo"))
        #expect(explanation.concepts.contains { !$0.references.isEmpty })
    }

    @Test("a channel's card is printed as text, JSON, PNG and PDF")
    func show() throws {
        let program = try home()
        defer { program.cleanUp() }
        let show = ["index", "show", "3", "--index", "i.sqlite"] + model
        let text = try program.run(show + ["--output", "card.png", "--references", "4"])
        #expect(text.status == 0, "\(text.errors)")
        #expect(text.output.contains("channel 3 of") && text.output.contains("by actmax-sum"))
        let picture = try PictureFile.read(program.path("card.png")).picture
        #expect(picture.width == 1240 && picture.height == 877)
        let json = try program.run(show + ["--json", "--output", "card.pdf"])
        let card = try JSONDecoder().decode(ChannelCard.self, from: Data(json.output.utf8))
        #expect(card.channel == 3 && card.rankings.map(\.mode) == ["relmax-sum", "actmax-sum"])
        #expect(try Data(contentsOf: program.path("card.pdf")).starts(with: Data("%PDF".utf8)))
    }

    @Test(
        "what cannot be is refused in one line",
        arguments: [
            (["index", "export", "i.sqlite", "--output", "there"], 2, "--photos"),
            (
                ["index", "export", "i.sqlite", "--output", "there", "--photos", "--crops"], 2,
                "one of"
            ),
            (["index", "export", "nowhere", "--output", "there", "--hashes"], 1, "nowhere"),
            (["index", "export", "text.png", "--output", "there", "--hashes"], 1, "text.png"),
            (
                ["index", "export", "i.sqlite", "--output", "text.png/there", "--hashes"], 1,
                "text.png"
            ),
            (
                [
                    "index", "export", "i.sqlite", "--output", "there", "--hashes", "--channels",
                    "4711",
                ],
                1, "4711"
            ),
            (["index", "show", "4711", "--index", "i.sqlite"], 1, "4711"),
            (["index", "show", "3", "--index", "i.sqlite", "--mode", "best"], 1, "relmax-sum"),
            (["index", "show", "3", "--index", "i.sqlite", "--output", "card.txt"], 2, "png"),
            (["credits", "nowhere"], 1, "nowhere"),
        ] as [([String], Int32, String)]
    )
    func refused(arguments: [String], status: Int32, says: String) throws {
        let program = try home()
        defer { program.cleanUp() }
        let before = try names(in: program.folder)
        let outcome = try program.run(arguments)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errorLines.count == 1 && outcome.errors.contains(says), "\(outcome.errors)")
        #expect(try names(in: program.folder) == before)
    }

    @Test("where files cannot grow, as on a full disk, nothing is left behind", arguments: [8, 64])
    func fullDisk(blocks: Int) throws {
        let program = try home()
        defer { program.cleanUp() }
        let before = try names(in: program.folder)
        for kind in ["--photos", "--hashes"] {
            // A limit on the size of files, in blocks of 512 bytes; the signal it sends is ignored.
            let outcome = try program.limited(
                blocks: blocks,
                ["index", "export", "i.sqlite", "--output", "there", kind]
            )
            #expect(outcome.status == 1, "\(outcome.errors)")
            #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
            #expect(try names(in: program.folder) == before)
        }
    }
}

extension Program {
    /// Runs the program in its folder with a limit on the size of files.
    fileprivate func limited(blocks: Int, _ arguments: [String]) throws -> Outcome {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("llexicorp").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments =
            ["-c", "trap '' XFSZ; ulimit -f \(blocks); exec \"$0\" \"$@\"", program] + arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging(["XDG_CACHE_HOME": path("cache").path]) { $1 }
        return try outcome(of: process)
    }
}
