import Models
import Testing

/// Calls that would take all memory, run for ever or end the process if they were believed.
struct HostileCallsTests {
    private static let huge = 1 << 40

    private static func floats(_ shape: Int...) -> OnnxTensor {
        OnnxTensor(
            shape: shape,
            values: .floats([Float](repeating: 1, count: shape.reduce(1, *)))
        )
    }

    private static func integers(_ values: Int...) -> OnnxTensor {
        OnnxTensor(shape: [values.count], values: .integers(values))
    }

    private static let empty = OnnxTensor(shape: [0, 1 << 44], values: .floats([]))

    /// What is called, with what, and by which attributes.
    struct Call: Sendable, CustomTestStringConvertible {
        let operation: String
        let inputs: [OnnxTensor?]
        var attributes: [String: OnnxAttribute] = [:]

        init(
            _ operation: String,
            _ inputs: [OnnxTensor?],
            _ attributes: [String: OnnxAttribute] = [:]
        ) {
            self.operation = operation
            self.inputs = inputs
            self.attributes = attributes
        }

        var testDescription: String { "\(operation) \(inputs.map { $0?.shape ?? [] })" }

        func run() throws -> [OnnxTensor]? {
            let node = OnnxNode(
                operation: operation,
                inputs: inputs.map { _ in "x" },
                outputs: ["y"],
                attributes: attributes
            )
            return try OnnxEvaluation.evaluate(node, inputs, opset: 13)
        }
    }

    private static let calls = [
        Call("ConstantOfShape", [integers(huge)]), Call("ConstantOfShape", [integers(-1)]),
        Call("ConstantOfShape", [integers(0, huge, huge)]),
        Call("Expand", [floats(1), integers(huge)]), Call("Expand", [floats(2), integers(3)]),
        Call("Tile", [floats(2), integers(huge)]), Call("Tile", [floats(2), integers(.max)]),
        Call("Tile", [floats(2), integers(-1)]),
        Call("Range", [integers(0), integers(.max), integers(1)]),
        Call("Range", [integers(.min), integers(.max), integers(1)]),
        Call("Range", [integers(0), integers(.min), integers(-1)]),
        Call("Range", [integers(0), integers(1), integers(0)]),
        Call("Gather", [floats(2), integers(2)]), Call("Gather", [floats(2), integers(.min)]),
        Call("Gather", [floats(2), integers(0)], ["axis": .integer(.min)]),
        Call("Slice", [floats(4), integers(0), integers(1), integers(0), integers(0)]),
        Call("Slice", [floats(4), integers(0), integers(1), integers(0), integers(.min)]),
        Call("Slice", [floats(4), integers(0, 1), integers(1)]),
        Call("Concat", [floats(2), floats(2, 2)], ["axis": .integer(0)]),
        Call("Concat", [floats(2), integers(1)], ["axis": .integer(0)]),
        Call("Concat", [], ["axis": .integer(0)]), Call("Concat", [floats(2), nil]),
        Call("Split", [floats(4), integers(3, 2)]), Call("Split", [floats(4), integers(.max, 5)]),
        Call("Split", [empty], ["axis": .integer(1), "num_outputs": .integer(huge)]),
        Call("Transpose", [floats(2, 2)], ["perm": .integers([0, 0])]),
        Call("Reshape", [floats(4), integers(-1, -1)]), Call("Reshape", [floats(4), integers(-2)]),
        Call("Reshape", [floats(4), integers(-1, 3)]), Call("Reshape", [floats(4), integers(5)]),
        Call("Reshape", [floats(4), integers(4, 0)]),
        Call("Squeeze", [floats(2), integers(0)]), Call("Unsqueeze", [floats(2), integers(0, 0)]),
        Call("Unsqueeze", [floats(2), integers(9)]), Call("Unsqueeze", [floats(2)]),
        Call("Flatten", [floats(2)], ["axis": .integer(.min)]),
        Call("Add", [floats(2), floats(3)]), Call("Add", [floats(2), integers(1, 2)]),
        Call("Add", [floats(2)]), Call("Add", [floats(1 << 13, 1), floats(1, 1 << 13)]),
        Call("Div", [integers(1), integers(0)]), Call("Mod", [integers(1), integers(0)]),
        Call("Cast", [floats(1)], ["to": .integer(8)]), Call("Cast", [floats(1)]),
        Call("Pad", [floats(2), integers(huge, 0)]),
        Call("Pad", [floats(2), integers(.min, .max)]),
        Call("Pad", [floats(2), integers(-3, 0)]), Call("Pad", [floats(2), integers(1)]),
        Call("Resize", [floats(1, 1, 2, 2), nil, nil, integers(1, 1, huge, 2)]),
        Call("Resize", [floats(2), nil, OnnxTensor(shape: [1], values: .floats([.infinity]))]),
        Call("Resize", [floats(2), nil, OnnxTensor(shape: [1], values: .floats([.nan]))]),
        Call("Conv", [floats(1, 1, 4, 4), floats(1, 1, 5, 5)]),
        Call("Conv", [floats(1, 1, 4, 4), floats(1, 1, 1, 1)], ["group": .integer(.max)]),
        Call("Conv", [floats(1, 1, 4, 4), floats(1, 1, 1, 1)], ["group": .integer(0)]),
        Call("Conv", [floats(1, 1, 4, 4), floats(1, 1, 1, 1)], ["strides": .integers([0, 1])]),
        Call(
            "Conv",
            [floats(1, 1, 4, 4), floats(1, 1, 1, 1)],
            ["pads": .integers([1 << 20, 1 << 20, 1 << 20, 1 << 20])]
        ),
        Call("MaxPool", [floats(1, 1, 4, 4)], ["kernel_shape": .integers([.max, 1])]),
        Call("MaxPool", [floats(1, 1, 4, 4)], ["kernel_shape": .integers([2])]),
        Call("MaxPool", [floats(1, 1, 4, 4)]), Call("AveragePool", [floats(4)]),
        Call("GlobalAveragePool", [empty]), Call("DepthToSpace", [empty]),
        Call("MatMul", [floats(2, 3), floats(2, 3)]), Call("Gemm", [floats(2), floats(2)]),
        Call("BatchNormalization", [floats(1, 2, 2), floats(3), floats(2), floats(2), floats(2)]),
        Call("Softmax", [floats(2)], ["axis": .integer(5)]),
        Call("ArgMax", [empty], ["axis": .integer(0)]),
        Call("ReduceSum", [empty, integers(0)]), Call("ReduceSum", [floats(2), integers(0, 0)]),
        Call("Relu", []), Call("Relu", [nil]), Call("Not", [floats(1)]),
        Call("Constant", []), Call("Clip", [floats(2), floats(2)]),
    ]

