import Foundation
import Models
import Testing

struct DamagedOnnxTests {
    private static let relu = OnnxBytes.node("Relu", ["x"], ["y"])

    private static func tensor(_ axes: [Int], type: Int = 1, data: [UInt8]) -> [UInt8] {
        let tensor = OnnxBytes.tensor("w", axes, type: type, data: data)
        return OnnxBytes.model(OnnxBytes.graph(nodes: [relu], tensors: [tensor]))
    }

    private static func graph(
        _ nodes: [[UInt8]],
        inputs: [[UInt8]] = [OnnxBytes.value("x")]
    ) -> [UInt8] {
        OnnxBytes.model(OnnxBytes.graph(nodes: nodes, inputs: inputs))
    }

    private static let one = OnnxBytes.raw([1])

    private static let twins = OnnxBytes.model(
        OnnxBytes.graph(
            nodes: [relu],
            tensors: [
                OnnxBytes.tensor("w", [1], data: one), OnnxBytes.tensor("w", [1], data: one),
            ]
        )
    )

    /// An attribute that holds a graph, as `If` has.
    private static let branch =
        OnnxBytes.text(1, "then_branch") + OnnxBytes.bytes(6, OnnxBytes.graph(nodes: [relu]))
        + OnnxBytes.number(20, 5)

    private static let attribute = OnnxBytes.text(1, "axis") + OnnxBytes.number(3, 1)

    @Test(
        arguments: [
            (tensor([-1], data: one), "impossible axes"),
            (tensor([0, 1 << 40, 1 << 40], data: []), "impossible axes"),
            (tensor([1 << 40], data: one), "do not fit its 4 bytes"),
            (tensor([1 << 40, 1 << 40], data: one), "impossible axes"),
            (tensor([Int.max / 2], data: one), "impossible axes"),
            (tensor([2], data: one), "axes [2] do not fit its 4 bytes"),
            (tensor([1], data: []), "do not fit its 0 values"),
            (tensor([Int](repeating: 1, count: 33), data: one), "impossible axes"),
            (tensor([1], type: 8, data: one), "text"),
            (tensor([1], type: 14, data: one), "complex"),
            (tensor([1], type: 17, data: one), "type 17"),
            (tensor([1], type: 99, data: one), "type 99"),
            (tensor([1], data: OnnxBytes.number(14, 1)), "another file; embed them"),
            (twins, "tensor \"w\": is there twice"),
            (graph([OnnxBytes.node("Relu", ["z"], ["y"])]), "needs \"z\", which nothing makes"),
            (
                graph([
                    OnnxBytes.node("Add", ["x", "b"], ["y"]), OnnxBytes.node("Relu", ["y"], ["b"]),
                ]),
                "run in a circle, at Add"
            ),
            (graph([OnnxBytes.node("Add", ["x", "y"], ["y"])]), "circle"),
            (graph([relu, relu]), "makes \"y\", which is there already"),
            (graph([OnnxBytes.node("Relu", ["x"], ["x"])]), "makes \"x\", which is there already"),
            (graph([OnnxBytes.node("Relu", ["x"], ["h"])]), "no node makes the output \"y\""),
            (
                graph([relu], inputs: [OnnxBytes.value("x"), OnnxBytes.value("x")]),
                "is there twice"
            ),
            (graph([OnnxBytes.node("", ["x"], ["y"])]), "names no operator"),
            (
                graph([OnnxBytes.node("If", ["x"], ["y"], attributes: [branch])]),
                "If \"y\" chooses or repeats layers"
            ),
            (
                graph([OnnxBytes.node("Softmax", ["x"], ["y"], attributes: [attribute, attribute])]
                ),
                "attribute \"axis\" is there twice"
            ),
            (graph([]), "holds no graph"),
            (OnnxBytes.model(OnnxBytes.graph(nodes: [relu]), opset: nil), "opset"),
            (OnnxBytes.model(OnnxBytes.graph(nodes: [relu]), opset: 6), "opset 6; 7 to 21"),
            ([], "the file is empty"), (Array("<!DOCTYPE html>".utf8), "a web page"),
            (Array("version https://git-lfs.github.com/spec/v1\n".utf8), "Git LFS pointer"),
            ([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a], "HDF5"),
            (Array("PK\u{3}\u{4}\u{0}\u{0}".utf8), "not an ONNX file"),
            ([UInt8](repeating: 0xff, count: 100), "not an ONNX file"),
        ] as [([UInt8], String)]
    )
    func oneClearLine(bytes: [UInt8], message: String) {
        #expect {
            _ = try OnnxFileTests.read(bytes)
        } throws: { error in
            let line = "\(error)"
            return line.contains(message) && line.contains("net.onnx") && !line.contains("\n")
        }
    }

    /// A small network with something of everything.
    private static let sound = OnnxBytes.model(
        OnnxBytes.graph(
            nodes: [
                OnnxBytes.node("Add", ["x", "w"], ["h"]),
                OnnxBytes.node("Softmax", ["h"], ["y"], attributes: [attribute]),
            ],
            tensors: [OnnxBytes.tensor("w", [1, 2], data: OnnxBytes.raw([1, 2]))]
        )
    )

    @Test func cutAnywhere() throws {
        #expect(throws: Never.self) { try OnnxFileTests.read(Self.sound) }
        // The opset is last: nothing shorter is whole.
        for count in 0..<Self.sound.count {
            #expect(throws: ModelsError.self) {
                try OnnxFileTests.read(Array(Self.sound.prefix(count)))
            }
        }
    }

    @Test func changedAnywhereNeverCrashes() {
        var random = SeededRandom(state: 7)
        for _ in 0..<500 {
            var bytes = Self.sound
            for _ in 0...Int.random(in: 0...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8(
                    truncatingIfNeeded: random.next()
                )
            }
            do {
                _ = try OnnxFileTests.read(bytes)
            } catch {
                #expect(error is ModelsError)
            }
        }
    }

    /// Each empty node takes two bytes of a file but hundreds of memory.
    @Test func emptyPartsWithoutEndAreCounted() {
        let nodes = [[UInt8]](repeating: [0x0a, 0x00], count: 2_000_001).flatMap(\.self)
        #expect {
            _ = try OnnxFileTests.read(OnnxBytes.model(nodes))
        } throws: { "\($0)".contains("more than 2000000 fields") }
    }

    @Test func graphsInGraphsWithoutEndAreRefused() {
        var graph = OnnxBytes.graph(nodes: [Self.relu])
        for _ in 0..<5000 {
            let attribute = OnnxBytes.text(1, "body") + OnnxBytes.bytes(6, graph)
            graph = OnnxBytes.bytes(
                1,
                OnnxBytes.node("Loop", ["x"], ["y"], attributes: [attribute])
            )
        }
        #expect {
            _ = try OnnxFileTests.read(OnnxBytes.model(graph))
        } throws: { "\($0)".contains("deep in one another") }
    }
}
