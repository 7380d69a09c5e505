import Foundation
import Models
import Testing

@Suite("Model file")
struct ModelFileTests {
    private static let whole = """
        # Everything that may stand in a model file.
        name: fundus-2
        title: "Eye ground: screening"
        architecture: vgg16_bn
        weights: weights/fundus.pth
        preprocessing:
          resize: 300
          crop: 280
          order: bgr
          scale: 1/255
          mean: [0.5, 0.25, -1]
          deviation: [1, 2, 1e-1]
        classes: ../classes.txt
        layer: features.40
        composite: epsilon-plus-flat
        photos: /data/eyes
        index: fundus.sqlite
        """

    private static func read(_ text: String) throws -> ModelFile {
        try WeightsFixture.withFile(text.utf8, named: "model.yaml") {
            try ModelFile(contentsOf: $0)
        }
    }

    @Test("all keys; paths are relative to the file")
    func everything() throws {
        let file = try Self.read(Self.whole)
        let folder = file.url.deletingLastPathComponent().standardizedFileURL
        #expect(file.name == "fundus-2")
        #expect(file.title == "Eye ground: screening")
        #expect(file.architecture?.name == "vgg16_bn")
        #expect(file.weights?.standardizedFileURL == folder.appending(path: "weights/fundus.pth"))
        #expect(
            file.classes?.standardizedFileURL
                == folder.deletingLastPathComponent().appending(path: "classes.txt")
        )
        #expect(file.photos?.path == "/data/eyes")
        #expect(file.index?.standardizedFileURL == folder.appending(path: "fundus.sqlite"))
        #expect(file.layer == "features.40")
        #expect(file.composite == "epsilon-plus-flat")
        let expected = Preprocessing(
            resizeShortSide: 300,
            cropSide: 280,
            channelOrder: .bgr,
            scale: 1 / 255,
            mean: [0.5, 0.25, -1],
            deviation: [1, 2, 0.1]
        )
        #expect(file.preprocessing == expected)
        #expect(file.place(of: .layer).hasSuffix("model.yaml:14"))
        #expect(file.place(of: .name).hasSuffix("model.yaml:2"))
    }

    @Test("a name and an architecture are enough")
    func least() throws {
        let file = try Self.read("{name: 3, architecture: vgg16}")
        #expect(file.name == "3")
        #expect(file.weights == nil && file.preprocessing == nil && file.classes == nil)
        #expect(file.layer == nil && file.composite == nil && file.photos == nil)
        #expect(file.index == nil && file.title == nil)
        #expect(file.place(of: .weights).hasSuffix("model.yaml"))
    }

    @Test("a copy with absolute paths says the same, and can be copied again")
    func copies() throws {
        for text in [
            Self.whole, "name: a\narchitecture: vgg16",
            "name: \"1e3\"\narchitecture: squeezenet1_1\npreprocessing: caffe\ntitle: 'yes: \"é\"'",
            "name: b\narchitecture: vgg16\npreprocessing: {stretch: 96, mean: [1, 2, 3]}",
        ] {
            let file = try Self.read(text)
            let copied = try file.absoluteCopy()
            let copy = try Self.read(copied)
            #expect(copy.name == file.name && copy.title == file.title)
            #expect(copy.architecture?.name == file.architecture?.name)
            for (one, other) in [
                (copy.weights, file.weights), (copy.classes, file.classes),
                (copy.photos, file.photos), (copy.index, file.index),
            ] {
                #expect(one?.path == other?.standardizedFileURL.path)
            }
            #expect(copy.preprocessing == file.preprocessing)
            #expect(copy.layer == file.layer && copy.composite == file.composite)
            #expect(
                try copy.absoluteCopy().split(separator: "\n").dropFirst()
                    == copied.split(separator: "\n").dropFirst()
            )
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let text: String
        let says: String
        var hint = ""
        var testDescription: String { says }

        init(_ text: String, _ says: String, _ hint: String = "") {
            self.text = text
            self.says = says
            self.hint = hint
        }
    }

    private static let head = "name: a\narchitecture: vgg16\n"

    static let faults: [Fault] = [
        Fault("", "model.yaml: is empty"),
        Fault("name: a\narchitecture: [", "model.yaml:3", "is YAML"),
        Fault("name: a\nname: b", "stand twice"),
        Fault("- name\n- a", "model.yaml:1: expected keys with values, found a list of 2"),
        Fault("just a text", "expected keys with values, found \"just a text\""),
        Fault("architecture: vgg16", "\"name\" is missing", "name: my-model"),
        Fault("name: a", "\"architecture\" is missing", "squeezenet1_1, squeezenet1_0"),
        Fault(
            "name: a\narchitecture: vgg16bn",
            "model.yaml:2: \"vgg16bn\" is none",
            "\"vgg16_bn\"?"
        ),
        Fault("name: a\narchitecture: [vgg16]", "model.yaml:2: expected a text, found a list of 1"),
        Fault("name:\narchitecture: vgg16", "model.yaml:1: expected a text, found nothing"),
        Fault("name: vgg16\narchitecture: vgg16", "built-in", "my-vgg16"),
        Fault("name: a/b\narchitecture: vgg16", "\"a/b\" cannot name a model", "letters"),
        Fault("name: ..\narchitecture: vgg16", "\"..\" cannot name a model"),
        Fault(head + "weigths: b.pth", "model.yaml:3: unknown key \"weigths\"", "\"weights\"?"),
        Fault(head + "colour: red", "model.yaml:3: unknown key \"colour\"", "name, title"),
        Fault(head + "weights: {file: a}", "model.yaml:3: expected a text, found keys"),
        Fault(head + "preprocessing: torch", "model.yaml:3: \"torch\" is none", "\"torchvision\"?"),
        Fault(head + "preprocessing: {crop: 224}", "says no size", "resize and crop, or stretch"),
        Fault(head + "preprocessing: {resize: big}", "whole number from 8 to 2048, found \"big\""),
        Fault(head + "preprocessing: {resize: 4}", "whole number from 8 to 2048, found \"4\""),
        Fault(
            head + "preprocessing:\n  resize: 200\n  crop: 224",
            "model.yaml:5: a square of 224 cannot be cut out of a side of 200"
        ),
        Fault(
            head + "preprocessing: {stretch: 224, crop: 200}",
            "nothing to resize or crop",
            "stretch alone"
        ),
        Fault(head + "preprocessing: {resize: 99, order: brg}", "\"brg\" is none", "rgb, bgr"),
        Fault(head + "preprocessing: {resize: 99, mean: 3}", "a list of 3 numbers, found \"3\""),
        Fault(
            head + "preprocessing: {resize: 99, mean: [1, 2]}",
            "a list of 3 numbers, found a list of 2"
        ),
        Fault(
            head + "preprocessing: {resize: 99, mean: [1, 2, x]}",
            "expected a number such as 0.5 or 1/255, found \"x\""
        ),
        Fault(head + "preprocessing: {resize: 99, scale: 1/0}", "expected a number", ""),
        Fault(head + "preprocessing: {resize: 99, scale: 1/2/3}", "expected a number", ""),
        Fault(head + "preprocessing: {resize: 99, deviation: [1, 0, 1]}", "divides by nothing"),
        Fault(head + "preprocessing: {resize: 99, std: [1, 1, 1]}", "unknown key \"std\""),
    ]

    @Test("what is wrong is one line with the place and what to do", arguments: faults)
    func wrong(fault: Fault) throws {
        let error = try #require(throws: ModelsError.self) { try Self.read(fault.text) }
        #expect(error.message.contains(fault.says), "\(error)")
        #expect(fault.hint.isEmpty || error.hint?.contains(fault.hint) == true, "\(error)")
        #expect(!error.description.contains("\n"), "\(error)")
    }

    @Test("files that are no model files")
    func otherFiles() throws {
        let missing = #expect(throws: ModelsError.self) {
            try ModelFile(contentsOf: URL(filePath: "/nowhere/model.yaml"))
        }
        #expect(missing?.message == "/nowhere/model.yaml: cannot be read")
        #expect(throws: ModelsError.self) { try ModelFile(contentsOf: URL(filePath: "/tmp")) }
        #expect(throws: ModelsError.self) { try ModelFile(contentsOf: URL(filePath: "/dev/zero")) }
        try WeightsFixture.withFile([0x80, 0x02, 0xff], named: "model.yaml") { url in
            let error = #expect(throws: ModelsError.self) { try ModelFile(contentsOf: url) }
            #expect(error?.message.hasSuffix("not a UTF-8 text") == true)
        }
    }
}
