import Kernels
import Tensors

/// The tensors of a weights file, handed out one by one against the shapes an architecture expects.
struct TensorSupply {
    private let tensors: [String: Tensor]
    private let architecture: String
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

    /// The length of a tensor's first axis, 0 where it is missing or has none: a look ahead, for what
    /// an architecture reads off its weights.
    func leadingLength(of name: String) -> Int { tensors[name]?.shape.first ?? 0 }

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
    /// A convolution with bias, `<name>.weight` and `<name>.bias`.
    mutating func convolution(
        _ name: String,
        inputs: Int,
        geometry: ConvolutionGeometry
    ) throws(ModelsError) -> (operation: LayerOperation, outputs: Int) {
        let weight = try take(
            "\(name).weight",
            [nil, inputs, geometry.kernelHeight, geometry.kernelWidth]
        )
        let bias = try take("\(name).bias", [weight.shape[0]])
        let convolution = Convolution(weight: weight, geometry: geometry)
        return (.convolution(convolution, bias: bias.elements), weight.shape[0])
    }

    /// A convolution without bias and the batch norm behind it.
    mutating func normalizedConvolution(
        _ name: String,
        norm: String,
        inputs: Int,
        outputs: Int? = nil,
        geometry: ConvolutionGeometry
    ) throws(ModelsError) -> (convolution: LayerOperation, norm: LayerOperation, outputs: Int) {
        let weight = try take(
            "\(name).weight",
            [outputs, inputs / geometry.groups, geometry.kernelHeight, geometry.kernelWidth]
        )
        let norm = try batchNorm(norm, channels: weight.shape[0])
        let convolution = Convolution(weight: weight, geometry: geometry)
        return (.convolution(convolution, bias: nil), norm, weight.shape[0])
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
    mutating func batchNorm(_ name: String, channels: Int) throws(ModelsError) -> LayerOperation {
        let variance = try take("\(name).running_var", [channels]).elements
        if let index = variance.firstIndex(where: { !($0 >= 0) }) {
            throw ModelsError("\(name).running_var[\(index)] is \(variance[index]), below zero")
        }
        return .batchNorm(
            BatchNorm(
                weight: try take("\(name).weight", [channels]).elements,
                bias: try take("\(name).bias", [channels]).elements,
                mean: try take("\(name).running_mean", [channels]).elements,
                variance: variance
            )
        )
    }
}
