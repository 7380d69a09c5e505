import Kernels
import Models
import Tensors

/// One walk from a start down the network with a batch of relevance rows.
///
/// Down to the first selection of channels, requests that start alike share a row: `runStem` walks so
/// far once, and `branch` goes on from there with some of the requests at a time.
struct RelevancePass {
    let attributor: Attributor
    let tape: Tape
    let plan: PassPlan
    let keepsLedger: Bool
    /// The requests whose relevance is on its way: above the first mask one for all that are alike.
    private(set) var requests: [ResolvedRequest]
    /// The layer whose relevance is to be taken up next.
    private var next: Int

    /// The relevance recorded so far.
    private(set) var recorded: [Int: Tensor] = [:]
    /// The relevance at the input, once the pass has reached it.
    private(set) var atInput: Tensor?
    /// For each row the ledger so far.
    private(set) var ledgers: [[LedgerRow]]

    /// Relevance that waits at layers further down, complete once all their consumers are done.
    private var pending: [Tensor?]
    private(set) var rows: [Int]

    init(
        attributor: Attributor,
        tape: Tape,
        plan: PassPlan,
        stems: [ResolvedRequest],
        keepsLedger: Bool
    ) {
        self.attributor = attributor
        self.tape = tape
        self.plan = plan
        self.keepsLedger = keepsLedger
        requests = stems
        rows = stems.map(\.image)
        next = plan.start
        ledgers = [[LedgerRow]](repeating: [], count: stems.count)
        pending = [Tensor?](repeating: nil, count: plan.graph.nodes.count)
    }

    /// Walks from the start to the layer above `fork`.
    mutating func runStem(to fork: Int) throws {
        pending[plan.start] = try startingRelevance()
        try walk(to: fork + 1)
    }

    /// Goes on with some requests, each from the row it shared, to the lowest layer anyone asked for.
    func branch(_ requests: [ResolvedRequest], from stems: [Int]) throws -> RelevancePass {
        var pass = self
        pass.requests = requests
        pass.rows = requests.map(\.image)
        if stems != Array(self.requests.indices) {
            pass.pending = pending.map { $0?.rows(stems) }
            pass.recorded = recorded.mapValues { $0.rows(stems) }
            pass.atInput = atInput?.rows(stems)
            pass.ledgers = stems.map { ledgers[$0] }
        }
        try pass.walk(to: 0)
        if attributor.composite.isGradient { try pass.multiplyWithValues() }
        return pass
    }

    private mutating func walk(to last: Int) throws {
        while next >= last {
            let index = next
            next -= 1
            guard var relevance = pending[index].take() else { continue }
            if plan.recorded.contains(index) { recorded[index] = relevance }
            let arrived = keepsLedger ? Self.rowSums(relevance) : []
            let cut = cutParallelBranches(around: index)
            mask(&relevance, at: index)
            guard plan.passes(index) else { continue }
            let afterMask = keepsLedger ? Self.rowSums(relevance) : []
            var losses = keepsLedger ? RelevanceLosses(rows: requests.count) : nil
            let handed = try propagate(consume relevance, through: index, &losses)
            if let losses {
                enter(index, arrived, cut, afterMask, handed.map(\.relevance), losses)
            }
            for (source, relevance) in handed where plan.isWanted(source) {
                deliver(relevance, to: source)
            }
        }
    }

    /// Makes contributions of gradients: each times the value it belongs to.
    private mutating func multiplyWithValues() throws {
        for (index, gradient) in recorded {
            guard let values = tape.forward.outputs[index] else {
                throw notKept(plan.graph.nodes[index])
            }
            recorded[index] = RowBroadcast.product(gradient, values, rows: rows)
        }
        atInput = atInput.map { RowBroadcast.product($0, tape.forward.input, rows: rows) }
    }

    // MARK: - Start and masks

