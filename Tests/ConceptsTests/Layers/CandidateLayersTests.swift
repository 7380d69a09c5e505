import Concepts
import Foundation
import Kernels
import Models
import Tensors
import Testing

@Suite("Candidate layers")
struct CandidateLayersTests {
    @Test("SqueezeNet: the fire modules of the second half, not their parts")
    func squeezeNet() throws {
        var tensors: [String: Tensor] = [:]
        func add(_ name: String, _ outputs: Int, _ inputs: Int, _ side: Int) {
            tensors["\(name).weight"] = Tensor(zeros: [outputs, inputs, side, side])
            tensors["\(name).bias"] = Tensor(zeros: [outputs])
        }
        add("features.0", 4, 3, 3)
        for fire in [3, 4, 6, 7, 9, 10, 11, 12] {
            add("features.\(fire).squeeze", 2, 4, 1)
            add("features.\(fire).expand1x1", 2, 2, 1)
            add("features.\(fire).expand3x3", 2, 2, 3)
        }
        add("classifier.1", 5, 4, 1)
        let graph = try Architecture.squeezenet1_1.graph(from: tensors)
        #expect(
            CandidateLayers.names(in: graph)
                == ["features.7", "features.9", "features.10", "features.11", "features.12"]
        )
    }

    @Test("VGG: the convolutions of the second half by name, also with batch norms")
    func vgg() throws {
        let plain = CandidateLayers.names(in: try Self.graph(.vgg16, fixture: "tinyvgg"))
        let layers = [14, 17, 19, 21, 24, 26, 28]
        #expect(plain == layers.map { "features.\($0)" })
        let normed = CandidateLayers.names(in: try Self.graph(.vgg16_bn, fixture: "tinyvgg_bn"))
        let normedLayers = [20, 24, 27, 30, 34, 37, 40]
        #expect(normed == normedLayers.map { "features.\($0)" })
    }

    @Test("MobileNetV2: block outputs by the modules' names, and what is activated inside")
    func mobileNet() throws {
        let names = CandidateLayers.names(
            in: try Self.graph(.mobilenet_v2, fixture: "tinymobilenet")
        )
        // The last layer is activated; every block before it ends in a linear bottleneck.
        #expect(names.last.map { $0.hasPrefix("features.") } == true)
        #expect(names.allSatisfy { !$0.hasSuffix(".2") && !$0.contains(".1.0") })
        let outputs = names.filter { $0.split(separator: ".").count == 2 }
        #expect(outputs.count >= 4 && Set(names).count == names.count)
        #expect(names.contains { $0.hasSuffix(".conv.0") })
    }

    @Test("A residual block is its sum; what a connection leads around is no candidate")
    func residual() {
        let point = Convolution(
            weight: Tensor(zeros: [4, 4, 1, 1]),
            geometry: ConvolutionGeometry(square: 1)
        )
        var nodes: [LayerGraph.Node] = []
        func add(_ name: String, _ operation: LayerOperation, _ inputs: [LayerGraph.Source]) {
            nodes.append(LayerGraph.Node(name: name, operation: operation, inputs: inputs))
        }
        add("stem", .convolution(point, bias: nil), [.input])
        add("stem_activation", .relu, [.node(0)])
        for block in 0..<2 {
            let entrance = nodes.count - 1
            add("layer.\(block).conv1", .convolution(point, bias: nil), [.node(entrance)])
            add("layer.\(block).relu1", .relu, [.node(entrance + 1)])
            add("layer.\(block).conv2", .convolution(point, bias: nil), [.node(entrance + 2)])
            add("layer.\(block)", .addition, [.node(entrance), .node(entrance + 3)])
            add("layer.\(block).relu2", .relu, [.node(entrance + 4)])
        }
        add(
            "pool",
            .adaptiveAveragePool(AdaptiveAveragePooling(height: 1, width: 1)),
            [.node(nodes.count - 1)]
        )
        add("flatten", .flatten, [.node(nodes.count - 1)])
        let head = FullyConnected(weight: Tensor(zeros: [3, 4]))
        add("head", .linear(head, bias: nil), [.node(nodes.count - 1)])
        // Three blocks, so the second half are two.
        #expect(
            CandidateLayers.names(in: LayerGraph(inputChannels: 4, nodes: nodes))
                == ["layer.0.relu2", "layer.1.relu2"]
        )
    }

    @Test("A network without places has no candidates")
    func linear() {
        let nodes = [
            LayerGraph.Node(name: "flatten", operation: .flatten, inputs: [.input]),
            LayerGraph.Node(
                name: "head",
                operation: .linear(FullyConnected(weight: Tensor(zeros: [3, 4])), bias: nil),
                inputs: [.node(0)]
            ),
        ]
        #expect(CandidateLayers.names(in: LayerGraph(inputChannels: 1, nodes: nodes)).isEmpty)
    }

    private static func graph(
        _ architecture: Architecture,
        fixture: String
    ) throws -> LayerGraph {
        let weights = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../AttributionTests/Fixtures/\(fixture)/weights.safetensors")
        let file = try SafetensorsFile(contentsOf: weights.standardizedFileURL)
        var tensors: [String: Tensor] = [:]
        for name in file.names { tensors[name] = try file.tensor(named: name) }
        return try architecture.graph(from: tensors)
    }
}
