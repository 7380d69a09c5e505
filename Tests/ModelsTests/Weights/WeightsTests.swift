import Digests
import Foundation
import Models
import Tensors
import Testing

@Suite("Weights")
struct WeightsTests {
    @Test("a prefix that all names share is taken off")
    func prefix() throws {
        let url = WeightsFixture.url("prefixed.safetensors")
        let weights = try Weights.load(from: url)
        #expect(weights.format == .safetensors)
        #expect(Set(weights.order) == ["fc.weight", "fc.bias"])
        #expect(weights.tensors["fc.weight"] == WeightsFixture.eighths(2, 3))
        #expect(weights.sha256 == (try SHA256Digest.hex(of: Data(contentsOf: url))))
        #expect(weights.file == "prefixed.safetensors")
    }

    @Test("an infinite value is refused with the tensor's name")
    func infinite() throws {
        let error = try #require(throws: ModelsError.self) {
            try Weights.load(from: WeightsFixture.url("infinite.safetensors"))
        }
        #expect(error.message.contains("tensor \"fc.weight\" holds -inf at element 1"))
    }

    @Test("a digest in the name is compared with the file's")
    func promisedDigest() throws {
        let bytes = try Data(contentsOf: WeightsFixture.url("torch_zip.pt"))
        let digest = SHA256Digest.hex(of: bytes)
        let right = try WeightsFixture.withFile(bytes, named: "net-\(digest.prefix(8)).pth") {
            try Weights.load(from: $0)
        }
        #expect(right.sha256 == digest)
        let error = try #require(throws: ModelsError.self) {
            try WeightsFixture.withFile(bytes, named: "vgg16-397923af.pth") {
                try Weights.load(from: $0)
            }
        }
        #expect(error.message.contains("begins with 397923af"))
        #expect(error.message.contains("begins with \(digest.prefix(8))"))
    }

    @Test(
        "names that promise nothing are not held to it",
        arguments: [
            "run-20240131.pth", "net-397923af.bin", "net-397923AF.pth", "397923af.pth",
            "net-39792.pt",
        ]
    )
    func noPromise(name: String) throws {
        let bytes = try Data(contentsOf: WeightsFixture.url("torch_zip.pt"))
        try WeightsFixture.withFile(bytes, named: name) { url in
            #expect(throws: Never.self) { try Weights.load(from: url) }
        }
    }

    @Test("a missing tensor is named")
    func missingTensor() throws {
        let weights = try Weights.load(from: WeightsFixture.url("prefixed.safetensors"))
        let error = #expect(throws: ModelsError.self) { try weights.tensor(named: "conv") }
        #expect(error?.message == "prefixed.safetensors: no tensor is called \"conv\"")
    }

    @Test("an inspection lists names, types, shapes and the total")
    func inspection() throws {
        let inspection = try WeightsInspection(of: WeightsFixture.url("torch_zip.pt"))
        #expect(inspection.format == .torchZip)
        #expect(inspection.entries.count == 14)
        #expect(inspection.entries[0].name == "conv.weight")
        #expect(inspection.entries[0].shape == [2, 3, 2, 2])
        #expect(inspection.entries[3].elementType == .float16)
        let sizes = [24, 2, 1, 5, 5, 5, 6, 3, 24, 24, 24, 6, 4, 0]
        #expect(inspection.parameterCount == sizes.reduce(0, +))
        let lines = inspection.description.split(separator: "\n").map(String.init)
        #expect(lines.contains("tensors     14"))
        #expect(lines.contains("  norm.num_batches_tracked  I64   []"))
        #expect(lines.contains("  conv.weight               F32   [2, 3, 2, 2]"))
    }

    @Test("an inspection does not look at values")
    func inspectionOfNaN() throws {
        let inspection = try WeightsInspection(of: WeightsFixture.url("torch_nan.pt"))
        #expect(inspection.entries.map(\.name) == ["fine", "fc.weight"])
    }
}
