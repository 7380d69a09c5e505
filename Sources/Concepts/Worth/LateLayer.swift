import Attribution
package import Models

/// The layer whose output tells best what a part of a photo shows: the last one that still has places.
package enum LateLayer {
    /// Finds it.
    ///
    /// It is what the layer that makes the logits, or the pooling or flattening before that, takes in:
    /// SqueezeNet's `features.12`, MobileNetV2's `features.18`, a VGG's `features.30`.
    ///
    /// - Parameter graph: A network whose logits come from one weighted layer.
    /// - Returns: The layer's name; nil if there is no layer before the head that has channels.
    package static func name(in graph: LayerGraph) -> String? {
        guard let head = graph.head else { return nil }
        // What lies on the only way from the head to the input; behind the last flattening or global pool
        // there are places.
        var path: [Int] = []
        var index = head
        while graph.nodes[index].inputs.count == 1,
            case .node(let source) = graph.nodes[index].inputs[0]
        {
            path.append(source)
            index = source
        }
        let beforePlacesEnd = path.lastIndex { index in
            switch graph.nodes[index].operation {
            case .flatten, .adaptiveAveragePool: true
            default: false
            }
        }
        let rest = beforePlacesEnd.map { path[($0 + 1)...] } ?? path[...]
        return rest.first { index in
            if case .identity = graph.nodes[index].operation { return false }
            return graph.channelCount(index) != nil
        }.map { graph.nodes[$0].name }
    }
}
