import Foundation
import Models
import Tensors
import Testing

/// `llexicorp attribute` from file to file, against zennit's numbers (see the note beside the fixtures).
@Suite("Attribute")
struct AttributeTests {
    private static let golden = Inputs.weights.deletingLastPathComponent()

    @Test("heatmaps and relevance come out image-major and as zennit computes them")
    func golden() throws {
        let program = try Program()
        defer { program.cleanUp() }
        let expected = try SafetensorsFile(
            contentsOf: Self.golden.appendingPathComponent("EpsilonPlusFlat.safetensors")
        )
        let targets = try expected.tensor(named: "targets").elements.map { Int($0) }
        let top = try expected.tensor(named: "top.channels")
        let target = targets[0]
        let channel = Int(top[0, 0])
        let outcome = try program.run(
            "attribute",
            "vgg16",
            "--weights",
            Inputs.weights.path,
            "--input",
            Self.golden.appendingPathComponent("forward.safetensors").path,
            "--output",
            "out.safetensors",
            "--composite",
            "epsilon-plus-flat",
            "--condition",
            "y=\(target)",
            "--condition",
            "y=\(target);features.28=\(channel)",
            "--record",
            "features.28"
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
        let written = try SafetensorsFile(contentsOf: program.path("out.safetensors"))
        let heatmaps = try written.tensor(named: "heatmap")
        let sums = try written.tensor(named: "channel_relevance.features.28")
        #expect(heatmaps.shape[0] == 2 * targets.count)
        // Image 0 comes first with both conditions, then image 1; both goldens have one target.
        for image in targets.indices where targets[image] == target {
            let whole = try expected.tensor(named: "lrp.heatmap").slice(image)
            #expect(distance(heatmaps.slice(2 * image), whole) < 1e-5)
            let channels = try expected.tensor(named: "chan.features.28.raw").slice(image)
            #expect(distance(sums.slice(2 * image), channels) < 1e-5)
        }
        let conditional = try expected.tensor(named: "crp.heatmaps").slice(0).slice(0)
        #expect(distance(heatmaps.slice(1), conditional) < 1e-5)
    }

    @Test("NumPy's archives hold the same numbers as safetensors, in and out")
    func archives() throws {
        let program = try Program()
        defer { program.cleanUp() }
        let forward = Self.golden.appendingPathComponent("forward.safetensors")
        let input = try SafetensorsFile(contentsOf: forward).tensor(named: "input")
        try NpzWriter.write([("input", input)], to: program.path("in.npz"))
        let common = [
            "attribute", "vgg16", "--weights", Inputs.weights.path, "--record", "features.28",
        ]
        for (source, output) in [(forward.path, "a.safetensors"), ("in.npz", "b.NPZ")] {
            let outcome = try program.run(common + ["--input", source, "--output", output])
            try #require(outcome.status == 0, "\(outcome.errors)")
        }
        let expected = try SafetensorsFile(contentsOf: program.path("a.safetensors"))
        let actual = try NpzFile(contentsOf: program.path("b.NPZ"))
        #expect(Set(actual.names) == Set(expected.names))
        for name in expected.names {
            let (first, second) = try (expected.tensor(named: name), actual.tensor(named: name))
            #expect(first == second, "\(name)")
        }
        let refused = try program.run(common + ["--input", "in.npz", "--output", "c.csv"])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("c.csv: results are written as .safetensors or .npz"))
        let without = try program.run(common + ["--input", "b.NPZ", "--output", "d.npz"])
        #expect(without.errors.contains("holds no tensor \"input\""))
    }

    @Test("bounds that are no numbers are wrong usage, missing ones a failure")
    func bounds() throws {
        let program = try Program()
        defer { program.cleanUp() }
        let common = [
            "attribute", "vgg16", "--weights", Inputs.weights.path, "--input",
            Self.golden.appendingPathComponent("forward.safetensors").path, "--output",
            "out.safetensors", "--composite", "epsilon-gamma-box",
        ]
        #expect(try program.run(common).status == 1)
        #expect(try program.run(common + ["--low", "a,b,c", "--high", "1,1,1"]).status == 2)
        #expect(try program.run(common + ["--low=-3,-3,-3", "--high", "3,3,3"]).status == 0)
    }

    /// The relative L2 distance; infinite where shapes differ, NaN where a value is none.
    private func distance(_ actual: Tensor, _ expected: Tensor) -> Double {
        guard actual.shape == expected.shape else { return .infinity }
        var difference = 0.0
        var size = 0.0
        for (a, b) in zip(actual.elements, expected.elements) {
            difference += pow(Double(a) - Double(b), 2)
            size += pow(Double(b), 2)
        }
        return (difference / size).squareRoot()
    }
}
