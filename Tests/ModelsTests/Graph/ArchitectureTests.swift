import Kernels
import Models
import Tensors
import Testing

@Suite("Architectures")
struct ArchitectureTests {
    private static let widths = [4, 5, 6, 7, 8, 8, 9, 10, 10, 11, 12, 12, 13]

    /// Weights of a VGG16 with other widths, hidden size and classes.
    static func narrowVGG(batchNorm: Bool = false) -> [String: Tensor] {
        var tensors: [String: Tensor] = [:]
        var (channels, place) = (3, 0)
        for (index, width) in widths.enumerated() {
            tensors["features.\(place).weight"] = Tensor(zeros: [width, channels, 3, 3])
            tensors["features.\(place).bias"] = Tensor(zeros: [width])
            if batchNorm {
                place += 1
                for part in ["weight", "bias", "running_mean", "running_var"] {
                    tensors["features.\(place).\(part)"] = Tensor(zeros: [width])
                }
                tensors["features.\(place).num_batches_tracked"] = Tensor(zeros: [])
            }
            channels = width
            place += [1, 3, 6, 9, 12].contains(index) ? 3 : 2
        }
        for (name, outputs, inputs) in [
            ("0", 20, channels * 49), ("3", 21, 20), ("6", 7, 21),
        ] {
            tensors["classifier.\(name).weight"] = Tensor(zeros: [outputs, inputs])
            tensors["classifier.\(name).bias"] = Tensor(zeros: [outputs])
        }
        return tensors
    }

    @Test("a narrow VGG16 loads; its shapes are torchvision's")
    func narrow() throws {
        let graph = try Architecture.vgg16.graph(from: Self.narrowVGG())
        let shapes = try graph.shapes(for: [2, 3, 96, 80])
        #expect(try shapes[graph.index(of: "features.30")] == [2, 13, 3, 2])
        #expect(try shapes[graph.index(of: "avgpool")] == [2, 13, 7, 7])
        #expect(try shapes[graph.index(of: "classifier.3")] == [2, 21])
        #expect(shapes[graph.output] == [2, 7])
        #expect(graph.names.count == 31 + 2 + 7)
    }

    @Test("batch norms take the places torchvision gives them")
    func batchNorm() throws {
        let graph = try Architecture.vgg16_bn.graph(from: Self.narrowVGG(batchNorm: true))
        guard case .batchNorm = graph.nodes[try graph.index(of: "features.41")].operation else {
            Issue.record("features.41 is no batch norm")
            return
        }
        #expect(graph.names.contains("features.43"))
        #expect(!graph.names.contains("features.44"))
    }

    @Test("a missing, misshaped or surplus tensor is named with its shapes")
    func wrongTensors() throws {
        var tensors = Self.narrowVGG()
        tensors["features.5.bias"] = nil
        #expect(message(tensors).contains("lack features.5.bias [6]"))
        tensors = Self.narrowVGG()
        tensors["features.7.weight"] = Tensor(zeros: [7, 5, 3, 3])
        #expect(message(tensors).contains("features.7.weight is [7, 5, 3, 3]"))
        #expect(message(tensors).contains("expects [any, 6, 3, 3]"))
        tensors = Self.narrowVGG()
        tensors["features.7.weight"] = Tensor(zeros: [7, 6, 3])
        #expect(message(tensors).contains("features.7.weight is [7, 6, 3]"))
        tensors = Self.narrowVGG()
        tensors["extra.weight"] = Tensor(zeros: [2])
        #expect(message(tensors).contains("no place for extra.weight [2]"))
        tensors = Self.narrowVGG()
        tensors["features.0.weight"] = Tensor(zeros: [0, 3, 3, 3])
        #expect(message(tensors).contains("features.0.weight is [0, 3, 3, 3]"))
    }

    private func message(_ tensors: [String: Tensor]) -> String {
        do {
            _ = try Architecture.vgg16.graph(from: tensors)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test("an unknown model is told with those that are known")
    func unknown() {
        let error = #expect(throws: ModelsError.self) { try Architecture.named("resnet51") }
        #expect(error?.hint?.contains("resnet50, ") == true)
        let names = Architecture.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.first == "squeezenet1_1")
    }
}
