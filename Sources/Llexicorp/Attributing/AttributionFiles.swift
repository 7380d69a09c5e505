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
        /// The composite's name, or `gradient-x-input` or `integrated-gradients`; nil for the model
        /// file's or the standard one.
        public var composite: String?
        /// The lowest normalised value of each input channel, for `epsilon-gamma-box` only.
        public var low: [Float]?
        /// The highest normalised value of each input channel, for the same.
        public var high: [Float]?
        /// How many points `integrated-gradients` takes; nil for the usual number.
        public var steps: Int?
        /// The layer whose output relevance starts at; nil for the logits of each condition's classes.
        public var start: String?
        /// The conditions as text, such as `y=3;features.28=5,7`; without `y` where relevance starts at
        /// a layer.
        public var conditions: [String]
        /// Whether relevance may flow around the layers of a condition.
        public var withParallel: Bool
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
            steps: Int? = nil,
            start: String? = nil,
            conditions: [String],
            withParallel: Bool = false,
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
            self.steps = steps
            self.start = start
            self.conditions = conditions
            self.withParallel = withParallel
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
        let padding: Double
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
        let conditions = try job.conditions.map { try request(parsing: $0, of: job) }
        // Bounds are this command's alone, so the setup is asked for the composite only without them.
        func method(_ name: String) throws -> AttributionMethod {
            try AttributionMethod.named(name, low: job.low, high: job.high, steps: job.steps)
        }
        let named = try job.composite.map(method)
        let setup = try ModelSetup.resolve(model: job.model, weights: job.weights)
        let chosen = try named ?? method(setup.composite)
        if case .integratedGradients = chosen, !job.recorded.isEmpty || job.withLedger {
            throw LlexicorpError(
                "integrated-gradients knows heatmaps only",
                hint: "leave out --record and --ledger"
            )
        }
        let model = setup.model
        let attributor = try Attributor(graph: model.graph, composite: chosen.composite)
        let input = try readInput(job.input, channels: model.graph.inputChannels)
        let tape = try attributor.forward(input)
        try FiniteLogits.check(tape, of: job.input.relativePath)
        let requests = (0..<input.shape[0]).flatMap { image in
            conditions.map { condition in
                var request = condition
                request.image = image
                return request
            }
        }
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
        var heatmaps = relevances.heatmaps
        if case .integratedGradients(let steps) = chosen {
            heatmaps = try attributor.integratedGradients(input, requests, steps: steps)
        }

        var results: [(name: String, tensor: Tensor)] = [("logits", tape.logits)]
        if let heatmaps { results.append(("heatmap", heatmaps)) }
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
                "weights_sha256": model.weightsSHA256, "composite": chosen.name,
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

    /// What a condition's text asks for, of image 0.
    private static func request(parsing text: String, of job: Job) throws -> RelevanceRequest {
        var request: RelevanceRequest
        if let layer = job.start {
            request = RelevanceRequest(
                start: .activation(layer: layer),
                channels: try Condition.channels(parsing: text)
            )
        } else {
            request = RelevanceRequest(try Condition(parsing: text))
        }
        request.excludesParallel = !job.withParallel
        return request
    }

    static func readInput(_ url: URL, channels: Int) throws -> Tensor {
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
            padding: row.padding,
            unexplained: row.unexplained,
            rounding: row.rounding
        )
    }
}
