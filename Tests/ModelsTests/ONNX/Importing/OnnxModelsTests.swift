import Foundation
import Models
import Tensors
import Testing

@Suite("Models of ONNX files")
struct OnnxModelsTests {
    private static let nowhere = URL(filePath: "/nowhere")

    /// Runs `body` in a folder with a fixture and a description.
    private func withModel<Result>(
        _ description: String?,
        named: String = "model.yaml",
        _ body: (URL) throws -> Result
    ) throws -> Result {
        try WeightsFixture.withFolder { folder in
            try FileManager.default.copyItem(
                at: OnnxImportTests.url("residual.onnx"),
                to: folder.appending(path: "net.onnx")
            )
            if let description {
                try Data(description.utf8).write(to: folder.appending(path: named))
            }
            return try body(folder)
        }
    }

    @Test("a bare file: its name, its size, its last layer with places")
    func bare() throws {
        try withModel(nil) { folder in
            let url = folder.appending(path: "net.onnx")
            let model = try ModelRegistry.model(onnx: url, cache: Self.nowhere)
            #expect(model.name == "net" && model.preprocessing.cropSide == 16)
            #expect(model.conceptLayer == "layer1.1")
            #expect(model.classNames.count == 5 && model.weightsSHA256.count == 64)
            let description = try ModelFile.beside(url)
            #expect(description?.name == nil)
        }
    }

    @Test("a description beside the file, without an architecture")
    func described() throws {
        let text = """
            name: mine
            weights: net.onnx
            preprocessing: {stretch: 16, order: bgr}
            layer: layer1.0
            """
        for named in ["model.yaml", "net.yaml"] {
            try withModel(text, named: named) { folder in
                let file = try #require(
                    try ModelFile.beside(folder.appending(path: "net.onnx"))
                )
                #expect(file.architecture?.name == nil)
                let model = try ModelRegistry.model(file, cache: Self.nowhere)
                #expect(model.name == "mine" && model.conceptLayer == "layer1.0")
                #expect(model.preprocessing.channelOrder == .bgr)
                let copy = folder.appending(path: "copy.yaml")
                try Data(file.absoluteCopy().utf8).write(to: copy)
                #expect(try ModelFile(contentsOf: copy).weights?.lastPathComponent == "net.onnx")
            }
        }
    }

    @Test(
        "what does not fit is told",
        arguments: [
            ("preprocessing: {stretch: 24}", "takes pictures of 16x16", "set crop to 16"),
            ("architecture: vgg16", "holds its own architecture", "leave architecture out"),
            ("layer: nowhere", "there is no layer", "layers are"),
        ]
    )
    func faults(line: String, says: String, hint: String) throws {
        try withModel("name: mine\nweights: net.onnx\n\(line)\n") { folder in
            let error = try #require(throws: ModelsError.self) {
                try ModelRegistry.model(
                    ModelFile(contentsOf: folder.appending(path: "model.yaml")),
                    cache: Self.nowhere
                )
            }
            #expect(error.message.contains(says), "\(error)")
            #expect(error.hint?.contains(hint) == true, "\(error)")
        }
    }
}
