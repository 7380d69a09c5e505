import Foundation
import Images
import Testing

/// What bad input gets: one line that says what failed, on what, what to do; the right exit code;
/// and no output at all.
@Suite("Bad input")
struct BadInputTests {
    /// A command line with `{photo}` and `{weights}` filled in, and what must be said about it.
    struct Case: CustomTestStringConvertible, Sendable {
        var arguments: [String]
        var status: Int32 = 1
        var says: [String]
        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let explain = ["explain", "{photo}", "--model", "vgg16", "--weights", "{weights}"]

    static let cases: [Case] = [
        Case(
            arguments: ["explain", "nowhere.jpg", "--model", "vgg16", "--weights", "{weights}"],
            says: ["nowhere.jpg"]
        ),
        Case(
            arguments: ["explain", "empty.png", "--model", "vgg16", "--weights", "{weights}"],
            says: ["empty.png", "empty"]
        ),
        Case(
            arguments: ["explain", "truncated.png", "--model", "vgg16", "--weights", "{weights}"],
            says: ["truncated.png"]
        ),
        Case(
            arguments: ["explain", "text.png", "--model", "vgg16", "--weights", "{weights}"],
            says: ["text.png"]
        ),
        Case(
            arguments: ["explain", "scan.tiff", "--model", "vgg16", "--weights", "{weights}"],
            says: ["scan.tiff", "TIFF", "convert"]
        ),
        Case(
            arguments: ["explain", "brain.dcm", "--model", "vgg16", "--weights", "{weights}"],
            says: ["brain.dcm", "DICOM"]
        ),
        Case(
            arguments: ["explain", "phone.heic", "--model", "vgg16", "--weights", "{weights}"],
            says: ["phone.heic", "HEIC"]
        ),
        Case(arguments: ["explain", "{photo}", "--model", "vgg17"], says: ["vgg17", "vgg16"]),
        Case(arguments: ["explain", "{photo}"], says: ["squeezenet1_1", "model pull"]),
        Case(
            arguments: ["explain", "{photo}", "--model", "no/model.yaml"],
            says: ["no/model.yaml"]
        ),
        Case(
            arguments: ["explain", "{photo}", "--model", "text.png"],
            says: ["text.png", "--weights"]
        ),
        Case(
            arguments: ["model", "add", "nowhere.yaml"],
            says: ["nowhere.yaml", "check the path"]
        ),
        Case(arguments: ["model", "remove", "vgg16"], says: ["vgg16", "built in"]),
        Case(
            arguments: ["index", "build", "--model", "vgg16", "--weights", "{weights}"],
            says: ["no photos", "photos.tsv"]
        ),
        Case(
            arguments: ["explain", "{photo}", "--model", "vgg16", "--weights", "text.png"],
            says: ["text.png"]
        ),
        Case(
            arguments: ["explain", "{photo}", "--model", "vgg16_bn", "--weights", "{weights}"],
            says: ["features.1"]
        ),
        Case(arguments: explain + ["--layer", "features.99"], says: ["features.99"]),
        Case(arguments: explain + ["--class", "4711"], says: ["4711"]),
        Case(arguments: explain + ["--against", "4711"], says: ["4711"]),
        Case(
            arguments: explain + ["--class", "3", "--against", "3"],
            says: ["against itself", "runner-up"]
        ),
        Case(
            arguments: explain + ["--threshold", "mostSense=1"],
            status: 2,
            says: ["mostSense", "leastCoherence", "mergeCorrelation"]
        ),
        Case(
            arguments: explain + ["--threshold", "mostBorderShare=7"],
            status: 2,
            says: ["mostBorderShare", "0 to 1"]
        ),
        Case(arguments: explain + ["--audience", "martians"], says: ["martians", "end-user"]),
        Case(arguments: explain + ["--language", "tlh"], says: ["tlh", "en"]),
        Case(arguments: explain + ["--composite", "magic"], says: ["magic", "epsilon-plus-flat"]),
        Case(arguments: explain + ["--index", "nowhere.sqlite"], says: ["nowhere.sqlite"]),
        Case(arguments: explain + ["--index", "text.png"], says: ["text.png"]),
        Case(arguments: explain + ["--concepts", "0"], status: 2, says: []),
        Case(arguments: explain + ["--format", "docx"], status: 2, says: []),
        Case(arguments: explain + ["--narrator", "oracle"], status: 2, says: []),
        Case(arguments: ["explain"], status: 2, says: []),
        Case(arguments: ["frobnicate"], status: 2, says: []),
        Case(arguments: explain + ["--index", "pipe"], says: ["pipe"]),
        Case(arguments: ["render", "nowhere"], says: ["nowhere"]),
        Case(arguments: ["render", "pipe"], says: ["pipe"]),
        Case(arguments: ["template", "check", "nowhere"], says: ["nowhere"]),
        Case(arguments: ["model", "inspect", "text.png"], says: ["text.png"]),
        Case(arguments: ["model", "inspect", "evil.pkl"], says: ["evil.pkl", "system"]),
        Case(arguments: ["model", "pull", "vgg99"], says: ["vgg99"]),
        Case(
            arguments: ["index", "build", "nowhere", "--model", "vgg16", "--weights", "{weights}"],
            says: ["nowhere"]
        ),
    ]

    @Test("one line, the right code, nothing written", arguments: cases)
    func badInput(_ bad: Case) throws {
        let program = try Program()
        defer { program.cleanUp() }
        try Inputs.fill(program.folder)
        let arguments = bad.arguments.map {
            $0.replacingOccurrences(of: "{photo}", with: "photo.png")
                .replacingOccurrences(of: "{weights}", with: Inputs.weights.path)
        }
        let outcome = try program.run(arguments)
        #expect(outcome.status == bad.status, "\(outcome.errors)")
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        for words in bad.says {
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
        }
        #expect(outcome.output.isEmpty)
        // Not even an empty folder for the output, and no draft beside it.
        let left = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
        let written = Set(left).subtracting(Inputs.names + ["cache", "out"])
        #expect(written.isEmpty, "\(written)")
        let out = try? FileManager.default.contentsOfDirectory(atPath: program.path("out").path)
        #expect(out ?? [] == [])
    }

    @Test("one bad photo does not stop the others")
    func partlyDone() throws {
        let program = try Program()
        defer { program.cleanUp() }
        try Inputs.fill(program.folder)
        let outcome = try program.run(
            "explain",
            "photo.png",
            "truncated.png",
            "photo.png",
            "--model",
            "vgg16",
            "--weights",
            Inputs.weights.path,
            "--format",
            "json"
        )
        #expect(outcome.status == 3)
        #expect(outcome.errorLines.count == 1)
        let out = try FileManager.default.contentsOfDirectory(atPath: program.path("out").path)
        #expect(Set(out) == ["photo", "photo-2"])
    }
}
