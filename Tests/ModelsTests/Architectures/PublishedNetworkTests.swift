import Foundation
import Models
import Tensors
import Testing

@Suite("Published networks")
struct PublishedNetworkTests {
    /// All but the ResNet of any depth, which has no published one.
    private static let names = Architecture.all.map(\.name).filter { $0 != "resnet" }

    @Test("narrow on the same weights, their answers are torchvision's", arguments: names)
    func logits(_ name: String) throws {
        let network = try NarrowNetwork(name)
        let graph = try Architecture.named(name).graph(from: network.tensors)
        let pass = try graph.forward(network.input)
        let logits = pass.logits.elements.map(Double.init)
        try #require(logits.count == network.logits.count)
        let largest = network.logits.map(abs).max() ?? 0
        let tolerance = max(2e-5, 4 * network.noise) * largest
        for (index, pair) in zip(logits, network.logits).enumerated()
        where !(abs(pair.0 - pair.1) <= tolerance) {
            Issue.record("\(name): logit \(index) is \(pair.0), torchvision's \(pair.1)")
            break
        }
        _ = try graph.index(of: Architecture.named(name).conceptLayer)
        for (module, expected) in network.outputs {
            let output = try #require(pass.outputs[try graph.index(of: module)]).elements
            let squares = output.reduce(0) { $0 + Double($1) * Double($1) }
            let found = (squares / Double(output.count)).squareRoot()
            #expect(abs(found - expected) <= 5e-5 * expected, "\(module): \(found), \(expected)")
        }
    }

    @Test("every module of one network of each family is a layer with torchvision's output")
    func traced() throws {
        let counts = try Self.names.map { try NarrowNetwork($0).outputs.count }.filter { $0 > 0 }
        #expect(counts.count == 11)
        #expect(counts.allSatisfy { $0 > 10 })
    }

    @Test(
        "the ResNet of any depth is the same network",
        arguments: ["resnet18", "resnet50", "resnext50_32x4d", "wide_resnet50_2"]
    )
    func anyDepth(_ name: String) throws {
        let network = try NarrowNetwork(name)
        let named = try Architecture.named(name).graph(from: network.tensors)
        let read = try Architecture.named("resnet").graph(from: network.tensors)
        #expect(read.names == named.names)
        #expect(
            try read.forward(network.input).logits.elements
                == named.forward(network.input).logits.elements
        )
    }

    @Test("DenseNet's published files have older names for the same tensors")
    func olderNames() throws {
        let network = try NarrowNetwork("densenet121")
        var older: [String: Tensor] = [:]
        for (name, tensor) in network.tensors {
            var name = name
            if name.contains(".denselayer") {
                for part in ["norm", "conv"] {
                    for place in ["1", "2"] {
                        name.replace(".\(part)\(place).", with: ".\(part).\(place).")
                    }
                }
            }
            older[name] = tensor
        }
        #expect(older["features.denseblock1.denselayer1.norm.1.weight"] != nil)
        let architecture = try Architecture.named("densenet121")
        #expect(
            try architecture.graph(from: older).forward(network.input).logits
                == architecture.graph(from: network.tensors).forward(network.input).logits
        )
    }

    @Test("inputs and preprocessing are the published ones")
    func preprocessing() throws {
        for (name, resize, crop) in [
            ("efficientnet_b0", 256, 224), ("efficientnet_b1", 255, 240),
            ("efficientnet_b7", 600, 600), ("efficientnet_lite2", 292, 260),
        ] {
            let preprocessing = try #require(try Architecture.named(name).preprocessing)
            #expect(preprocessing.resizeShortSide == resize)
            #expect(preprocessing.cropSide == crop)
        }
        let lite = try #require(try Architecture.named("efficientnet_lite0").preprocessing)
        #expect(lite.mean == [127, 127, 127] && lite.deviation == [128, 128, 128])
        #expect(lite.scale == 1)
        // torchvision changes the input inside the network: (v - mean) / deviation, times
        // deviation / .5, plus (mean - .5) / .5.
        let inception = try #require(try Architecture.named("googlenet").preprocessing)
        for channel in 0..<3 {
            let value = 200.0
            let usual = Preprocessing.torchvision
            let normal = (value / 255 - usual.mean[channel]) / usual.deviation[channel]
            let changed =
                normal * (usual.deviation[channel] / 0.5) + (usual.mean[channel] - 0.5) / 0.5
            let direct =
                (value * inception.scale - inception.mean[channel])
                / inception.deviation[channel]
            #expect(abs(changed - direct) < 1e-12)
        }
        #expect(try Architecture.named("resnet50").preprocessing == nil)
    }
}