    private func startingRelevance() throws -> Tensor {
        let shape = tape.forward.shapes[plan.start]
        let area = shape.dropFirst(2).reduce(1, *)
        let length = shape.dropFirst().reduce(1, *)
        let isGradient = attributor.composite.isGradient
        let needsValues = requests.contains { $0.amount == .value } && !isGradient
        guard let values = tape.forward.outputs[plan.start] ?? (needsValues ? nil : tape.logits)
        else {
            throw AttributionError(
                "the output of \(plan.graph.nodes[plan.start].name) was not kept"
            )
        }
        let given = values.elements
        var relevance = Tensor(zeros: [requests.count] + shape.dropFirst())
        relevance.withUnsafeMutableElements { target in
            for (row, request) in requests.enumerated() {
                for (channel, factor) in request.startChannels ?? (0..<shape[1]).map({ ($0, 1) }) {
                    let first = channel * area
                    let places = request.startPlace.map { first + $0..<first + $0 + 1 }
                    for index in places ?? first..<first + area {
                        switch request.amount {
                        case .value where isGradient:
                            target[row * length + index] = factor
                        case .value:
                            target[row * length + index] =
                                factor * given[request.image * length + index]
                        case .constant(let amount):
                            target[row * length + index] = factor * amount
                        }
                    }
                }
            }
        }
        return relevance
    }

    /// Clears the channels and places that requests did not select at this layer.
    private func mask(_ relevance: inout Tensor, at index: Int) {
        for (row, request) in requests.enumerated() {
            guard let selected = request.masks[index] else { continue }
            relevance.keep(selected, ofRow: row)
        }
    }

    /// Clears relevance that went around this layer, for requests that select channels here.
    ///
    /// All that waits further down at this moment did not come through it. Nor did what was recorded
    /// on a branch beside it, which is set to zero: such a branch counts as never reached.
    private mutating func cutParallelBranches(around index: Int) -> [Double] {
        var cut = [Double](repeating: 0, count: requests.count)
        let cutting = requests.indices.filter {
            requests[$0].excludesParallel && requests[$0].masks[index] != nil
        }
        guard !cutting.isEmpty else { return cut }
        func clear(_ tensor: inout Tensor) {
            let length = tensor.shape.dropFirst().reduce(1, *)
            tensor.withUnsafeMutableElements { values in
                for row in cutting {
                    for place in row * length..<(row + 1) * length {
                        cut[row] += Double(values[place])
                        values[place] = 0
                    }
                }
            }
        }
        for other in pending.indices {
            guard var waiting = pending[other].take() else { continue }
            clear(&waiting)
            pending[other] = waiting
        }
        if var waiting = atInput.take() {
            clear(&waiting)
            atInput = waiting
        }
        // Recorded copies of what waits are not counted once more.
        let total = cut
        for other in Array(recorded.keys) where !plan.graph.sources(of: other).contains(index) {
            guard var beside = recorded.removeValue(forKey: other) else { continue }
            clear(&beside)
            recorded[other] = beside
        }
        return total
    }

    // MARK: - Layers

