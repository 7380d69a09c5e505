import Foundation
import Models
import Tensors
import Testing

@Suite("Pickles of NumPy arrays")
struct NumpyPicklesTests {
    @Test("every array comes out with its values", arguments: 2...5)
    func values(protocolVersion: Int) throws {
        let weights = try Weights.load(
            from: WeightsFixture.url("numpy_protocol\(protocolVersion).pkl")
        )
        let square = WeightsFixture.eighths(3, 4)
        let turned = (0..<4).flatMap { column in (0..<3).map { square[$0, column] } }
        let expected: [(String, Tensor)] = [
            ("conv1.0", WeightsFixture.eighths(1, 2, 3, 4)),
            ("conv1.1", WeightsFixture.eighths(4)),
            ("fire2/squeeze1x1.0", WeightsFixture.eighths(2, 2)),
            ("fire2/squeeze1x1.1", WeightsFixture.eighths(2)),
            ("nested.deep.0", WeightsFixture.eighths(3)),
            ("fortran", square),
            ("turned", Tensor(shape: [4, 3], elements: turned)),
            ("big", WeightsFixture.eighths(4)),
            ("big64", WeightsFixture.eighths(4)),
            ("half", WeightsFixture.eighths(4)),
            ("long", Tensor(shape: [4], elements: [-1, 0, 1, 2])),
            ("bytes", Tensor(shape: [300], elements: (0..<300).map { Float($0 % 256) })),
            ("truth", Tensor(shape: [2], elements: [1, 0])),
            ("zero_dimensional", Tensor(shape: [], elements: [0.25])),
        ]
        #expect(weights.format == .pickle)
        #expect(weights.order == expected.map(\.0))
        for (name, tensor) in expected { #expect(weights.tensors[name] == tensor, "\(name)") }
    }

    @Test("pickles of Python 2 are read")
    func python2() throws {
        let weights = try Weights.load(from: WeightsFixture.url("numpy_python2.pkl"))
        #expect(weights.tensors["conv.0"] == WeightsFixture.eighths(2, 3))
        #expect(weights.tensors["conv.1"] == WeightsFixture.eighths(2))
    }

    @Test(
        "arrays that are no finite numbers are refused by name",
        arguments: [
            ("numpy_objects.pkl", "array \"fc.weight\" has dtype O8"),
            ("numpy_structured.pkl", "array \"fc.weight\" has dtype V8"),
            ("numpy_complex.pkl", "array \"fc.weight\" has dtype c8"),
            ("numpy_infinite.pkl", "tensor \"fc.weight\" holds inf at element 1"),
            ("numpy_beyond_float32.pkl", "tensor \"fc.weight\" holds inf at element 0"),
        ]
    )
    func refused(file: String, reason: String) throws {
        let error = try #require(throws: ModelsError.self) {
            try Weights.load(from: WeightsFixture.url(file))
        }
        #expect(error.message.contains(reason), "\(error)")
    }

    @Test("a pickle that calls a program is refused and runs nothing", arguments: [2, 4])
    func hostile(protocolVersion: Int) throws {
        let file = "hostile_system_protocol\(protocolVersion).pkl"
        let error = try #require(throws: ModelsError.self) {
            try Weights.load(from: WeightsFixture.url(file))
        }
        #expect(
            error.message
                == "\(file): the pickle calls posix.system; refused, nothing was run"
        )
        #expect(error.hint?.contains(".safetensors") == true)
    }
}
