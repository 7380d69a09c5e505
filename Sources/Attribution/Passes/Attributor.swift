import Kernels
public import Models
public import Tensors

/// A model with a composite's rules bound to its layers, ready to run and to be asked.
///
/// Batch norms are merged and the rules' weights made once; each batch of images runs forward once
/// (the tape); many conditions then share that run and its denominators. Safe to use from several
/// tasks.
///
/// ```swift
/// let attributor = try Attributor(model: model, composite: .standard)
/// let tape = try attributor.forward(photo)
/// let whole = try attributor.propagate(
///     tape, [RelevanceRequest(start: .logits(.top))], recording: ["features.12"])
/// let concepts = try whole.ranking(of: "features.12").top(5)
/// ```
public final class Attributor: Sendable {
    /// The composite whose rules are bound.
    public let composite: Composite
    /// The network as it runs: batch norms merged.
    public let graph: LayerGraph

    /// For each layer its bound rule; none where relevance only changes place (activations, max
    /// pools, concatenations, flattening) and at additions, which `AdditionRule` shares out.
    let rules: [(any BoundRule)?]

    /// Prepares a network.
    ///
    /// - Parameters:
    ///   - graph: The network as loaded.
    ///   - composite: Which layer gets which rule.
    /// - Throws: `AttributionError` where the composite's bounds do not fit the network's input.
    public init(graph: LayerGraph, composite: Composite) throws {
        if let box = composite.first as? ZBoxRule, box.low.count != graph.inputChannels {
            throw AttributionError(
                "\(composite.name) has bounds for \(box.low.count) channels, "
                    + "the input has \(graph.inputChannels)"
            )
        }
        let merged = BatchNormMerging.applied(to: graph)
        self.composite = composite
        self.graph = merged
        rules = merged.nodes.indices.map { Self.bind($0, of: merged, composite) }
    }

    /// Prepares a model.
    ///
    /// - Parameters:
    ///   - model: The model as loaded.
    ///   - composite: Which layer gets which rule.
    /// - Throws: `AttributionError` where the composite's bounds do not fit the network's input.
    public convenience init(model: Model, composite: Composite = .standard) throws {
        try self.init(graph: model.graph, composite: composite)
    }

    private static func bind(
        _ index: Int,
        of graph: LayerGraph,
        _ composite: Composite
    ) -> (any BoundRule)? {
        let node = graph.nodes[index]
        switch node.operation {
        case .averagePool(let pool) where composite.isGradient:
            return BoundGradientRule(map: pool)
        case .adaptiveAveragePool(let pool) where composite.isGradient:
            return BoundGradientRule(map: pool)
        case .upsample(let upsampling) where composite.isGradient:
            return BoundGradientRule(map: upsampling)
        case .batchNorm(let norm) where composite.unmergedBatchNorm == .gradient:
            return ChannelScaleRule(scale: norm.scale.map(Float.init))
        case .convolution(let convolution, let bias):
            let layer = WeightedLayer(
                convolution,
                bias: bias,
                inputIsNonNegative: graph.isNonNegative(node.inputs[0])
            )
            return composite.rule(for: index, in: graph).bound(to: layer)
        case .linear(let linear, let bias):
            let layer = WeightedLayer(
                linear,
                bias: bias,
                inputIsNonNegative: graph.isNonNegative(node.inputs[0])
            )
            return composite.rule(for: index, in: graph).bound(to: layer)
        case .averagePool(let pool):
            return NormRule().bound(to: pool)
        case .adaptiveAveragePool(let pool):
            return NormRule().bound(to: pool)
        case .upsample(let upsampling):
            return NormRule().bound(to: upsampling)
        case .pad(let border):
            return BoundGradientRule(map: border)
        case .channels(let choice):
            return BoundGradientRule(map: choice)
        // A batch norm that could not be merged rescales what it is given: relevance passes it.
        case .activation, .batchNorm, .identity, .flatten, .flattenChannelsLast, .reshape, .maxPool,
            .concatenation, .addition, .gate:
            return nil
        }
    }

