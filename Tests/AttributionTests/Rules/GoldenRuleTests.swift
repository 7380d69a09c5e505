import Attribution
import Foundation
import Kernels
import Tensors
import Testing

/// Every rule on single layers with inputs of both signs, against zennit 0.4.6.
@Suite("Golden rules")
struct GoldenRuleTests {
    private static func folder() throws -> URL {
        try GoldenCase.committed.appending(path: "rules")
    }

    private static let geometries: [String: ConvolutionGeometry] = [
        "conv_s1": ConvolutionGeometry(square: 3, padding: 1),
        "conv_s2": ConvolutionGeometry(square: 5, stride: 2, padding: 2),
        "conv_nobias": ConvolutionGeometry(square: 3, padding: 1),
        "conv_relu_input": ConvolutionGeometry(square: 3, padding: 1),
        "conv_depthwise": ConvolutionGeometry(square: 3, padding: 1, groups: 6),
        "conv_groups2": ConvolutionGeometry(square: 1, groups: 2),
    ]

    @Test(
        "weighted layers",
        arguments: [
            "conv_s1", "conv_s2", "conv_nobias", "conv_relu_input", "conv_depthwise",
            "conv_groups2", "linear", "linear_nobias",
        ]
    )
    func weighted(name: String) throws {
        let file = try SafetensorsFile(
            contentsOf: Self.folder().appending(path: "rules.safetensors")
        )
        let data = try Data(contentsOf: Self.folder().appending(path: "manifest.json"))
        let json = try #require(
            JSONSerialization.jsonObject(with: data) as? [String: Any]
        )
        let layers = try #require(json["layers"] as? [String: [String: Any]])
        let rules = try #require(layers[name]?["rules"] as? [String: [String: Double]])
        let low = try #require(json["low"] as? [Double]).map(Float.init)
        let high = try #require(json["high"] as? [Double]).map(Float.init)
        let weight = try file.tensor(named: "\(name).weight")
        let bias =
            file.names.contains("\(name).bias")
            ? try file.tensor(named: "\(name).bias").elements : nil
        let layer: WeightedLayer
        if let geometry = Self.geometries[name] {
            let convolution = Convolution(weight: weight, geometry: geometry)
            layer = WeightedLayer(convolution, bias: bias, inputIsNonNegative: false)
        } else {
            let linear = FullyConnected(weight: weight)
            layer = WeightedLayer(linear, bias: bias, inputIsNonNegative: false)
        }
        #expect(!rules.isEmpty)
        for (rule, facts) in rules {
            let tolerance = Tolerance(
                relativeL2: try #require(facts["tol_rel_l2"]),
                relativeMax: try #require(facts["tol_max_rel"])
            )
            let bound = try Self.rule(rule, low: low, high: high).bound(to: layer)
            try Self.check(bound, name, "R_in.\(rule)", in: file, tolerance)
        }
    }

    @Test(
        "the gamma rule of zennit 0.5.1",
        arguments: [
            "conv_s1", "conv_s2", "conv_nobias", "conv_relu_input", "conv_depthwise",
            "conv_groups2", "linear", "linear_nobias",
        ]
    )
    func generalizedGamma(name: String) throws {
        let file = try SafetensorsFile(
            contentsOf: Self.folder().appending(path: "rules.safetensors")
        )
        let newer = try SafetensorsFile(
            contentsOf: Self.folder().appending(path: "rules_gamma_zennit051.safetensors")
        )
        let weight = try file.tensor(named: "\(name).weight")
        let bias =
            file.names.contains("\(name).bias")
            ? try file.tensor(named: "\(name).bias").elements : nil
        let layer =
            Self.geometries[name].map {
                WeightedLayer(
                    Convolution(weight: weight, geometry: $0),
                    bias: bias,
                    inputIsNonNegative: false
                )
            }
            ?? WeightedLayer(
                FullyConnected(weight: weight),
                bias: bias,
                inputIsNonNegative: false
            )
        let prefix = "\(name).R_in.gamma051_"
        let tensors = newer.names.filter { $0.hasPrefix(prefix) }
        #expect(!tensors.isEmpty)
        for tensor in tensors {
            let gamma = try #require(Float(tensor.dropFirst(prefix.count)))
            let bound = GeneralizedGammaRule(gamma: gamma).bound(to: layer)
            try Self.check(
                bound,
                name,
                String(tensor.dropFirst(name.count + 1)),
                in: file,
                Tolerance(relativeL2: 3e-5, relativeMax: 1e-4),
                expected: newer
            )
        }
    }

    private static func rule(_ name: String, low: [Float], high: [Float]) throws -> any Rule {
        let parts = name.split(separator: "_")
        switch parts[0] {
        case "epsilon": return EpsilonRule(epsilon: try #require(Float(parts[1])))
        case "gamma": return GammaRule(gamma: try #require(Float(parts[1])))
        case "zplus": return ZPlusRule()
        case "alpha2beta1": return AlphaBetaRule(alpha: 2, beta: 1)
        case "alpha1beta0": return AlphaBetaRule(alpha: 1, beta: 0)
        case "flat": return FlatRule()
        case "wsquare": return WSquareRule()
        case "zbox": return ZBoxRule(low: low, high: high)
        default: throw GoldenFault(what: "no rule is called \(name)")
        }
    }

    private static func check(
        _ bound: any BoundRule,
        _ layer: String,
        _ tensor: String,
        in file: SafetensorsFile,
        _ tolerance: Tolerance,
        expected other: SafetensorsFile? = nil
    ) throws {
        let input = try file.tensor(named: "\(layer).x")
        let passage = Passage(
            input: input,
            denominators: bound.denominators(
                input: input,
                output: try file.tensor(named: "\(layer).z")
            ),
            rows: Array(0..<input.shape[0])
        )
        var losses: RelevanceLosses?
        let handed = bound.propagate(
            try file.tensor(named: "\(layer).R_out"),
            through: passage,
            losses: &losses
        )
        let expected = try (other ?? file).tensor(named: "\(layer).\(tensor)")
        // The golden tolerances hold for a layer's whole batch.
        let flat = [expected.count]
        expectClose(
            handed.reshaped(to: flat),
            expected.reshaped(to: flat),
            tolerance,
            "\(layer) \(tensor)"
        )
    }

    @Test("average pools by the norm rule")
    func pools() throws {
        let file = try SafetensorsFile(
            contentsOf: Self.folder().appending(path: "rules.safetensors")
        )
        let maps: [(String, any LinearMap)] = [
            (
                "avgpool",
                AveragePooling(window: PoolingWindow(square: 3, stride: 2, padding: 1))
            ),
            ("adaptive_2to7", AdaptiveAveragePooling(height: 7, width: 7)),
            ("adaptive_9to7", AdaptiveAveragePooling(height: 7, width: 7)),
            ("adaptive_to1", AdaptiveAveragePooling(height: 1, width: 1)),
        ]
        for (name, map) in maps {
            try Self.check(
                NormRule().bound(to: map),
                name,
                "R_in.norm",
                in: file,
                Tolerance(relativeL2: 1e-5, relativeMax: 1e-4)
            )
        }
    }

    @Test(
        "max pools hand everything to the first winner",
        arguments: [
            ("maxpool_2x2", PoolingWindow(square: 2, stride: 2)),
            ("maxpool_3x3s2p1_ties", PoolingWindow(square: 3, stride: 2, padding: 1)),
        ]
    )
    func maxPools(name: String, window: PoolingWindow) throws {
        let file = try SafetensorsFile(
            contentsOf: Self.folder().appending(path: "rules.safetensors")
        )
        let input = try file.tensor(named: "\(name).x")
        let pool = MaxPooling(window: window)
        let (output, winners) = pool.applied(to: input)
        #expect(try output == file.tensor(named: "\(name).z"))
        let handed = pool.transposedApplied(
            to: try file.tensor(named: "\(name).R_out"),
            winners: winners,
            rows: [0],
            inputShape: input.shape
        )
        let expected = try file.tensor(named: "\(name).R_in.gradient")
        expectClose(handed, expected, Tolerance(relativeL2: 1e-6, relativeMax: 1e-6), name)
    }
}

/// A golden file that does not say what it should.
struct GoldenFault: Error {
    let what: String
}
