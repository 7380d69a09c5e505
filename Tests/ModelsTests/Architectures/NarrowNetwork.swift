import Foundation
import Models
import Tensors
import Testing

/// A published network at an eighth of its width, on made-up weights, with what torchvision finds.
///
/// The files are `Fixtures/make_architectures.py`'s; the weights follow from the tensors' names.
struct NarrowNetwork: Sendable {
    private(set) var tensors: [String: Tensor] = [:]
    private(set) var input = Tensor(zeros: [1])
    private(set) var logits: [Double] = []
    /// How far torch's own single precision is from these, over the largest.
    private(set) var noise = 0.0
    /// The root mean square of modules' outputs, by name.
    private(set) var outputs: [String: Double] = [:]

    /// Reads the network of a name.
    init(_ name: String) throws {
        let url = Bundle.module.bundleURL
            .appending(path: "Fixtures/Architectures/\(name).txt")
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            switch words[0] {
            case "input":
                let sides = words.dropFirst().compactMap(Int.init)
                input = Self.tensor("input", [1, 3] + sides, 1, 0)
            case "logits":
                logits = words.dropFirst().compactMap(Double.init)
            case "noise":
                noise = Double(words[1]) ?? 0
            case "output":
                outputs[words[1]] = Double(words[2])
            case "norm":
                addNorm(words[1], try #require(Int(words[2])))
            default:
                let shape = words[2].split(separator: ",").compactMap { Int($0) }
                add(words[1], shape, biased: words[0] == "biased")
            }
        }
    }

    private mutating func add(_ name: String, _ shape: [Int], biased: Bool) {
        let fan = Double(shape.dropFirst().reduce(1, *))
        tensors["\(name).weight"] = Self.tensor(
            "\(name).weight",
            shape,
            Double(Float((6 / fan).squareRoot())),
            0
        )
        if biased { tensors["\(name).bias"] = Self.tensor("\(name).bias", [shape[0]], 0.1, 0) }
    }

    private mutating func addNorm(_ name: String, _ width: Int) {
        for (part, scale, shift) in [
            ("weight", 0.5, 1.0), ("bias", 0.3, 0.1), ("running_mean", 0.2, 0),
            ("running_var", 0.5, 1),
        ] {
            tensors["\(name).\(part)"] = Self.tensor("\(name).\(part)", [width], scale, shift)
        }
        tensors["\(name).num_batches_tracked"] = Tensor(zeros: [])
    }

    /// Numbers of -1 to 1 by SplitMix64, seeded by the name's FNV-1a, scaled and shifted.
    private static func tensor(
        _ name: String,
        _ shape: [Int],
        _ scale: Double,
        _ shift: Double
    ) -> Tensor {
        let seed = name.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        var random = SeededRandom(state: seed)
        return Tensor(
            shape: shape,
            elements: (0..<shape.reduce(1, *)).map { _ in
                Float((Double(random.next() >> 40) / 8_388_608 - 1) * scale + shift)
            }
        )
    }
}
