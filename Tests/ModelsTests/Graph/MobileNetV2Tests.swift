import Kernels
import Models
import Tensors
import Testing

@Suite("MobileNetV2")
struct MobileNetV2Tests {
    /// One block as its weights tell it.
    struct Block: Sendable {
        let expansion: Int
        let width: Int
    }

    /// The published network's stages: expansion, width, number of blocks.
    private static let published = [
        (1, 16, 1), (6, 24, 2), (6, 32, 3), (6, 64, 4), (6, 96, 3), (6, 160, 3), (6, 320, 1),
    ]

    private static func blocks(_ stages: [(Int, Int, Int)]) -> [Block] {
        stages.flatMap { [Block](repeating: Block(expansion: $0.0, width: $0.1), count: $0.2) }
    }

    /// Weights with torchvision's names, all zero.
    private static func weights(
        stem: Int = 32,
        _ blocks: [Block],
        last: Int = 1280,
        classes: Int = 1000
    ) -> [String: Tensor] {
        var tensors: [String: Tensor] = [:]
        func add(_ convolution: String, _ norm: String, _ shape: [Int]) {
            tensors["\(convolution).weight"] = Tensor(zeros: shape)
            for part in ["weight", "bias", "running_mean", "running_var"] {
                tensors["\(norm).\(part)"] = Tensor(zeros: [shape[0]])
            }
            tensors["\(norm).num_batches_tracked"] = Tensor(zeros: [])
        }
        add("features.0.0", "features.0.1", [stem, 3, 3, 3])
        var channels = stem
        for (index, block) in blocks.enumerated() {
            let name = "features.\(index + 1).conv"
            let hidden = channels * block.expansion
            let first = block.expansion > 1 ? 1 : 0
            if first == 1 { add("\(name).0.0", "\(name).0.1", [hidden, channels, 1, 1]) }
            add("\(name).\(first).0", "\(name).\(first).1", [hidden, 1, 3, 3])
            add("\(name).\(first + 1)", "\(name).\(first + 2)", [block.width, hidden, 1, 1])
            channels = block.width
        }
        let end = "features.\(blocks.count + 1)"
        add("\(end).0", "\(end).1", [last, channels, 1, 1])
        tensors["classifier.1.weight"] = Tensor(zeros: [classes, last])
        tensors["classifier.1.bias"] = Tensor(zeros: [classes])
        return tensors
    }

    @Test("shapes and names are torchvision's")
    func shapes() throws {
        let graph = try Architecture.mobilenet_v2.graph(
            from: Self.weights(Self.blocks(Self.published))
        )
        let shapes = try graph.shapes(for: [1, 3, 224, 224])
        for (name, shape) in [
            ("features.0.0", [1, 32, 112, 112]), ("features.1.conv.0.0", [1, 32, 112, 112]),
            ("features.1.conv.1", [1, 16, 112, 112]), ("features.2.conv.0", [1, 96, 112, 112]),
            ("features.2.conv.1.0", [1, 96, 56, 56]), ("features.3", [1, 24, 56, 56]),
            ("features.4", [1, 32, 28, 28]), ("features.7", [1, 64, 14, 14]),
            ("features.11", [1, 96, 14, 14]), ("features.14.conv.0", [1, 576, 14, 14]),
            ("features.14", [1, 160, 7, 7]), ("features.17.conv.3", [1, 320, 7, 7]),
            ("features.17", [1, 320, 7, 7]), ("features.18.0", [1, 1280, 7, 7]),
            ("features.18", [1, 1280, 7, 7]), ("avgpool", [1, 1280, 1, 1]),
            ("classifier.1", [1, 1000]),
        ] {
            #expect(try shapes[graph.index(of: name)] == shape, "\(name)")
        }
        #expect(shapes[graph.output] == [1, 1000])
        let sums = graph.nodes.filter { if case .addition = $0.operation { true } else { false } }
        #expect(sums.map(\.name) == [3, 5, 6, 8, 9, 10, 12, 13, 15, 16].map { "features.\($0)" })
        _ = try graph.index(of: Architecture.mobilenet_v2.conceptLayer)
    }

    @Test("a network of 17 blocks needs no widths that differ")
    func narrow() throws {
        // As with torchvision's width multiplier .35, which makes the first two stages equal.
        let blocks = Self.blocks([
            (1, 8, 1), (6, 8, 2), (6, 16, 3), (6, 24, 4), (6, 32, 3), (6, 56, 3), (6, 112, 1),
        ])
        let graph = try Architecture.mobilenet_v2.graph(
            from: Self.weights(stem: 16, blocks, last: 70, classes: 7)
        )
        let shapes = try graph.shapes(for: [2, 3, 64, 96])
        #expect(try shapes[graph.index(of: "features.2")] == [2, 8, 16, 24])
        #expect(try shapes[graph.index(of: "features.18")] == [2, 70, 2, 3])
        guard case .identity = graph.nodes[try graph.index(of: "features.2")].operation else {
            Issue.record("a block with a stride adds its input")
            return
        }
    }

    @Test("other depths are read off the widths, or refused")
    func depths() throws {
        let stages = [
            (1, 8, 2), (3, 10, 1), (4, 12, 1), (4, 16, 2), (4, 20, 1), (3, 24, 3), (2, 32, 1),
        ]
        let graph = try Architecture.mobilenet_v2.graph(from: Self.weights(Self.blocks(stages)))
        let shapes = try graph.shapes(for: [1, 3, 64, 64])
        #expect(try shapes[graph.index(of: "features.2")] == [1, 8, 32, 32])
        #expect(try shapes[graph.index(of: "features.6")] == [1, 16, 4, 4])
        #expect(try shapes[graph.index(of: "features.11")] == [1, 32, 2, 2])
        #expect(try shapes[graph.index(of: "features.12")] == [1, 1280, 2, 2])
        let error = #expect(throws: ModelsError.self) {
            try Architecture.mobilenet_v2.graph(
                from: Self.weights(Self.blocks([(1, 8, 1), (6, 16, 4)]))
            )
        }
        #expect(error?.message.contains("these weights have 5 blocks of 2 widths") == true)
    }

    @Test("weights that fit nowhere are named")
    func faults() throws {
        let blocks = Self.blocks(Self.published)
        func message(_ change: (inout [String: Tensor]) -> Void) -> String {
            var tensors = Self.weights(blocks)
            change(&tensors)
            do {
                _ = try Architecture.mobilenet_v2.graph(from: tensors)
                return "no error"
            } catch {
                return "\(error)"
            }
        }
        #expect(message { _ in } == "no error")
        let depthwise = message {
            $0["features.5.conv.1.0.weight"] = Tensor(zeros: [190, 1, 3, 3])
        }
        #expect(
            depthwise.contains("features.5.conv.1.0.weight is [190, 1, 3, 3]")
                && depthwise.contains("[192, 1, 3, 3]")
        )
        #expect(
            message { $0["features.9.conv.3.bias"] = nil }.contains("lack features.9.conv.3.bias")
        )
        #expect(message { $0 = [:] }.contains("lack features.0.0.weight"))
        // A gap in the blocks' numbers.
        let gap = message { tensors in
            tensors = tensors.filter { !$0.key.hasPrefix("features.4.") }
        }
        #expect(gap.contains("mobilenet_v2"), "\(gap)")
    }
}
