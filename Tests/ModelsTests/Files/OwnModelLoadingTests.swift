import Foundation
import Models
import Tensors
import Testing

/// Loading what a model file describes: a narrow VGG16 of seven classes.
@Suite("Own models")
struct OwnModelLoadingTests {
    private let nowhere = URL(filePath: "/nowhere/cache")

    /// Loads a model from a folder with `narrow.safetensors`, `seven.txt` and `three.txt`.
    private func model(_ lines: String, weights: URL? = nil) throws -> Model {
        try WeightsFixture.withFolder { folder in
            let tensors = ArchitectureTests.narrowVGG().map { (name: $0.key, tensor: $0.value) }
            try SafetensorsWriter.write(tensors, to: folder.appending(path: "narrow.safetensors"))
            let names = ["ant", "bee", "cat", "dog", "eel", "fox", "gnu"]
            for (file, count) in [("seven.txt", 7), ("three.txt", 3)] {
                try Data(names.prefix(count).joined(separator: "\n").utf8)
                    .write(to: folder.appending(path: file))
            }
            let url = folder.appending(path: "model.yaml")
            try Data("name: own\narchitecture: vgg16\n\(lines)\n".utf8).write(to: url)
            return try ModelRegistry.model(
                ModelFile(contentsOf: url),
                weights: weights,
                cache: nowhere
            )
        }
    }

    @Test("the file's words, and defaults for the rest")
    func loads() throws {
        let plain = try model("weights: narrow.safetensors")
        #expect(plain.name == "own" && plain.title == "own")
        #expect(plain.conceptLayer == "features.28")
        #expect(plain.preprocessing == .torchvision)
        #expect(plain.classNames.names[6] == "class 6")
        let told = try model(
            """
            weights: narrow.safetensors
            title: Beasts
            classes: seven.txt
            layer: features.21
            preprocessing: {stretch: 64}
            """
        )
        #expect(told.title == "Beasts")
        #expect(told.classNames.names == ["ant", "bee", "cat", "dog", "eel", "fox", "gnu"])
        #expect(told.conceptLayer == "features.21")
        #expect(told.preprocessing.stretchesPhoto && told.preprocessing.cropSide == 64)
        #expect(told.weightsSHA256.count == 64)
    }

    @Test(
        "what does not fit is told with the line",
        arguments: [
            ("", "model.yaml: the weights of vgg16 are not installed", "weights: FILE"),
            ("weights: gone.pth", "model.yaml:3: ", "relative to the model file"),
            ("weights: seven.txt", "model.yaml:3: seven.txt", ""),
            (
                "weights: narrow.safetensors\nclasses: three.txt",
                "model.yaml:4: three.txt names 3 classes, the network tells 7 apart",
                "one name for each output"
            ),
            ("weights: narrow.safetensors\nclasses: gone.txt", "gone.txt is not there", "relative"),
            (
                "weights: narrow.safetensors\nlayer: features.99",
                "model.yaml:4: there is no layer \"features.99\"", "layers are"
            ),
            (
                "weights: narrow.safetensors\npreprocessing: {resize: 8}",
                "model.yaml:4: an input of 8x8 is too small", "larger"
            ),
        ]
    )
    func faults(lines: String, says: String, hint: String) throws {
        let error = try #require(throws: ModelsError.self) { try model(lines) }
        #expect(error.message.contains(says), "\(error)")
        #expect(hint.isEmpty || error.hint?.contains(hint) == true, "\(error)")
    }

    @Test("weights named besides win over the file's")
    func otherWeights() throws {
        let error = #expect(throws: ModelsError.self) {
            try model("weights: narrow.safetensors", weights: URL(filePath: "/nowhere/w.pth"))
        }
        #expect(error?.message.contains("w.pth") == true)
    }

    @Test("an architecture with fewer layers than usual still has a concept layer")
    func shallow() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let weights = root.appending(
            path: "AttributionTests/Fixtures/tinymobilenet/weights.safetensors"
        )
        let model = try ModelRegistry.model(
            named: "mobilenet_v2",
            weights: weights,
            cache: nowhere
        )
        #expect(model.conceptLayer == "features.13.0")
        #expect(model.classNames.count == 10)
    }
}
