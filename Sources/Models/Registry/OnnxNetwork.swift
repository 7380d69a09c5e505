import Foundation
import Tensors

/// A network that an ONNX file holds, with what is needed to use it.
struct OnnxNetwork {
    /// The side of pictures where neither the file nor a description says one.
    private static let usualSide = 224

    let graph: LayerGraph
    /// The side of the square that it takes.
    let side: Int
    /// The file's SHA-256, in hexadecimal.
    let sha256: String

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - url: The `.onnx` file.
    ///   - stated: The side of the square that photos are prepared as; nil where nothing says it.
    /// - Throws: `ModelsError` if it cannot be read, or takes inputs of another size.
    init(contentsOf url: URL, side stated: Int?) throws {
        let file = url.lastPathComponent
        let bytes = try WeightsReader.converting { () throws(TensorsError) in
            try FixedBytes(mapping: url)
        }
        let digest = BackgroundDigest(of: bytes)
        let model = try OnnxFile.read(url)
        let declared = try OnnxImport.inputSize(of: model)
        let side = stated ?? declared?.height ?? Self.usualSide
        if let declared, declared.height != side || declared.width != side {
            throw ModelsError(
                "\(file): takes pictures of \(declared.width)x\(declared.height), "
                    + "the preprocessing makes \(side)x\(side)",
                hint: declared.height == declared.width
                    ? "set crop to \(declared.height)"
                    : "export the network for square pictures"
            )
        }
        graph = try OnnxImport.graph(from: model, inputSize: (side, side))
        guard graph.inputChannels == 3 else {
            throw ModelsError(
                "\(file): takes pictures of \(graph.inputChannels) channels",
                hint: "photos have 3"
            )
        }
        self.side = side
        sha256 = digest.wait()
    }

    /// Whether a file is taken for an ONNX file: by its name.
    static func isNamed(_ url: URL) -> Bool { url.pathExtension.lowercased() == "onnx" }

    /// What is done to photos where nothing else is said: torchvision's steps, for this side.
    var usualPreprocessing: Preprocessing {
        var steps = Preprocessing.torchvision
        steps.resizeShortSide = side * steps.resizeShortSide / steps.cropSide
        steps.cropSide = side
        return steps
    }

    /// The layer whose channels make good concepts: the last one with places that more weights
    /// follow.
    func conceptLayer() throws(ModelsError) -> String {
        let shapes = try graph.shapes(for: [1, graph.inputChannels, side, side])
        var leadsToWeights = [Bool](repeating: false, count: graph.nodes.count)
        for index in graph.nodes.indices.reversed() {
            leadsToWeights[index] = graph.consumers[index].contains {
                leadsToWeights[$0] || graph.nodes[$0].operation.isWeighted
            }
        }
        let candidates = graph.nodes.indices.filter { index in
            guard shapes[index].count == 4, shapes[index][2] * shapes[index][3] > 1 else {
                return false
            }
            switch graph.nodes[index].operation {
            case .convolution, .addition, .concatenation: return true
            default: return false
            }
        }
        let last = candidates.last { leadsToWeights[$0] } ?? candidates.last ?? graph.output
        return graph.nodes[last].name
    }
}
