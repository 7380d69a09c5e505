import Kernels

/// Puts a network together from its weights, module by module, each behind the last.
struct NetworkAssembly {
    /// The weights that are left to use.
    var supply: TensorSupply
    /// The layers so far.
    private(set) var graph = LayerGraph.Builder()
    /// The channels (or units) of the last layer's output.
    private(set) var channels = 3
    /// What batch norms add to the variance.
    private let epsilon: Double

    /// Where a branch leaves: a layer's output and its channels.
    struct Place {
        let source: LayerGraph.Source
        let channels: Int
    }

    init(_ supply: TensorSupply, epsilon: Double) {
        self.supply = supply
        self.epsilon = epsilon
    }

    /// The last layer's output.
    var here: Place { Place(source: graph.last, channels: channels) }

    /// The network, if all weights were used.
    consuming func finish() throws(ModelsError) -> LayerGraph {
        try supply.finish()
        return graph.build(inputChannels: 3)
    }

    // MARK: Layers

    /// Adds a layer that keeps the channels.
    mutating func append(_ name: String, _ operation: LayerOperation) {
        graph.append(name, operation)
    }

    /// Adds a convolution behind the last layer, or where a branch leaves.
    mutating func convolution(
        _ name: String,
        _ geometry: ConvolutionGeometry,
        outputs: Int? = nil,
        bias: Bool = false,
        from place: Place? = nil
    ) throws(ModelsError) {
        let place = place ?? here
        let (operation, outputs) = try supply.convolution(
            name,
            inputs: place.channels,
            outputs: outputs,
            bias: bias,
            geometry: geometry
        )
        graph.append(name, operation, from: [place.source])
        channels = outputs
    }

    /// Adds a batch norm behind the last layer, or where a branch leaves.
    mutating func norm(_ name: String, from place: Place? = nil) throws(ModelsError) {
        let place = place ?? here
        let norm = try supply.batchNorm(name, channels: place.channels, epsilon: epsilon)
        graph.append(name, norm, from: [place.source])
        channels = place.channels
    }

    /// Adds a linear layer.
    mutating func linear(_ name: String) throws(ModelsError) {
        let (operation, units) = try supply.linear(name, inputs: channels)
        graph.append(name, operation)
        channels = units
    }

    /// Adds a max pool behind the last layer, or where a branch leaves.
    mutating func maxPool(_ name: String, _ window: PoolingWindow, from place: Place? = nil) {
        let place = place ?? here
        graph.append(name, .maxPool(MaxPooling(window: window)), from: [place.source])
        channels = place.channels
    }

    /// Adds the mean over all places and a flattening.
    mutating func globalPool(_ name: String = "avgpool") {
        pool(name, side: 1)
    }

    /// Adds a pool to `side`x`side` places and a flattening.
    mutating func pool(_ name: String, side: Int) {
        graph.append(
            name,
            .adaptiveAveragePool(AdaptiveAveragePooling(height: side, width: side))
        )
        graph.append("flatten", .flatten)
        channels *= side * side
    }

    /// Adds a layer that sums branches of equal channels.
    mutating func sum(_ name: String, _ branches: [Place]) {
        graph.append(name, .addition, from: branches.map(\.source))
        channels = branches.first?.channels ?? channels
    }

    /// Adds a layer that puts branches' channels one after the other.
    mutating func concatenation(_ name: String, _ branches: [Place]) {
        graph.append(name, .concatenation, from: branches.map(\.source))
        channels = branches.reduce(0) { $0 + $1.channels }
    }

    // MARK: Modules

    /// Adds torchvision's `Conv2dNormActivation`: a convolution, its batch norm and an activation as
    /// `<name>.0` to `<name>.2`, and the module's own name for their output.
    mutating func unit(
        _ name: String,
        _ geometry: ConvolutionGeometry,
        _ activation: Activation?,
        outputs: Int? = nil
    ) throws(ModelsError) {
        try convolution("\(name).0", geometry, outputs: outputs)
        try norm("\(name).1")
        if let activation { append("\(name).2", .activation(activation)) }
        append(name, .identity)
    }

    /// Adds torchvision's `SqueezeExcitation`: one factor per channel, from all channels' means.
    mutating func squeezeExcitation(
        _ name: String,
        _ activation: Activation,
        scale: Activation
    ) throws(ModelsError) {
        let features = here
        let point = ConvolutionGeometry(square: 1)
        append(
            "\(name).avgpool",
            .adaptiveAveragePool(AdaptiveAveragePooling(height: 1, width: 1))
        )
        try convolution("\(name).fc1", point, bias: true)
        append("\(name).activation", .activation(activation))
        try convolution("\(name).fc2", point, outputs: features.channels, bias: true)
        append("\(name).scale_activation", .activation(scale))
        graph.append(name, .gate, from: [features.source, graph.last])
    }

    /// Ends a block under its name: with the sum of its input and output, or the output alone.
    mutating func endBlock(_ name: String, from entrance: Place, adds: Bool) {
        if adds, entrance.channels == channels {
            sum(name, [entrance, here])
        } else {
            append(name, .identity)
        }
    }
}