    @Test(arguments: calls)
    func isRefused(call: Call) {
        #expect(throws: ModelsError.self) { try call.run() }
    }

    /// Values at the edge that must simply work.
    @Test(arguments: [
        Call("Slice", [floats(4), integers(.min), integers(.max), integers(0), integers(.max)]),
        Call("Slice", [floats(4), integers(.max), integers(.min), integers(0), integers(-.max)]),
        Call("Div", [integers(.min), integers(-1)]), Call("Mod", [integers(.min), integers(-1)]),
        Call("Neg", [integers(.min)]), Call("Abs", [integers(.min)]),
        Call("Mul", [integers(.max), integers(.max)]), Call("Add", [integers(.max), integers(1)]),
        Call("Pow", [integers(.max), integers(.max)]),
        Call("Cast", [OnnxTensor(shape: [2], values: .floats([.nan, 1e30]))], ["to": .integer(7)]),
        Call("Gather", [empty, integers(0)], ["axis": .integer(1)]),
        Call("Concat", [empty, empty], ["axis": .integer(0)]), Call("Transpose", [empty]),
        Call("Flatten", [empty]), Call("Relu", [empty]), Call("Softmax", [empty]),
        Call("LRN", [floats(1, 2, 2)], ["size": .integer(.max)]),
    ])
    func isComputed(call: Call) throws {
        #expect(try call.run()?.isEmpty == false)
    }

    @Test func unknownOperatorsAreNotComputed() throws {
        #expect(try Call("Attention", [Self.floats(1)]).run() == nil)
    }
}
