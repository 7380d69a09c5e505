import Foundation
import Kernels
import Models
import Tensors
import Testing

@Suite("ONNX networks")
struct OnnxImportTests {
    /// A file made by `Fixtures/make_onnx_fixtures.py`.
    static func url(_ name: String) -> URL {
        Bundle.module.bundleURL.appendingPathComponent("Fixtures/Onnx/\(name)")
    }

    static func graph(_ name: String) throws -> LayerGraph {
        try OnnxImport.graph(from: OnnxFile.read(url("\(name).onnx")), inputSize: nil)
    }

    private static func kinds(_ name: String) throws -> [String] {
        try graph(name).nodes.map(\.operation.kind)
    }

    @Test(
        "logits as ONNX Runtime computes them",
        arguments: [
            "residual", "residual_unfolded", "squeeze_silu", "squeeze_hardswish", "squeeze_gelu",
            "squeeze_gelu_tanh", "gate_flat", "shuffle", "spelled", "channels_last", "gate_last",
            "pools",
        ]
    )
    func logits(name: String) throws {
        let expected = try SafetensorsFile(contentsOf: Self.url("expected.safetensors"))
        let input = try expected.tensor(named: "\(name).input")
        let logits = try expected.tensor(named: "\(name).logits")
        let pass = try Self.graph(name).forward(input)
        #expect(pass.logits.shape == logits.shape)
        let scale = logits.elements.reduce(0) { max($0, abs($1)) }
        for (actual, expected) in zip(pass.logits.elements, logits.elements) {
            #expect(abs(actual - expected) <= 2e-5 * scale, "\(actual), expected \(expected)")
        }
    }

    @Test("layers are called as the modules that exported them")
    func names() throws {
        let names = try Self.graph("residual").names
        for name in [
            "layer1.0.conv1", "layer1.1.downsample.0", "layer1.1", "maxpool", "avgpool", "fc",
        ] {
            #expect(names.contains(name), "\(name) of \(names)")
        }
        #expect(try Self.graph("residual_unfolded").names.contains("layer1.1.bn2"))
        let last = try Self.graph("channels_last").names
        #expect(last.contains("net.conv1") && last.contains("net.dense"), "\(last)")
    }

    @Test("what exporters spell out in steps is one layer again")
    func phrases() throws {
        #expect(try Self.kinds("squeeze_silu").filter { $0 == "silu" }.count == 2)
        #expect(try Self.kinds("squeeze_hardswish").filter { $0 == "hard swish" }.count == 2)
        #expect(try Self.kinds("squeeze_gelu").filter { $0 == "gelu" }.count == 2)
        #expect(try Self.kinds("squeeze_gelu_tanh").filter { $0 == "gelu" }.count == 2)
        let spelled = try Self.kinds("spelled")
        #expect(
            spelled.contains("hard swish") && spelled.contains("mish") && spelled.contains("gelu")
        )
        #expect(try Self.kinds("residual").filter { $0 == "addition" }.count == 2)
        #expect(try Self.kinds("gate_flat").contains("gate"))
    }

    @Test("axes are followed, not moved")
    func layouts() throws {
        let last = try Self.kinds("channels_last")
        #expect(last.filter { $0 == "flatten" }.count == 1 && !last.contains("reshape"))
        let shuffle = try Self.kinds("shuffle")
        #expect(shuffle.contains("channel choice") && !shuffle.contains("reshape"))
        #expect(!shuffle.contains("flatten") || shuffle.firstIndex(of: "flatten") ?? 0 > 10)
    }

    @Test("an operator that cannot be read is named with its node and file")
    func unsupported() throws {
        let error = try #require(throws: ModelsError.self) { try Self.graph("unsupported") }
        #expect(error.message.contains("unsupported.onnx"))
        #expect(error.message.contains("LRN \"body/norm1\""))
        #expect(error.hint?.contains("onnxsim") == true)
    }
}
