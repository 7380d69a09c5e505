import Models
import Tensors
import Testing

/// Weights that are not what the name says: one clear error, or what can be told without doubt.
@Suite("Weights that do not fit")
struct MisfitWeightsTests {
    private static func failure(
        _ name: String,
        with weights: String,
        _ change: (inout [String: Tensor]) -> Void = { _ in }
    ) throws -> ModelsError? {
        var tensors = try NarrowNetwork(weights).tensors
        change(&tensors)
        do {
            _ = try Architecture.named(name).graph(from: tensors)
            return nil
        } catch {
            return error
        }
    }

    @Test("another network of the family is named")
    func family() throws {
        let resnet = try #require(try Self.failure("resnet50", with: "resnet101"))
        #expect(resnet.message.contains("a ResNet of 3-4-23-3 bottleneck blocks"))
        #expect(resnet.hint?.contains("--model resnet,") == true)
        let basic = try #require(try Self.failure("resnet50", with: "resnet34"))
        #expect(basic.message.contains("3-4-6-3 basic blocks"))
        let grouped = try #require(try Self.failure("resnet50", with: "resnext50_32x4d"))
        #expect(grouped.message.contains("bottleneck blocks in 4 groups"))
        let wide = try #require(try Self.failure("resnet50", with: "wide_resnet50_2"))
        #expect(wide.message.contains("wide bottleneck"))
        #expect(
            try Self.failure("densenet121", with: "densenet201")?.hint
                == "use --model densenet201"
        )
        #expect(
            try Self.failure("efficientnet_b0", with: "efficientnet_b4")?.hint
                == "use --model efficientnet_b4"
        )
        let mobile = try #require(
            try Self.failure("mobilenet_v3_small", with: "mobilenet_v3_large")
        )
        #expect(mobile.message.contains("has 11 blocks, these weights have 15"))
    }

    @Test(
        "no weights, or another family's, lack a tensor that is named",
        arguments: Architecture.all
    )
    func missing(_ architecture: Architecture) throws {
        let foreign = architecture.name.hasPrefix("vgg") ? "resnet18" : "vgg11"
        for tensors in [[:], try NarrowNetwork(foreign).tensors] {
            let error = #expect(throws: ModelsError.self) {
                try architecture.graph(from: tensors)
            }
            let message = error?.message ?? ""
            #expect(
                message.contains("lack ") || message.contains(" expects ")
                    || message.contains("has no place for"),
                "\(message)"
            )
        }
    }

    @Test("a tensor missing anywhere, of rank 0, or with an axis of 0 is an error")
    func damaged() throws {
        for name in [
            "resnet18", "resnext50_32x4d", "densenet121", "mobilenet_v3_small",
            "efficientnet_b0", "efficientnet_lite0", "googlenet", "alexnet",
        ] {
            let architecture = try Architecture.named(name)
            let tensors = try NarrowNetwork(name).tensors
            for key in tensors.keys.sorted() where !key.hasSuffix("num_batches_tracked") {
                for other in [nil, Tensor(zeros: []), Tensor(zeros: [0, 1, 1, 1])] {
                    var damaged = tensors
                    damaged[key] = other
                    #expect(throws: ModelsError.self, "\(name): \(key)") {
                        try architecture.graph(from: damaged)
                    }
                }
            }
        }
    }

    @Test("channels that do not divide into the groups are an error")
    func groups() throws {
        let error = try Self.failure("resnext50_32x4d", with: "resnext50_32x4d") {
            $0["layer1.0.conv2.weight"] = Tensor(zeros: [15, 4, 3, 3])
        }
        #expect(error?.message.contains("cannot be taken in 4 groups") == true, "\(error as Any)")
    }

    @Test("the heads that help training need not be there, nor fit")
    func auxiliary() throws {
        #expect(
            try Self.failure("googlenet", with: "googlenet") {
                $0["aux1.conv.conv.weight"] = Tensor(zeros: [16, 64, 1, 1])
                $0["aux2.fc2.bias"] = Tensor(zeros: [7])
            } == nil
        )
        let error = try Self.failure("googlenet", with: "googlenet") {
            $0["aux3.fc2.bias"] = Tensor(zeros: [7])
        }
        #expect(error?.message.contains("no place for aux3.fc2.bias [7]") == true)
    }

    @Test("a short ResNet loads by its weights, under a published name it does not")
    func shortResNet() throws {
        let short = { (tensors: inout [String: Tensor]) in
            // 2-1-2 blocks in three stages.
            tensors = tensors.filter {
                !$0.key.hasPrefix("layer4") && !$0.key.hasPrefix("layer2.1")
            }
            tensors["fc.weight"] = Tensor(zeros: [9, 32])
            tensors["fc.bias"] = Tensor(zeros: [9])
        }
        var tensors = try NarrowNetwork("resnet18").tensors
        short(&tensors)
        let graph = try Architecture.named("resnet").graph(from: tensors)
        let shapes = try graph.shapes(for: [1, 3, 64, 64])
        #expect(try shapes[graph.index(of: "layer3")] == [1, 32, 4, 4])
        #expect(shapes[graph.output] == [1, 9])
        let error = try Self.failure("resnet18", with: "resnet18", short)
        #expect(error?.message.contains("2-1-2 basic blocks") == true)
    }
}