    /// Runs a batch of images through the network.
    ///
    /// - Parameters:
    ///   - input: Prepared images, `[N, C, H, W]`.
    ///   - layers: Where given, the tape serves passes down to these layers only, holds only their
    ///     activations, and takes accordingly less memory: for building an index. Nil keeps all.
    ///   - toInput: Whether it serves passes to the input as well; half the memory of a whole tape.
    /// - Returns: The tape of the run, for any number of passes.
    /// - Throws: Where the input does not fit the network or holds a value that is not finite.
    public func forward(
        _ input: Tensor,
        downTo layers: [String]? = nil,
        toInput: Bool = false
    ) throws -> Tape {
        if let index = input.elements.firstIndex(where: { !$0.isFinite }) {
            throw AttributionError("the input holds \(input.elements[index]) at place \(index)")
        }
        var kept: KeptLayers?
        // Derivatives need the values at every layer.
        if let layers, !composite.isGradient || layers.isEmpty {
            let recorded = try layers.map(graph.index(of:))
            kept = PassPlan(graph: graph, recorded: recorded, toInput: toInput, start: graph.output)
                .needs(rules: rules)
        }
        return Tape(owner: self, forward: try graph.forward(input, keeping: kept))
    }

    /// Propagates relevance for many requests over one tape.
    ///
    /// - Parameters:
    ///   - tape: A forward pass of this attributor.
    ///   - requests: Each one becomes a row of the result.
    ///   - recording: Layers whose relevance is to be given back.
    ///   - toInput: Whether to go on to the input and give back heatmaps; otherwise the pass stops
    ///     at the lowest recorded layer.
    ///   - ledger: Whether to account for what each layer kept.
    /// - Returns: One row for each request, in their order.
    /// - Throws: Where a request names an image, class, layer or channel that does not exist, with
    ///   the range of those that do; `CancellationError` between two passes if the task is cancelled.
    public func propagate(
        _ tape: Tape,
        _ requests: [RelevanceRequest],
        recording: [String] = [],
        toInput: Bool = false,
        ledger: Bool = false
    ) throws -> Relevances {
        precondition(tape.owner === self, "the tape belongs to another attributor")
        guard !ledger || !composite.isGradient else {
            throw AttributionError(
                "\(composite.name) has no ledger",
                hint: "a gradient is not shared out; take a composite of relevance rules"
            )
        }
        let recorded = try recording.map(graph.index(of:))
        let resolved = try requests.map { try ResolvedRequest($0, tape: tape, graph: graph) }
        var gathered = PassResults(
            tape: tape,
            requests: requests.count,
            recorded: recorded,
            toInput: toInput
        )
        // Requests with one start run together, as many at a time as memory allows.
        for (start, rows) in ResolvedRequest.grouped(resolved) {
            let plan = PassPlan(graph: graph, recorded: recorded, toInput: toInput, start: start)
            let chunk = plan.rowsPerPass(shapes: tape.forward.shapes, tape.forward.input.shape)
            for rows in RequestBranches.sharing(rows, of: resolved, atMost: chunk) {
                let branches = RequestBranches(rows.map { resolved[$0] })
                var stem = RelevancePass(
                    attributor: self,
                    tape: tape,
                    plan: plan,
                    stems: branches.stems,
                    keepsLedger: ledger
                )
                try stem.runStem(to: branches.fork)
                for first in stride(from: 0, to: rows.count, by: chunk) {
                    try Task.checkCancellation()
                    let part = first..<min(rows.count, first + chunk)
                    gathered.take(
                        try stem.branch(
                            Array(branches.requests[part]),
                            from: Array(branches.stemOfRequest[part])
                        ),
                        rows: Array(rows[part])
                    )
                }
            }
        }
        return gathered.relevances(graph: graph)
    }
}
