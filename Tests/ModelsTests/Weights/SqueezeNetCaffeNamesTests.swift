import Foundation
import Models
import Tensors
import Testing

@Suite("SqueezeNet's names in Caffe")
struct SqueezeNetCaffeNamesTests {
    @Test("names and axes become torchvision's")
    func converted() throws {
        let weights = SqueezeNetCaffeNamesTests.weights()
        #expect(SqueezeNetCaffeNames.recognizes(weights))
        let converted = try SqueezeNetCaffeNames.converted(weights)
        #expect(converted.order.count == 52)
        #expect(converted.inputConvention == .caffe)
        #expect(converted.sha256 == weights.sha256)
        #expect(converted.order.first == "features.0.weight")
        #expect(converted.order.last == "classifier.1.bias")
        let names = ["features.3.squeeze.weight", "features.12.expand3x3.bias"]
        for name in names { #expect(converted.tensors[name] != nil, "\(name)") }

        // [H, W, I, O] = [2, 3, 4, 5] of conv1, compared index by index.
        let theirs = try weights.tensor(named: "conv1.0")
        let ours = try converted.tensor(named: "features.0.weight")
        #expect(ours.shape == [5, 4, 2, 3])
        for row in 0..<2 {
            for column in 0..<3 {
                for input in 0..<4 {
                    for output in 0..<5 {
                        #expect(
                            ours[output, input, row, column] == theirs[row, column, input, output]
                        )
                    }
                }
            }
        }
    }

    @Test("other weights are not taken for it")
    func notRecognized() throws {
        let weights = try Weights.load(from: WeightsFixture.url("numpy_protocol4.pkl"))
        #expect(!SqueezeNetCaffeNames.recognizes(weights))
        #expect(throws: ModelsError.self) { try SqueezeNetCaffeNames.converted(weights) }
    }

    @Test("a kernel of wrong rank is refused by name")
    func wrongRank() throws {
        let weights = SqueezeNetCaffeNamesTests.weights(kernel: [2, 2])
        let error = #expect(throws: ModelsError.self) {
            try SqueezeNetCaffeNames.converted(weights)
        }
        #expect(error?.message.contains("conv1 has a kernel of shape [2, 2]") == true)
    }

    /// Small tensors under all 52 names.
    private static func weights(kernel: [Int] = [2, 3, 4, 5]) -> Weights {
        let parts = ["squeeze1x1", "expand1x1", "expand3x3"]
        let layers =
            ["conv1", "conv10"] + (2...9).flatMap { fire in parts.map { "fire\(fire)/\($0)" } }
        let count = kernel.reduce(1, *)
        let tensors = layers.flatMap { layer in
            [
                ("\(layer).0", Tensor(shape: kernel, elements: (0..<count).map { Float($0) })),
                ("\(layer).1", Tensor(zeros: [5])),
            ]
        }
        return Weights(
            tensors.map { (name: $0.0, tensor: $0.1) },
            sha256: "0",
            format: .pickle,
            file: "weights.pkl"
        )
    }
}
