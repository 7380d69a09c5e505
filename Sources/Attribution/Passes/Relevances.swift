public import Tensors

/// What relevance passes gave back: one row per request, in the requests' order.
public struct Relevances: Sendable {
    /// The relevance at the input, summed over its colours, `[m, H, W]`; nil where the pass was not
    /// to reach it.
    public let heatmaps: Tensor?
    /// For each recorded layer, the relevance at its output, `[m, C, h, w]` or `[m, C]`.
    ///
    /// At a layer with a channel selection it is the relevance before the selection took effect;
    /// at a layer that the pass never reached it is zero. A composite of gradients gives the gradient
    /// times the layer's output.
    public let layers: [String: Tensor]
    /// For each request, a row for every layer passed, output first; empty where not asked for.
    public let ledgers: [[LedgerRow]]

    /// R_c of each request at a recorded layer, summed over space: `[m, C]`.
    ///
    /// - Parameter layer: A recorded layer.
    /// - Returns: One row of sums for each request.
    /// - Throws: `AttributionError` where it was not recorded.
    public func channelSums(of layer: String) throws(AttributionError) -> Tensor {
        guard let relevance = layers[layer] else {
            throw AttributionError("the relevance of \(layer) was not recorded")
        }
        let (rows, channels) = (relevance.shape[0], relevance.shape[1])
        let area = relevance.shape.dropFirst(2).reduce(1, *)
        let values = relevance.elements
        let sums = (0..<rows * channels).map { plane in
            Float(
                values[plane * area..<(plane + 1) * area]
                    .reduce(0.0) { $0 + Double($1) }
            )
        }
        return Tensor(shape: [rows, channels], elements: sums)
    }

    /// The channels of a recorded layer by their relevance, for one request.
    ///
    /// - Parameters:
    ///   - layer: A recorded layer.
    ///   - request: The request's place, from 0.
    /// - Returns: All channels, the most relevant first.
    /// - Throws: `AttributionError` where the layer was not recorded.
    public func ranking(
        of layer: String,
        request: Int = 0
    ) throws(AttributionError) -> ChannelRanking {
        guard let relevance = layers[layer] else {
            throw AttributionError("the relevance of \(layer) was not recorded")
        }
        return ChannelRanking(relevance: relevance.slice(request))
    }
}
