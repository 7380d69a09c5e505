import Foundation
import Models
import Testing

struct OnnxFileTests {
    private static let relu = OnnxBytes.node("Relu", ["x"], ["y"])

    /// Reads a file of the given bytes.
    static func read(_ bytes: [UInt8]) throws -> OnnxModel {
        try WeightsFixture.withFile(bytes, named: "net.onnx") { try OnnxFile.read($0) }
    }

    @Test func networkIsReadInRunningOrder() throws {
        let weight = OnnxBytes.tensor("w", [2], data: OnnxBytes.raw([1.5, -2]))
        let model = try Self.read(
            OnnxBytes.model(
                OnnxBytes.graph(
                    nodes: [
                        OnnxBytes.node("Mul", ["h", "w"], ["y"]),
                        OnnxBytes.node("Add", ["x", "w"], ["h"]),
                    ],
                    tensors: [weight],
                    inputs: [OnnxBytes.value("x", [nil, 2]), OnnxBytes.value("w", [2])]
                ),
                opset: 11
            )
        )
        #expect(model.opset == 11)
        #expect(model.producer == "tests")
        #expect(model.nodes.map(\.operation) == ["Add", "Mul"])
        // A constant among the inputs, as old files have it, is none.
        #expect(model.inputs.map(\.name) == ["x"])
        #expect(model.inputs[0].shape == [nil, 2])
        #expect(model.outputs == ["y"])
        #expect(model.initializers["w"] == OnnxTensor(shape: [2], values: .floats([1.5, -2])))
    }

    @Test(arguments: [
        (11, [0, 0, 0, 0, 0, 0, 0xf8, 0xbf], OnnxTensor.Values.floats([-1.5])),
        (10, [0, 0xbe], .floats([-1.5])), (16, [0xc0, 0xbf], .floats([-1.5])),
        (3, [0xfe], .integers([-2])), (2, [0xfe], .integers([254])),
        (5, [0xfe, 0xff], .integers([-2])), (4, [0xfe, 0xff], .integers([65534])),
        (6, [0xfe, 0xff, 0xff, 0xff], .integers([-2])),
        (12, [0xfe, 0xff, 0xff, 0xff], .integers([4_294_967_294])),
        (7, [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], .integers([-2])),
        (13, [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], .integers([.max])),
        (9, [1], .booleans([true])),
    ])
    func valuesOfEveryType(type: Int, bytes: [UInt8], expected: OnnxTensor.Values) throws {
        let tensor = OnnxBytes.tensor("w", [1], type: type, data: OnnxBytes.bytes(9, bytes))
        let graph = OnnxBytes.graph(nodes: [Self.relu], tensors: [tensor])
        #expect(try Self.read(OnnxBytes.model(graph)).initializers["w"]?.values == expected)
    }

    @Test func valuesAsLists() throws {
        let tensors = [
            OnnxBytes.tensor("half", [1], type: 10, data: OnnxBytes.bytes(5, [0x80, 0xfc, 0x02])),
            OnnxBytes.tensor("long", [2], type: 7, data: OnnxBytes.bytes(7, [5, 7])),
            OnnxBytes.tensor("flag", [2], type: 9, data: OnnxBytes.bytes(5, [0, 1])),
        ]
        let found = try Self.read(
            OnnxBytes.model(OnnxBytes.graph(nodes: [Self.relu], tensors: tensors))
        ).initializers
        #expect(found["half"]?.values == .floats([-1.5]))
        #expect(found["long"]?.values == .integers([5, 7]))
        #expect(found["flag"]?.values == .booleans([false, true]))
    }
}
