import Attribution
public import Foundation
import Models
import Tensors

/// Attribution graphs from an input file, for programs in other languages.
public enum GraphFiles {
    /// What to take apart.
    public struct Job: Sendable {
        /// The model: a name or the path of a model file.
        public var model: String
        /// The weights file; nil for the pulled ones.
        public var weights: URL?
        /// The file with `input` [N, C, H, W], already normalised.
        public var input: URL
        /// The image's place in it, from 0.
        public var image: Int
        /// The composite's name; nil for the model file's or the standard one.
        public var composite: String?
        /// A class's number, `top` for the image's own answer, or `none` to start at the root's layer.
        public var target: String
        /// The concept the graph begins with, as `LAYER=CHANNEL`; nil for the target class's unit.
        public var root: String?
        /// The concept in whose context the root is taken apart, likewise; nil for none.
        public var context: String?
        /// The layers whose channels may be nodes; nil for all layers with weights.
        public var layers: [String]?
        /// How many channels are kept per node and layer, level by level.
        public var width: [Int]
        /// Whether relevance must pass the whole path from the root.
        public var wholePath: Bool
        /// Whether relevance is given as it is and not as a share of its layer's.
        public var absolute: Bool

        /// Makes a job of its parts.
        public init(
            model: String,
            weights: URL?,
            input: URL,
            image: Int = 0,
            composite: String? = nil,
            target: String = "top",
            root: String? = nil,
            context: String? = nil,
            layers: [String]? = nil,
            width: [Int] = GraphFiles.usualWidth,
            wholePath: Bool = false,
            absolute: Bool = false
        ) {
            self.model = model
            self.weights = weights
            self.input = input
            self.image = image
            self.composite = composite
            self.target = target
            self.root = root
            self.context = context
            self.layers = layers
            self.width = width
            self.wholePath = wholePath
            self.absolute = absolute
        }
    }

    /// The width used where nothing else is said.
    public static let usualWidth = [4, 2]

    /// Takes a concept apart.
    ///
    /// - Parameter job: What to take apart.
    /// - Returns: The graph, ready to be written as JSON.
    /// - Throws: The module error of what is missing or does not fit.
    public static func graph(_ job: Job) throws -> GraphDocument {
        let root = try job.root.map { try channel(parsing: $0) }
        let context = try job.context.map { try channel(parsing: $0) }
        let setup = try ModelSetup.resolve(
            model: job.model,
            weights: job.weights,
            composite: job.composite
        )
        let composite = try Composite.named(setup.composite)
        let attributor = try Attributor(graph: setup.model.graph, composite: composite)
        let input = try AttributionFiles.readInput(
            job.input,
            channels: setup.model.graph.inputChannels
        )
        guard 0..<input.shape[0] ~= job.image else {
            throw LlexicorpError(
                "\(job.input.relativePath): there is no image \(job.image)",
                hint: "its images are 0 to \(input.shape[0] - 1)"
            )
        }
        let tape = try attributor.forward(Tensor.stacked([input.slice(job.image)]))
        try FiniteLogits.check(tape, of: job.input.relativePath)
        let target = try self.target(job.target, tape)
        let graph = attributor.graph
        guard let start = root ?? target.map({ unit(of: $0, in: graph) }) else {
            throw LlexicorpError(
                "without a target class a graph has no root",
                hint: "name one as --root LAYER=CHANNEL"
            )
        }
        let layers =
            job.layers ?? graph.nodes.filter(\.operation.isWeighted).map(\.name)
        let tree = try attributor.graph(
            tape,
            GraphRequest(
                root: start,
                target: target,
                layers: layers,
                width: job.width,
                isShare: !job.absolute,
                wholePath: job.wholePath,
                context: context
            )
        )
        return GraphDocument(
            producer: "llexicorp \(LlexicorpVersion.number)",
            model: job.model,
            weightsSHA256: setup.model.weightsSHA256,
            composite: composite.name,
            image: job.image,
            target: target,
            logit: target.map { tape.logits[0, $0] },
            layers: layers,
            width: job.width,
            wholePath: job.wholePath,
            share: !job.absolute,
            context: context.map(GraphDocument.Concept.init),
            nodes: tree.nodes.enumerated().map(GraphDocument.Node.init)
        )
    }

    /// The unit that makes a class's logit.
    private static func unit(of target: Int, in graph: LayerGraph) -> AttributionGraph.Channel {
        let layer = graph.head ?? graph.output
        return AttributionGraph.Channel(layer: graph.nodes[layer].name, channel: target)
    }

    private static func target(_ text: String, _ tape: Tape) throws -> Int? {
        switch text {
        case "none": return nil
        case "top": return tape.topClass(0)
        default:
            guard let number = Int(text), 0..<tape.classCount ~= number else {
                throw LlexicorpError(
                    "there is no class \"\(text)\"",
                    hint: "give a number from 0 to \(tape.classCount - 1), top or none"
                )
            }
            return number
        }
    }

    private static func channel(parsing text: String) throws -> AttributionGraph.Channel {
        let selections = try Condition.channels(parsing: text)
        guard selections.count == 1, selections[0].channels.count == 1,
            selections[0].places.isEmpty
        else {
            throw LlexicorpError(
                "\"\(text)\" is no single channel",
                hint: "write for example features.28=5"
            )
        }
        return AttributionGraph.Channel(
            layer: selections[0].layer,
            channel: selections[0].channels[0]
        )
    }
}
