import Explanations
import Foundation
import Testing

/// Printing again: forms, own templates, watching.
@Suite("Render")
struct RenderTests {
    private let program: Program

    /// Explains a photo, without any sheet, into `out/photo`.
    init() throws {
        program = try Program()
        try Inputs.fill(program.folder)
        let made = try program.run(
            ["explain", "photo.png", "--format", "json", "--model", "vgg16", "--weights"]
                + [Inputs.weights.path]
        )
        try #require(made.status == 0, "\(made.errors)")
    }

    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: program.path(folder).path).sorted()
    }

    /// Writes a file of own templates: a shipped one with a text replaced.
    private func write(_ path: String, replacing old: String = "", with new: String = "") throws {
        var text = try String(
            contentsOf: Self.templates.appendingPathComponent(path),
            encoding: .utf8
        )
        if !old.isEmpty {
            try #require(text.contains(old), "\(old)")
            text = text.replacing(old, with: new)
        }
        let url = program.path("own/\(path)")
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url, options: .atomic)
    }

    /// Writes an audience's strings with one more, in place of that which all audiences share: the sheet's
    /// title, and the document's.
    private func write(_ path: String, adding key: String, _ words: String) throws {
        try write(
            path,
            replacing: "\nstrings:\n",
            with: "\nstrings:\n  \(key): \"\(words)\"\n  document-\(key): \"\(words)\"\n"
        )
    }

    private static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Templates")

    @Test("every form is printed at the fineness that was asked for")
    func forms() throws {
        defer { program.cleanUp() }
        let outcome = try program.run(
            "render",
            "out/photo",
            "--format",
            "svg,png,pdf",
            "--dpi",
            "40",
            "--overlay-map",
            "bwr",
            "--overlay-scale",
            "sheet",
            "--output",
            "sheets"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            try names(in: "sheets") == [
                "sheet.end-user.en.pdf", "sheet.end-user.en.png", "sheet.end-user.en.svg",
            ]
        )
        #expect(
            outcome.output.split(separator: "\n").map { $0.suffix(4) } == [".pdf", ".png", ".svg"]
        )
    }

    @Test(
        "what cannot be is wrong usage, and the line says what can",
        arguments: [
            (["--dpi", "20"], "36 to 1200"), (["--format", "gif"], "pdf, png, svg, json"),
            (["--overlay-map", "pink"], "duotone"), (["--overlay-scale", "page"], "panel"),
            (["--template", "nowhere"], "no such folder"), (["--watch", "--json"], "--watch"),
        ]
    )
    func wrongUsage(arguments: [String], words: String) throws {
        defer { program.cleanUp() }
        let outcome = try program.run(["render", "out/photo"] + arguments)
        #expect(outcome.status == 2)
        #expect(
            outcome.errorLines.count == 1 && outcome.errors.contains(words),
            "\(outcome.errors)"
        )
    }

    // MARK: Own templates

    @Test("a folder of own templates need hold only the file that differs")
    func ownFile() throws {
        defer { program.cleanUp() }
        try write("end-user/strings/en.yaml", adding: "title", "It says here: {answer}")
        let outcome = try program.run(
            "render",
            "out/photo",
            "--format",
            "svg",
            "--template",
            "own"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        let svg = try String(
            contentsOf: program.path("out/photo/sheet.end-user.en.svg"),
            encoding: .utf8
        )
        #expect(svg.contains("<title id=\"title\">It says here"))
        let check = try program.run("template", "check", "own")
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output.contains("end-user (de): sheet ok"))
        #expect(!check.output.contains("auditor"))
    }

    @Test("an audience of one's own is copied, checked and printed")
    func newAudience() throws {
        defer { program.cleanUp() }
        let made = try program.run("template", "new", "nurse", "--output", "own")
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.output.contains("own/nurse/sheet.yaml\n"))
        #expect(try program.run("template", "check", "own").status == 0)
        let outcome = try program.run(
            "render",
            "out/photo",
            "--format",
            "png",
            "--template",
            "own",
            "--audience",
            "nurse"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try names(in: "out/photo").contains("sheet.nurse.en.png"))
        let again = try program.run("template", "new", "nurse", "--output", "own")
        #expect(again.status == 1 && again.errorLines.count == 1)
        for name in ["shared", "../nurse", "", "a b"] {
            #expect(try program.run("template", "new", name, "--output", "own").status == 1)
        }
    }

    @Test("a check lists all mistakes, each on a line with its place")
    func check() throws {
        defer { program.cleanUp() }
        try write("end-user/sheet.yaml", replacing: "hyphenate-below", with: "hyphenate-bellow")
        try write("end-user/strings/en.yaml", adding: "title", "{anser}")
        try write("end-user/narration/de/reader.json", replacing: "{", with: "[")
        let outcome = try program.run("template", "check", "own")
        #expect(outcome.status == 1)
        let lines = outcome.output.split(separator: "\n")
        #expect(
            lines.count { $0.contains(#/^own/end-user/sheet\.yaml:\d+:\d+: unknown key/#) } == 1
        )
        #expect(lines.contains { $0.contains(#/^own/end-user/strings/en\.yaml:\d+:\d+: .*anser/#) })
        #expect(lines.contains { $0.hasPrefix("own/end-user/narration/de/reader.json") })
        #expect(!outcome.output.contains("auditor"))
    }

    // MARK: Watching

    @Test("watching prints again after every change, tells mistakes, and ends by Ctrl-C")
    func watch() throws {
        defer { program.cleanUp() }
        try write("end-user/strings/de.yaml")
        let watched = try WatchedProgram(
            program.process([
                "render", "out/photo", "--language", "de", "--format", "svg", "--template", "own",
                "--watch",
            ])
        )
        defer { watched.process.terminate() }
        // The texts are missing at first: a note says who wrote them, and that is no change to print again.
        #expect(try watched.line().hasPrefix("note: "))
        #expect(try watched.line().contains(#/^\S*sheet\.end-user\.de\.svg \(\d+ ms\)$/#))

        try write("end-user/strings/de.yaml", adding: "title", "Hier steht {answer}")
        #expect(try watched.line().contains(#/ms\)$/#))
        let sheet = program.path("out/photo/sheet.end-user.de.svg")
        #expect(try String(contentsOf: sheet, encoding: .utf8).contains("Hier steht"))

        try write("end-user/strings/de.yaml", adding: "title", "{anser}")
        let mistake = try watched.line()
        #expect(mistake.contains("end-user/strings/de.yaml:") && mistake.contains("anser"))

        try write("end-user/strings/de.yaml")
        #expect(try watched.line().contains(#/ms\)$/#))

        var explanation = try ExplanationFile.read(from: program.path("out/photo"))
        explanation.texts[1].summary = "Xylophonwort."
        try ExplanationFile.encode(explanation).write(
            to: program.path("out/photo/explanation.json"),
            options: .atomic
        )
        #expect(try watched.line().contains(#/ms\)$/#))
        #expect(try String(contentsOf: sheet, encoding: .utf8).contains("Xylophonwort"))

        watched.process.interrupt()
        watched.process.waitUntilExit()
        #expect(watched.process.terminationReason == .exit)
        #expect(watched.process.terminationStatus == 0)
        #expect(try watched.line() == "")
    }
}

/// A running program whose lines, of both streams, are read as they come.
private final class WatchedProgram {
    let process: Process
    private let reading: FileHandle
    private var kept = Data()

    init(_ process: Process) throws {
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        try pipe.fileHandleForWriting.close()
        self.process = process
        reading = pipe.fileHandleForReading
    }

    /// The next line; empty at the end.
    ///
    /// - Throws: If there is none within a minute, much longer than any step takes.
    func line() throws -> String {
        while true {
            if let end = kept.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: kept[kept.startIndex..<end], as: UTF8.self)
                kept = Data(kept[(end + 1)...])
                return line
            }
            var waiting = pollfd(fd: reading.fileDescriptor, events: Int16(POLLIN), revents: 0)
            try #require(poll(&waiting, 1, 60_000) > 0, "no line within a minute")
            let bytes = reading.availableData
            guard !bytes.isEmpty else { return String(decoding: kept, as: UTF8.self) }
            kept += bytes
        }
    }
}
