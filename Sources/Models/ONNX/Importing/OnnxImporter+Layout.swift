import Kernels
import Tensors

/// Views: nodes that only change how the file sees a layer's output.
extension OnnxImporter {
    /// The feature with our axes as the file sees them, rearranged if need be.
    ///
    /// - Parameters:
    ///   - feature: A feature with nothing pending.
    ///   - node: Who asks, for the name of a layer.
    /// - Returns: A feature whose `dims` are the file's axes behind the batch.
    /// - Throws: `ModelsError` where the batch is not the first axis.
    mutating func plain(_ feature: OnnxFeature, _ node: OnnxNode) throws(ModelsError) -> OnnxFeature
    {
        if feature.isPlain { return feature }
        let shape = feature.shape
        guard feature.pieces.first?.isBatch == true, shape.first == feature.batch else {
            throw ModelsError(
                "\(node.title): takes \(shape), whose first axis is not the batch",
                hint: "only operators that treat images apart are supported"
            )
        }
        let dims = Array(shape.dropFirst())
        let batch = feature.batch
        // Channels in another order, places as they are: a shuffle.
        if dims.count == 3, feature.dims.count == 3, dims[1...] == feature.dims[1...],
            OnnxFeature.joined(feature.axes[2]) == OnnxFeature.whole(1, feature.dims),
            OnnxFeature.joined(feature.axes[3]) == OnnxFeature.whole(2, feature.dims),
            feature.axes[1].allSatisfy({ $0.axis == 0 }), dims[0] == feature.dims[0]
        {
            let order = OnnxFeature.places(feature.axes[1])
            let source = append(
                .channels(ChannelGathering(order)),
                [feature.source],
                node,
                part: "shuffle"
            )
            return OnnxFeature(source, dims: dims, batch: batch)
        }
        var flat = feature
        if feature.dims.count == 3, dims.count == 1,
            feature.pieces.dropFirst()
                == OnnxFeature.joined([1, 2, 0].flatMap { OnnxFeature.whole($0, feature.dims) })[
                    ...
                ],
            feature.dims[0] > 1, feature.dims[1] * feature.dims[2] > 1
        {
            let source = append(.flattenChannelsLast, [feature.source], node, part: "flatten")
            return OnnxFeature(source, dims: dims, batch: batch)
        }
        if feature.dims.count > 1 {
            flat = feature.flattened(
                by: append(.flatten, [feature.source], node, part: "flatten")
            )
        }
        let order = OnnxFeature.places(flat.pieces)
        if !order.elementsEqual(0..<flat.dims[0]) {
            flat.source = append(
                .channels(ChannelGathering(order)),
                [flat.source],
                node,
                part: "order"
            )
        }
        if dims.count != 1 {
            flat.source = append(.reshape(dims), [flat.source], node, part: "reshape")
        }
        return OnnxFeature(flat.source, dims: dims, batch: batch)
    }

    /// An input as pictures, `[N, C, H, W]` for the file and for us.
    mutating func planes(_ call: OnnxCall, _ index: Int) throws(ModelsError) -> OnnxFeature {
        let feature = try feature(call, index)
        guard feature.axes.count == 4 else {
            throw call.failure(
                "takes \(feature.shape)",
                hint: "expected pictures: [N, C, H, W]; only those are supported"
            )
        }
        return try plain(feature, call.node)
    }

    /// Takes a node that only changes axes.
    mutating func addView(_ call: OnnxCall) throws(ModelsError) {
        let input = try feature(call, 0)
        let shape = input.shape
        if call.node.operation == "Transpose" {
            let order = try call.integers(named: "perm") ?? Array(shape.indices.reversed())
            guard order.sorted() == Array(shape.indices) else {
                throw call.failure("order \(Printable.excerpt("\(order)")) of \(shape.count) axes")
            }
            var output = input
            output.axes = order.map { input.axes[$0] }
            return set(call, output)
        }
        let target = try OnnxViews.shape(call, shape)
        if let output = input.reshaped(to: target) { return set(call, output) }
        // Axes that would be torn are put in order first.
        let ordered = try plain(input, call.node)
        guard let output = ordered.reshaped(to: target) else {
            throw call.failure(
                "\(shape) cannot become \(Printable.excerpt("\(target)"))",
                hint: "only operators that treat images apart are supported"
            )
        }
        set(call, output)
    }
}

/// The shapes that views ask for.
enum OnnxViews {
    /// The shape that a node gives its input.
    static func shape(_ call: OnnxCall, _ shape: [Int]) throws(ModelsError) -> [Int] {
        let rank = shape.count
        switch call.node.operation {
        case "Flatten":
            let listed = try call.integer("axis") ?? 1
            let axis = listed < 0 ? listed &+ rank : listed
            guard 0...rank ~= axis else { throw call.failure("axis \(listed) of \(rank) axes") }
            return [shape[..<axis].reduce(1, *), shape[axis...].reduce(1, *)]
        case "Squeeze":
            let listed =
                try call.integers(named: "axes", orInput: 1)
                ?? shape.indices.filter { shape[$0] == 1 && $0 > 0 }
            let axes = try call.axes(listed, rank: rank)
            guard axes.allSatisfy({ shape[$0] == 1 }) else {
                throw call.failure("axes \(listed) of \(shape) are not all of length 1")
            }
            return shape.indices.filter { !axes.contains($0) }.map { shape[$0] }
        case "Unsqueeze":
            guard let listed = try call.integers(named: "axes", orInput: 1), listed.count <= 8
            else {
                throw call.failure("names no axes, or too many")
            }
            var result = shape
            for axis in try call.axes(listed, rank: rank + listed.count) {
                result.insert(1, at: axis)
            }
            return result
        default:
            return try reshaped(call, shape)
        }
    }

    private static func reshaped(_ call: OnnxCall, _ shape: [Int]) throws(ModelsError) -> [Int] {
        var target = try call.integers(1)
        let keepsZero = try call.integer("allowzero") == 1
        let count = shape.reduce(1, *)
        for (index, length) in target.enumerated() where length == 0 && !keepsZero {
            guard index < shape.count else {
                throw call.failure("copies an axis that \(shape) does not have")
            }
            target[index] = shape[index]
        }
        let open = target.indices.filter { target[$0] == -1 }
        if let index = open.first {
            target[index] = 1
            guard open.count == 1, let rest = StridedLayout.count(of: target), rest > 0,
                count % rest == 0
            else { throw call.failure("\(shape) cannot take its shape") }
            target[index] = count / rest
        }
        guard target.count <= 16, StridedLayout.count(of: target) == count else {
            throw call.failure(
                "\(shape) cannot take the shape \(Printable.excerpt("\(target)"))",
                hint: "the input may have another size than the file was exported for"
            )
        }
        return target
    }
}
