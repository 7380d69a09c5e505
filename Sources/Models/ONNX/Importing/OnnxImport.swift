import Tensors

/// Makes a network of an ONNX file.
///
/// Constants and the arithmetic of shapes are folded, axes are followed through transposing and
/// reshaping, and what is left becomes layers. The shapes are those of one input size, so the
/// network is for inputs of that size.
package enum OnnxImport {
    /// The network of a file, up to its logits.
    ///
    /// A softmax at the end is left out: relevance begins at the logits.
    ///
    /// - Parameters:
    ///   - model: The file as read.
    ///   - inputSize: The input's height and width, where the file leaves them open.
    /// - Returns: The network; it takes `[N, C, H, W]`, whatever the file's own order is.
    /// - Throws: `ModelsError` naming the file, the node and what to do.
    package static func graph(
        from model: OnnxModel,
        inputSize: (height: Int, width: Int)?
    ) throws -> LayerGraph {
        do {
            let output = try OnnxOutline(model)
            let input = try OnnxInput(model, output, size: inputSize)
            var importer = OnnxImporter(model: model, input: input)
            for node in output.nodes { try importer.add(node) }
            return try importer.finish(at: output.logits, input)
        } catch let error as ModelsError {
            throw ModelsError("\(model.file): \(error.message)", hint: error.hint)
        }
    }

    /// The size of the input that a file asks for.
    ///
    /// - Parameter model: The file as read.
    /// - Returns: Its height and width; nil where the file leaves them open.
    /// - Throws: `ModelsError` if the network is not fed with one batch of pictures.
    package static func inputSize(
        of model: OnnxModel
    ) throws(ModelsError) -> (height: Int, width: Int)? {
        do throws(ModelsError) {
            return try OnnxInput.declaredSize(model, OnnxOutline(model))
        } catch {
            throw ModelsError("\(model.file): \(error.message)", hint: error.hint)
        }
    }
}

/// What of a file makes its logits.
struct OnnxOutline {
    /// Far beyond any network that is used.
    private static let mostNodes = 10_000

    /// The value that holds the logits.
    let logits: String
    /// The nodes that it depends on, in the file's order.
    let nodes: [OnnxNode]
    /// The values that they take and no node makes.
    let taken: Set<String>

    /// Looks for the logits: the first output, before its softmax.
    init(_ model: OnnxModel) throws(ModelsError) {
        guard model.nodes.count <= Self.mostNodes else {
            throw ModelsError("has \(model.nodes.count) nodes, more than \(Self.mostNodes)")
        }
        guard var logits = model.outputs.first else { throw ModelsError("has no output") }
        var makers: [String: Int] = [:]
        for (index, node) in model.nodes.enumerated() {
            for output in node.outputs where !output.isEmpty { makers[output] = index }
        }
        while let index = makers[logits],
            ["Softmax", "LogSoftmax", "Identity"].contains(model.nodes[index].operation),
            let input = model.nodes[index].inputs.first
        {
            logits = input
        }
        var needed: Set<Int> = []
        var taken: Set<String> = []
        var open = [logits]
        while let name = open.popLast() {
            guard let index = makers[name] else {
                taken.insert(name)
                continue
            }
            if needed.insert(index).inserted {
                open += model.nodes[index].inputs.filter { !$0.isEmpty }
            }
        }
        self.logits = logits
        nodes = needed.sorted().map { model.nodes[$0] }
        self.taken = taken
    }
}

/// The pictures that a network takes.
struct OnnxInput {
    /// Beyond lies no picture.
    private static let longestSide = 4096

    /// The value's name in the file.
    let name: String
    /// How many images the file believes in; 1 where it leaves that open.
    let batch: Int
    /// Channels, height and width.
    let dims: [Int]
    /// How the file orders them.
    let arrangement: OnnxFeature.Arrangement

    init(
        _ model: OnnxModel,
        _ outline: OnnxOutline,
        size: (height: Int, width: Int)?
    ) throws(ModelsError) {
        let input = try Self.only(model, outline)
        arrangement = Self.arrangement(input, outline)
        let places = arrangement == .channelsFirst ? (1, 2, 3) : (3, 1, 2)
        let declared = try Self.declaredSize(model, outline)
        guard let size = declared ?? size else {
            throw ModelsError(
                "leaves the size of its input \"\(Printable.excerpt(input.name))\" open",
                hint: "say it in a model.yaml beside the file: preprocessing: resize and crop"
            )
        }
        name = input.name
        batch = input.shape[0] ?? 1
        dims = [input.shape[places.0] ?? 3, size.height, size.width]
        guard 1...256 ~= batch, 1...4096 ~= dims[0],
            1...Self.longestSide ~= size.height, 1...Self.longestSide ~= size.width
        else {
            throw ModelsError(
                "its input \"\(Printable.excerpt(name))\" is \(Self.text(input.shape))",
                hint: "expected a batch of pictures of at most \(Self.longestSide) pixels a side"
            )
        }
    }

    /// The height and width that the file asks for; nil where it leaves one open.
    static func declaredSize(
        _ model: OnnxModel,
        _ outline: OnnxOutline
    ) throws(ModelsError) -> (height: Int, width: Int)? {
        let input = try only(model, outline)
        let first = arrangement(input, outline) == .channelsFirst ? 2 : 1
        guard let height = input.shape[first], let width = input.shape[first + 1] else {
            return nil
        }
        return (height, width)
    }

    private static func only(
        _ model: OnnxModel,
        _ outline: OnnxOutline
    ) throws(ModelsError) -> OnnxModel.Input {
        let inputs = model.inputs.filter {
            outline.taken.contains($0.name) && model.initializers[$0.name] == nil
        }
        guard inputs.count == 1 else {
            let names = inputs.prefix(4).map { "\"\(Printable.excerpt($0.name))\"" }
            throw ModelsError(
                inputs.isEmpty
                    ? "its output does not depend on an input"
                    : "takes \(inputs.count) inputs: \(names.joined(separator: ", "))",
                hint: "a classifier of pictures takes one"
            )
        }
        guard inputs[0].shape.count == 4 else {
            throw ModelsError(
                "its input \"\(Printable.excerpt(inputs[0].name))\" is \(text(inputs[0].shape))",
                hint: "expected a batch of pictures: [N, C, H, W] or [N, H, W, C]"
            )
        }
        return inputs[0]
    }

    /// Channels lie where there are 1, 3 or 4; else where the first transposing takes them from.
    private static func arrangement(
        _ input: OnnxModel.Input,
        _ outline: OnnxOutline
    ) -> OnnxFeature.Arrangement {
        let usual: Set<Int?> = [1, 3, 4]
        switch (usual.contains(input.shape[1]), usual.contains(input.shape[3])) {
        case (true, false): return .channelsFirst
        case (false, true): return .channelsLast
        default:
            let turns = outline.nodes.contains {
                $0.operation == "Transpose" && $0.inputs.first == input.name
                    && $0.attributes["perm"] == .integers([0, 3, 1, 2])
            }
            return turns ? .channelsLast : .channelsFirst
        }
    }

    static func text(_ shape: [Int?]) -> String {
        "[" + shape.map { $0.map { "\($0)" } ?? "?" }.joined(separator: ", ") + "]"
    }
}
