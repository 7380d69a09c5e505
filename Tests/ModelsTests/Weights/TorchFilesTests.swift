import Foundation
import Models
import Tensors
import Testing

@Suite("PyTorch files")
struct TorchFilesTests {
    static let files = [
        "torch_zip.pt", "torch_zip_protocol4.pt", "torch_legacy.pt", "torch_legacy_protocol4.pt",
    ]

    @Test("every tensor comes out with its values, views included", arguments: files)
    func values(file: String) throws {
        let weights = try Weights.load(from: WeightsFixture.url(file))
        #expect(weights.format == (file.contains("zip") ? .torchZip : .torchLegacy))
        let whole = WeightsFixture.eighths(4, 6)
        let expected: [(String, Tensor)] = [
            ("conv.weight", WeightsFixture.eighths(2, 3, 2, 2)),
            ("conv.bias", WeightsFixture.eighths(2)),
            ("norm.num_batches_tracked", Tensor(shape: [], elements: [7])),
            ("half", WeightsFixture.eighths(5)),
            ("brain", WeightsFixture.eighths(5)),
            ("double", WeightsFixture.eighths(5)),
            ("bytes", Tensor(shape: [2, 3], elements: [0, 1, 2, 3, 4, 5])),
            ("truth", Tensor(shape: [3], elements: [1, 0, 1])),
            ("whole", whole),
            ("tied", whole),
            ("turned", part(of: whole, rows: [0, 1, 2, 3], columns: [0, 1, 2, 3, 4, 5]).turned),
            ("window", part(of: whole, rows: [1, 2], columns: [2, 3, 4]).straight),
            ("steps", part(of: whole, rows: [0, 2], columns: [1, 4]).straight),
            ("empty", Tensor(zeros: [0, 3])),
        ]
        #expect(weights.order == expected.map(\.0))
        for (name, tensor) in expected { #expect(weights.tensors[name] == tensor, "\(name)") }
    }

    @Test(
        "a training checkpoint gives the network's tensors only",
        arguments: [
            "torch_training.pt", "torch_training_legacy.pt",
        ]
    )
    func checkpoint(file: String) throws {
        let weights = try Weights.load(from: WeightsFixture.url(file))
        #expect(weights.order == ["fc.weight", "fc.bias"])
        #expect(weights.tensors["fc.weight"] == WeightsFixture.eighths(2, 3))
    }

    @Test("types without a storage class of their own are read")
    func typedTensor() throws {
        let weights = try Weights.load(from: WeightsFixture.url("torch_uint16.pt"))
        #expect(weights.tensors["a"]?.elements == [0, 1, 2, 3])
    }

    @Test(
        "what cannot be weights is refused with its name",
        arguments: [
            ("torch_whole_model.pt", "torch.nn.modules.linear.Linear"),
            ("torch_sparse.pt", "torch._utils._rebuild_sparse_tensor"),
            ("torch_complex.pt", "torch.ComplexFloatStorage"),
            ("torch_expanded.pt", "tensor \"a\": shape [1000000000]"),
            ("torch_nan.pt", "tensor \"fc.weight\" holds nan at element 1"),
            ("torch_deflated.pt", "torch_plain/data.pkl is compressed"),
            ("torch_short_storage.pt", "tensor \"a\": its storage of 3 values has 4 bytes"),
            ("torch_no_storage.pt", "the values of tensor \"a\" are missing"),
            ("torch_script.pt", "a TorchScript program"),
            ("hostile_system.pt", "posix.system"),
            ("hostile_eval.pt", "builtin"),
        ]
    )
    func refused(file: String, reason: String) throws {
        let error = try #require(throws: ModelsError.self) {
            try Weights.load(from: WeightsFixture.url(file))
        }
        #expect(error.message.hasPrefix("\(file): "))
        #expect(error.message.contains(reason), "\(error)")
        #expect(!error.description.contains("\n"))
    }

    @Test("values of big-endian machines are turned round, or refused where they cannot be")
    func bigEndian() throws {
        let weights = try Weights.load(from: WeightsFixture.url("torch_big_endian.pt"))
        #expect(weights.tensors["a"] == WeightsFixture.eighths(3))
        var bytes = [UInt8](try Data(contentsOf: WeightsFixture.url("torch_legacy.pt")))
        let key = Array("little_endian".utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: key) })
        // The key is remembered, then comes True.
        let truth = try #require(bytes[place...].firstIndex(of: 0x88))
        bytes[truth] = 0x89
        let error = try #require(throws: ModelsError.self) {
            try WeightsFixture.withFile(bytes) { try Weights.load(from: $0) }
        }
        #expect(error.message.contains("big-endian"), "\(error)")
    }

    @Test("a member whose bytes were changed fails its checksum")
    func checksum() throws {
        var bytes = [UInt8](try Data(contentsOf: WeightsFixture.url("torch_zip.pt")))
        // The first values of `whole`: -1, -0.875, -0.75 as little-endian floats.
        let pattern = [Float(-1), -0.875, -0.75].flatMap { value in
            withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
        }
        let place = try #require(
            bytes.indices.dropLast(12).first {
                bytes[$0..<$0 + 12].elementsEqual(pattern)
            }
        )
        bytes[place] ^= 1
        let error = try #require(throws: ModelsError.self) {
            try WeightsFixture.withFile(bytes) { try Weights.load(from: $0) }
        }
        #expect(error.message.contains("is damaged"), "\(error)")
    }

    private func part(
        of whole: Tensor,
        rows: [Int],
        columns: [Int]
    ) -> (straight: Tensor, turned: Tensor) {
        let straight = rows.flatMap { row in columns.map { whole[row, $0] } }
        let turned = columns.flatMap { column in rows.map { whole[$0, column] } }
        return (
            Tensor(shape: [rows.count, columns.count], elements: straight),
            Tensor(shape: [columns.count, rows.count], elements: turned)
        )
    }
}