    private func propagate(
        _ relevance: consuming Tensor,
        through index: Int,
        _ losses: inout RelevanceLosses?
    ) throws -> [(source: LayerGraph.Source, relevance: Tensor)] {
        let node = plan.graph.nodes[index]
        let forward = tape.forward
        let source = node.inputs[0]
        if attributor.composite.isGradient,
            let handed = try differentiated(relevance, through: index)
        {
            return handed
        }
        switch node.operation {
        case .maxPool(let pool):
            guard let winners = forward.winners[index] else { throw notKept(node) }
            let handed = pool.transposedApplied(
                to: relevance,
                winners: winners,
                rows: rows,
                inputShape: forward.shape(of: source)
            )
            return [(source, handed)]
        case .concatenation:
            var first = 0
            var parts: [(source: LayerGraph.Source, relevance: Tensor)] = []
            for source in node.inputs {
                let channels = first..<first + forward.shape(of: source)[1]
                first = channels.upperBound
                parts.append(
                    (source, ChannelConcatenation.part(of: relevance, channels: channels))
                )
            }
            return parts
        case .addition:
            let branches = node.inputs.compactMap(forward.output)
            guard let sum = forward.outputs[index], branches.count == node.inputs.count else {
                throw notKept(node)
            }
            let shares = AdditionRule().propagate(
                relevance,
                to: branches,
                addingUpTo: sum,
                rows: rows,
                losses: &losses
            )
            return zip(node.inputs, shares).map { ($0, $1) }
        case .activation, .identity, .gate:
            // Relevance passes; a gate counts as a constant: what it was multiplied with takes all.
            return [(source, relevance)]
        case .batchNorm where attributor.rules[index] == nil:
            return [(source, relevance)]
        case .flattenChannelsLast:
            let shape = forward.shape(of: source)
            return [(source, ChannelsLast.unflattened(relevance, inputShape: shape))]
        case .flatten, .reshape:
            let shape = [requests.count] + forward.shape(of: source).dropFirst()
            return [(source, relevance.reshaped(to: shape))]
        default:
            guard let rule = attributor.rules[index] else { throw notKept(node) }
            guard let input = forward.output(of: source) else { throw notKept(node) }
            let denominators = tape.denominators(of: index) {
                rule.denominators(input: input, output: forward.outputs[index])
            }
            let passage = Passage(input: input, denominators: denominators, rows: rows)
            return [(source, rule.propagate(relevance, through: passage, losses: &losses))]
        }
    }

    private mutating func deliver(_ relevance: Tensor, to source: LayerGraph.Source) {
        switch source {
        case .input:
            atInput = atInput.map { ElementWise.sum($0, relevance) } ?? relevance
        case .node(let index):
            pending[index] = pending[index].map { ElementWise.sum($0, relevance) } ?? relevance
        }
    }

    func notKept(_ node: LayerGraph.Node) -> AttributionError {
        AttributionError(
            "relevance cannot pass \(node.name): the tape was not made to go that far down",
            hint: "run the forward pass without naming layers, or name the lowest one needed"
        )
    }

    // MARK: - Ledger

    private mutating func enter(
        _ index: Int,
        _ arrived: [Double],
        _ cut: [Double],
        _ afterMask: [Double],
        _ handed: [Tensor],
        _ losses: RelevanceLosses
    ) {
        let sums = handed.map(Self.rowSums)
        let isPad = plan.graph.nodes[index].operation.isPad
        let rule = attributor.rules[index]?.name ?? plan.graph.nodes[index].operation.ruleName
        for row in requests.indices {
            ledgers[row].append(
                LedgerRow(
                    layer: plan.graph.nodes[index].name,
                    rule: rule,
                    relevanceIn: arrived[row],
                    masked: arrived[row] - afterMask[row],
                    relevanceOut: sums.reduce(0) { $0 + $1[row] },
                    bias: losses.bias[row],
                    stabilizer: losses.stabilizer[row],
                    padding: isPad ? afterMask[row] - sums.reduce(0) { $0 + $1[row] } : 0,
                    unexplained: losses.unexplained[row],
                    cut: cut[row]
                )
            )
        }
    }

    private static func rowSums(_ tensor: Tensor) -> [Double] {
        let length = tensor.shape.dropFirst().reduce(1, *)
        return tensor.elements.withUnsafeBufferPointer { values in
            (0..<tensor.shape[0]).map { row in
                var sum = 0.0
                for index in row * length..<(row + 1) * length { sum += Double(values[index]) }
                return sum
            }
        }
    }
}

extension LayerOperation {
    /// Whether the layer puts a border around its input.
    fileprivate var isPad: Bool {
        if case .pad = self { return true }
        return false
    }

    /// What the ledger calls the way relevance takes through a layer without a bound rule.
    fileprivate var ruleName: String {
        switch self {
        case .maxPool: "winners"
        case .addition: AdditionRule().name
        default: "pass"
        }
    }
}
