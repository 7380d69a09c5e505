import Attribution
public import Foundation
import Models
import Tensors

/// Attribution from file to file, for programs in other languages and for comparison with other tools.
public enum AttributionFiles {
    /// What to attribute.
    public struct Job: Sendable {
        /// The model: a name or the path of a model file.
        public var model: String
        /// The weights file; nil for the pulled ones.
        public var weights: URL?
        /// The file with `input` [N, C, H, W], already normalised: safetensors, `.npz`, or the one
        /// array of a `.npy`.
        public var input: URL
        /// The file to write, by its ending safetensors or `.npz`.
        public var output: URL
        /// The composite's name; nil for the model file's or the standard one.
        public var composite: String?
        /// The lowest normalised value of each input channel, for `epsilon-gamma-box` only.
        public var low: [Float]?
        /// The highest normalised value of each input channel, for the same.
        public var high: [Float]?
        /// The conditions as text, such as `y=3;features.28=5,7`.
        public var conditions: [String]
        /// The layers whose relevance and activation are written.
        public var recorded: [String]
        /// Whether the ledgers are given back.
        public var withLedger: Bool

        /// Makes a job of its parts.
        public init(
            model: String,
            weights: URL?,
            input: URL,
            output: URL,
            composite: String?,
            low: [Float]? = nil,
            high: [Float]? = nil,
            conditions: [String],
            recorded: [String],
            withLedger: Bool
        ) {
            self.model = model
            self.weights = weights
            self.input = input
            self.output = output
            self.composite = composite
            self.low = low
            self.high = high
            self.conditions = conditions
            self.recorded = recorded
            self.withLedger = withLedger
        }
    }

    /// One layer's row of a ledger, for machines.
    public struct LedgerLine: Sendable, Encodable {
        let layer: String
        let rule: String
        let relevanceIn: Double
        let masked: Double
        let relevanceOut: Double
        let bias: Double
        let stabilizer: Double
        let unexplained: Double
        let rounding: Double
    }

    /// One image and condition with the ledger of its pass, for machines.
    public struct Ledger: Sendable, Encodable {
        let image: Int
        let condition: String
        let layers: [LedgerLine]
    }

    /// Attributes and writes the results.
    ///
    /// The file holds `logits` [N, K] and, with m conditions and image-major, `heatmap` [N*m, H, W]; for
    /// each recorded layer `relevance.<layer>` [N*m, C, h, w], `activation.<layer>` [N, C, h, w] and
    /// `channel_relevance.<layer>` [N*m, C], the sums over space.
    ///
    /// - Parameter job: What to attribute.
    /// - Returns: The ledgers in the heatmaps' order, if they were asked for.
    /// - Throws: The module error of what is missing or does not fit; nothing is then written.
    public static func attribute(_ job: Job) throws -> [Ledger] {
        try TensorFile.checkOutput(job.output)
        let conditions = try job.conditions.map { try Condition(parsing: $0) }
        // Bounds are this command's alone, so the setup is asked for the composite only without them.
        let bounded = try job.composite.map {
            try Composite.named($0, low: job.low, high: job.high)
        }
        let setup = try ModelSetup.resolve(model: job.model, weights: job.weights)
        let composite =
            try bounded
            ?? Composite.named(setup.composite, low: job.low, high: job.high)
        let model = setup.model
        let attributor = try Attributor(graph: model.graph, composite: composite)
        let input = try readInput(job.input, channels: model.graph.inputChannels)
        let tape = try attributor.forward(input)
        try FiniteLogits.check(tape, of: job.input.relativePath)
        let requests = RelevanceRequest.each(conditions, images: input.shape[0])
        // A layer named twice is one tensor in the file.
        var seen: Set<String> = []
        let recorded = job.recorded.filter { seen.insert($0).inserted }
        let relevances = try attributor.propagate(
            tape,
            requests,
            recording: recorded,
            toInput: true,
            ledger: job.withLedger
        )

        var results: [(name: String, tensor: Tensor)] = [("logits", tape.logits)]
        if let heatmaps = relevances.heatmaps { results.append(("heatmap", heatmaps)) }
        for layer in recorded {
            if let relevance = relevances.layers[layer] {
                results.append(("relevance.\(layer)", relevance))
            }
            results.append(("activation.\(layer)", try tape.activation(of: layer)))
            results.append(("channel_relevance.\(layer)", try relevances.channelSums(of: layer)))
        }
        try TensorFile.write(
            results,
            metadata: [
                "producer": "llexicorp \(LlexicorpVersion.number)", "model": job.model,
                "weights_sha256": model.weightsSHA256, "composite": composite.name,
                "conditions": job.conditions.joined(separator: " | "),
            ],
            to: job.output
        )
        return zip(requests.indices, relevances.ledgers).map { place, rows in
            Ledger(
                image: requests[place].image,
                condition: job.conditions[place % conditions.count],
                layers: rows.map(line)
            )
        }
    }

    private static func readInput(_ url: URL, channels: Int) throws -> Tensor {
        let input = try TensorFile.input(url)
        guard input.shape.count == 4, input.shape[1] == channels, input.shape[0] > 0 else {
            throw LlexicorpError(
                "\(url.relativePath): input has shape \(input.shape), the model takes [N, \(channels), H, W]"
            )
        }
        return input
    }

    private static func line(_ row: LedgerRow) -> LedgerLine {
        LedgerLine(
            layer: row.layer,
            rule: row.rule,
            relevanceIn: row.relevanceIn,
            masked: row.masked,
            relevanceOut: row.relevanceOut,
            bias: row.bias,
            stabilizer: row.stabilizer,
            unexplained: row.unexplained,
            rounding: row.rounding
        )
    }
}
