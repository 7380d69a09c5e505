import Kernels
import Tensors

/// The tensors of a weights file, handed out one by one against the shapes an architecture expects.
struct TensorSupply {
    private var tensors: [String: Tensor]
    /// The architecture's name, for messages.
    let architecture: String
    private var taken: Set<String> = []

    /// Offers tensors to an architecture, whose name goes into messages.
    init(_ tensors: [String: Tensor], for architecture: String) {
        self.tensors = tensors
        self.architecture = architecture
    }

    /// Hands out one tensor.
    ///
    /// - Parameters:
    ///   - name: The tensor's name.
    ///   - expected: Its shape; nil stands for an axis of any length but 0.
    /// - Returns: The tensor, which then counts as used.
    /// - Throws: `ModelsError` where it is missing or has another shape.
    mutating func take(_ name: String, _ expected: [Int?]) throws(ModelsError) -> Tensor {
        let wanted = "[\(expected.map { $0.map(String.init) ?? "any" }.joined(separator: ", "))]"
        guard let tensor = tensors[name] else {
            throw ModelsError(
                "the weights for \(architecture) lack \(name) \(wanted)",
                hint: hintForMissing()
            )
        }
        let fits =
            tensor.shape.count == expected.count
            && zip(tensor.shape, expected).allSatisfy { $0 > 0 && ($1 ?? $0) == $0 }
        guard fits else {
            throw ModelsError(
                "\(name) is \(tensor.shape), but \(architecture) expects \(wanted) there"
            )
        }
        taken.insert(name)
        return tensor
    }

    /// Whether the file has a tensor of this name.
    func has(_ name: String) -> Bool { tensors[name] != nil }

    /// A tensor's shape, empty where it is missing: a look ahead, for what an architecture reads off
    /// its weights.
    func shape(of name: String) -> [Int] { tensors[name]?.shape ?? [] }

    /// The length of a tensor's first axis, 0 where it is missing or has none.
    func leadingLength(of name: String) -> Int { shape(of: name).first ?? 0 }

    /// How many numbers from `first` on have a tensor, without a gap.
    func count(from first: Int = 0, _ name: (Int) -> String) -> Int {
        var next = first
        while has(name(next)) { next += 1 }
        return next - first
    }

    /// Offers the tensors under other names; of two that become one the first by name stays.
    mutating func rename(_ rule: (String) -> String) {
        var renamed: [String: Tensor] = [:]
        for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
            renamed[rule(name)] = renamed[rule(name)] ?? tensor
        }
        tensors = renamed
    }

    /// Counts all tensors of a module as used, so that weights for training only do no harm.
    mutating func ignore(module name: String) {
        taken.formUnion(tensors.keys.filter { $0.hasPrefix("\(name).") })
    }

    /// Fails where tensors are left that the architecture has no place for.
    ///
    /// Batch norms' `num_batches_tracked` counts training steps and is ignored.
    func finish() throws(ModelsError) {
        let left = tensors.keys
            .filter { !taken.contains($0) && !$0.hasSuffix("num_batches_tracked") }
            .sorted()
        guard let first = left.first else { return }
        let shape = tensors[first]?.shape ?? []
        let others = left.count > 1 ? " and \(left.count - 1) more" : ""
        throw ModelsError(
            "\(architecture) has no place for \(Printable.excerpt(first)) \(shape)\(others)",
            hint: "these weights belong to another architecture"
        )
    }

    private func hintForMissing() -> String {
        let names = tensors.keys.sorted()
        guard let first = names.first else { return "the file holds no tensors" }
        return "the file holds \(names.count) tensors, such as \(Printable.excerpt(first))"
    }
}

extension TensorSupply {
    /// A convolution, `<name>.weight`, and `<name>.bias` where it has a bias.
    mutating func convolution(
        _ name: String,
        inputs: Int,
        outputs: Int? = nil,
        bias: Bool,
        geometry: ConvolutionGeometry
    ) throws(ModelsError) -> (operation: LayerOperation, outputs: Int) {
        let weight = try take(
            "\(name).weight",
            [outputs, inputs / geometry.groups, geometry.kernelHeight, geometry.kernelWidth]
        )
        let outputs = weight.shape[0]
        guard inputs % geometry.groups == 0, outputs % geometry.groups == 0 else {
            throw ModelsError(
                "\(name).weight is \(weight.shape): \(inputs) channels to \(outputs) cannot be "
                    + "taken in \(geometry.groups) groups"
            )
        }
        let shifts = bias ? try take("\(name).bias", [outputs]).elements : nil
        return (
            .convolution(Convolution(weight: weight, geometry: geometry), bias: shifts), outputs
        )
    }

    /// A linear layer with bias, `<name>.weight` and `<name>.bias`.
    mutating func linear(
        _ name: String,
        inputs: Int
    ) throws(ModelsError) -> (operation: LayerOperation, outputs: Int) {
        let weight = try take("\(name).weight", [nil, inputs])
        let bias = try take("\(name).bias", [weight.shape[0]])
        return (.linear(FullyConnected(weight: weight), bias: bias.elements), weight.shape[0])
    }

    /// A batch norm with its running statistics.
    mutating func batchNorm(
        _ name: String,
        channels: Int,
        epsilon: Double
    ) throws(ModelsError) -> LayerOperation {
        let variance = try take("\(name).running_var", [channels]).elements
        if let index = variance.firstIndex(where: { !($0 >= 0) }) {
            throw ModelsError("\(name).running_var[\(index)] is \(variance[index]), below zero")
        }
        return .batchNorm(
            BatchNorm(
                weight: try take("\(name).weight", [channels]).elements,
                bias: try take("\(name).bias", [channels]).elements,
                mean: try take("\(name).running_mean", [channels]).elements,
                variance: variance,
                epsilon: epsilon
            )
        )
    }
}
