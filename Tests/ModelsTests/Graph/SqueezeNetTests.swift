import Kernels
import Models
import Tensors
import Testing

@Suite("SqueezeNet")
struct SqueezeNetTests {
    /// Weights of torchvision's SqueezeNet 1.1, all zero.
    private static func weights() -> [String: Tensor] {
        var tensors: [String: Tensor] = [:]
        func add(_ name: String, _ shape: [Int]) {
            tensors["\(name).weight"] = Tensor(zeros: shape)
            tensors["\(name).bias"] = Tensor(zeros: [shape[0]])
        }
        add("features.0", [64, 3, 3, 3])
        for (index, inputs, squeezed, expanded) in [
            (3, 64, 16, 64), (4, 128, 16, 64), (6, 128, 32, 128), (7, 256, 32, 128),
            (9, 256, 48, 192), (10, 384, 48, 192), (11, 384, 64, 256), (12, 512, 64, 256),
        ] {
            add("features.\(index).squeeze", [squeezed, inputs, 1, 1])
            add("features.\(index).expand1x1", [expanded, squeezed, 1, 1])
            add("features.\(index).expand3x3", [expanded, squeezed, 3, 3])
        }
        add("classifier.1", [1000, 512, 1, 1])
        return tensors
    }

    @Test("shapes and names are torchvision's")
    func shapes() throws {
        let graph = try Architecture.squeezenet1_1.graph(from: Self.weights())
        let shapes = try graph.shapes(for: [1, 3, 224, 224])
        for (name, shape) in [
            ("features.0", [1, 64, 111, 111]), ("features.2", [1, 64, 55, 55]),
            ("features.5", [1, 128, 27, 27]), ("features.8", [1, 256, 13, 13]),
            ("features.12.squeeze_activation", [1, 64, 13, 13]),
            ("features.12.expand3x3_activation", [1, 256, 13, 13]),
            ("features.12", [1, 512, 13, 13]), ("classifier.1", [1, 1000, 13, 13]),
        ] {
            #expect(try shapes[graph.index(of: name)] == shape)
        }
        #expect(shapes[graph.output] == [1, 1000])
    }

    @Test("a photo too small is refused with the layer that finds it so")
    func tooSmall() throws {
        let graph = try Architecture.squeezenet1_1.graph(from: Self.weights())
        let error = #expect(throws: ModelsError.self) { try graph.shapes(for: [1, 3, 16, 16]) }
        #expect(error?.message.contains("16x16 is too small") == true)
        #expect(error?.message.contains("features.8") == true)
        #expect(throws: ModelsError.self) { try graph.shapes(for: [1, 4, 224, 224]) }
    }
}
