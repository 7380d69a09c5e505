import Foundation
import Models
import Synchronization
public import Tensors

/// One forward pass over a batch of images, with all that relevance passes need of it.
///
/// Denominators are computed when a pass first reaches a layer and shared by all later conditions.
public final class Tape: Sendable {
    /// The network's outputs before softmax, `[N, K]`.
    public let logits: Tensor

    let graph: LayerGraph
    let forward: ForwardPass
    /// Whose rules the denominators belong to.
    let owner: Attributor
    private let denominators = Mutex<[Int: [Tensor]]>([:])

    init(owner: Attributor, forward: ForwardPass) {
        self.owner = owner
        graph = owner.graph
        self.forward = forward
        logits = forward.logits
    }

    /// How many images the batch has.
    public var imageCount: Int { logits.shape[0] }

    /// How many classes the network tells apart.
    public var classCount: Int { logits.shape[1] }

    /// The softmax of the logits, `[N, K]`.
    public func probabilities() -> Tensor {
        var elements: [Float] = []
        for image in 0..<imageCount {
            let row = logits.slice(image).elements.map(Double.init)
            let highest = row.max() ?? 0
            let powers = row.map { exp($0 - highest) }
            let sum = powers.reduce(0, +)
            elements += powers.map { Float($0 / sum) }
        }
        return Tensor(shape: logits.shape, elements: elements)
    }

    /// The class with the highest logit; the first of equal ones.
    ///
    /// - Parameter image: The image's place in the batch.
    /// - Returns: The class's number, from 0.
    public func topClass(_ image: Int) -> Int {
        let row = logits.slice(image).elements
        return row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 }
    }

    /// A layer's output, `[N, C, h, w]` or `[N, C]`.
    ///
    /// A convolution's is the one before its ReLU; with a batch norm merged into it, the batch
    /// norm's.
    ///
    /// - Parameter layer: The layer's name.
    /// - Returns: The output for all images of the batch.
    /// - Throws: Where there is no such layer or the tape does not hold its output.
    public func activation(of layer: String) throws -> Tensor {
        try output(of: layer).laidOut(.rowMajor)
    }

    /// A layer's output for one image, `[C, h, w]` or `[C]`; see ``activation(of:)``.
    ///
    /// - Parameters:
    ///   - layer: The layer's name.
    ///   - image: The image's place in the batch.
    /// - Returns: Its output; the rest of the batch is not touched.
    /// - Throws: Where there is no such layer or the tape does not hold its output.
    public func activation(of layer: String, image: Int) throws -> Tensor {
        try output(of: layer).slice(image)
    }

    private func output(of layer: String) throws -> Tensor {
        let index = try graph.index(of: layer)
        guard let output = forward.outputs[index] else {
            throw AttributionError(
                "the output of \(layer) was not kept",
                hint: "name the layer when running the forward pass"
            )
        }
        return output
    }

    func denominators(
        of node: Int,
        _ compute: () -> [Tensor]
    ) -> [Tensor] {
        denominators.withLock { stored in
            if let known = stored[node] { return known }
            let made = compute()
            stored[node] = made
            return made
        }
    }
}
