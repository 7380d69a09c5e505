import Foundation
import Models
import Tensors
import Testing

/// Whole networks on photos; `Scripts/check-onnx` makes the folder that `LLEXICORP_ONNX` names.
@Suite("Real ONNX networks")
struct RealOnnxTests {
    private static let variable = "LLEXICORP_ONNX"

    @Test(
        "logits within 1e-3 of ONNX Runtime's, the same five classes first",
        .enabled(if: ProcessInfo.processInfo.environment["LLEXICORP_ONNX"] != nil)
    )
    func logits() throws {
        let path = try #require(ProcessInfo.processInfo.environment[Self.variable])
        let folder = URL(fileURLWithPath: path)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".onnx") }.sorted()
        #expect(!names.isEmpty)
        for name in names {
            let url = folder.appending(path: name)
            let graph = try OnnxImport.graph(from: OnnxFile.read(url), inputSize: nil)
            let expected = try SafetensorsFile(
                contentsOf: url.deletingPathExtension().appendingPathExtension("safetensors")
            )
            let input = try expected.tensor(named: "input")
            let logits = try expected.tensor(named: "logits")
            let size = input.elements.count / input.shape[0]
            let classes = logits.shape[1]
            var worst: Float = 0
            for image in 0..<input.shape[0] {
                let photo = Tensor(
                    shape: [1] + input.shape.dropFirst(),
                    elements: Array(input.elements[image * size..<(image + 1) * size])
                )
                let actual = try graph.forward(photo, keeping: KeptLayers()).logits.elements
                let wanted = Array(logits.elements[image * classes..<(image + 1) * classes])
                let scale = wanted.reduce(0) { max($0, abs($1)) }
                let error = zip(actual, wanted).reduce(0) { max($0, abs($1.0 - $1.1)) } / scale
                worst = max(worst, error)
                #expect(error <= 1e-3, "\(name), photo \(image)")
                #expect(Self.top(actual) == Self.top(wanted), "\(name), photo \(image)")
            }
            print(
                "\(name): \(graph.nodes.count) layers, largest difference \(worst) of the largest logit"
            )
        }
    }

    private static func top(_ logits: [Float]) -> [Int] {
        Array(logits.indices.sorted { logits[$0] > logits[$1] }.prefix(5))
    }
}
