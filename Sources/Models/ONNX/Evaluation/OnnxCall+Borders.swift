import Tensors

/// Operators that widen maps: by a border, or by whole factors.
extension OnnxCall {
    /// The values of such an operator; nil if the node is of another kind.
    func borderOperator() throws(ModelsError) -> [OnnxTensor]? {
        switch node.operation {
        case "Pad": return [try pad()]
        case "Resize", "Upsample": return [try resize()]
        default: return nil
        }
    }

    private func pad() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        let rank = value.shape.count
        guard let pads = try integers(named: "pads", orInput: 1) else { throw failure("no pads") }
        let listed = optional(3) == nil ? Array(0..<rank) : try integers(3)
        _ = try axes(listed, rank: rank)
        let sane = -Int(Int32.max)...Int(Int32.max)
        guard pads.count == 2 * listed.count, pads.allSatisfy(sane.contains) else {
            throw failure("pads \(Printable.excerpt("\(pads)")) of \(listed.count) axes")
        }
        var (begins, shape) = ([Int](repeating: 0, count: rank), value.shape)
        for (index, named) in listed.enumerated() {
            let axis = try axis(named, rank: rank)
            begins[axis] = pads[index]
            shape[axis] += pads[index] + pads[index + listed.count]
        }
        let count = try count(of: shape, from: value.count)
        let mode = try string("mode") ?? "constant"
        let fill = try filling(like: value)
        guard
            let both = OnnxTensor.joined(
                [value.reshaped(to: [value.count]), fill],
                axis: 0,
                shape: [value.count + 1]
            )
        else { throw failure("fills with a value of another type") }
        if count == 0 { return both.picking([], shape: shape) }
        // For each axis, where each place comes from; -1 is the border.
        var sources: [[Int]] = []
        for axis in 0..<rank {
            var places: [Int] = []
            for place in 0..<shape[axis] {
                places.append(
                    try source(of: place - begins[axis], length: value.shape[axis], mode: mode)
                )
            }
            sources.append(places)
        }
        let strides = StridedLayout.rowMajor(value.shape)
        let outside = value.count
        let places = (0..<count).map { index -> Int in
            var (rest, place) = (index, 0)
            for axis in (0..<rank).reversed() {
                let from = sources[axis][rest % shape[axis]]
                if from < 0 { return outside }
                place += from * strides[axis]
                rest /= shape[axis]
            }
            return place
        }
        return both.picking(places, shape: shape)
    }

    private func filling(like value: OnnxTensor) throws(ModelsError) -> OnnxTensor {
        if let given = optional(2), given.count == 1 { return given.reshaped(to: [1]) }
        return switch value.values {
        case .floats: OnnxTensor(shape: [1], values: .floats([try float("value") ?? 0]))
        case .integers: OnnxTensor(shape: [1], values: .integers([0]))
        case .booleans: OnnxTensor(shape: [1], values: .booleans([false]))
        }
    }

    private func source(of place: Int, length: Int, mode: String) throws(ModelsError) -> Int {
        if 0..<length ~= place { return place }
        if mode == "constant" { return -1 }
        guard length > 0 else { throw failure("pads an empty axis by its own values") }
        switch mode {
        case "edge": return min(max(place, 0), length - 1)
        case "wrap": return (place % length + length) % length
        case "reflect":
            if length == 1 { return 0 }
            let period = 2 * (length - 1)
            let folded = (place % period + period) % period
            return min(folded, period - folded)
        default: throw failure("mode \(Printable.excerpt(mode)) is not supported")
        }
    }

    // MARK: - Resizing

    /// One axis of a resized map: two places of the input and the second one's share, for each
    /// place of the output.
    private struct Blend {
        let first: [Int]
        let second: [Int]
        let share: [Double]
    }

    private func resize() throws(ModelsError) -> OnnxTensor {
        let input = try floats(0)
        let rank = input.shape.count
        let named = try integers(named: "axes") ?? Array(0..<rank)
        _ = try axes(named, rank: rank)
        var scales = [Double](repeating: 1, count: rank)
        var shape = input.shape
        let wanted = try wantedScales()
        let sizes = optional(3) == nil ? [] : try integers(3)
        guard wanted.isEmpty != sizes.isEmpty,
            named.count == (wanted.isEmpty ? sizes.count : wanted.count)
        else { throw failure("needs one scale or one size for each axis") }
        guard try string("keep_aspect_ratio_policy") ?? "stretch" == "stretch" else {
            throw failure("keeps the ratio of its sides, which is not supported")
        }
        for (index, listed) in named.enumerated() {
            let axis = try axis(listed, rank: rank)
            if wanted.isEmpty {
                scales[axis] = Double(sizes[index]) / Double(max(input.shape[axis], 1))
                shape[axis] = sizes[index]
            } else {
                scales[axis] = Double(wanted[index])
                let length = (Double(input.shape[axis]) * scales[axis]).rounded(.down)
                guard length >= 0, length < Double(Self.expansionLimit) else {
                    throw failure("scales by \(wanted[index])")
                }
                shape[axis] = Int(length)
            }
        }
        guard !input.shape.contains(0), shape.allSatisfy({ $0 > 0 }) else {
            throw failure("\(input.shape) to \(shape)")
        }
        try count(of: shape, from: input.count)
        var result = input
        for axis in 0..<rank where shape[axis] != input.shape[axis] || scales[axis] != 1 {
            let blend = try blend(input.shape[axis], shape[axis], scales[axis])
            try count(of: result.shape.replacing(axis, by: shape[axis]), from: result.count)
            result = Self.blended(result, axis: axis, by: blend)
        }
        return OnnxTensor(result)
    }

    private func wantedScales() throws(ModelsError) -> [Float] {
        if case .floats(let scales) = node.attributes["scales"] { return scales }
        // Opset 10 and Upsample give the scales second, later ones third.
        let index = node.operation == "Upsample" || opset < 11 ? 1 : 2
        return try optionalFloats(index)?.elements ?? []
    }

    private func blend(
        _ length: Int,
        _ wanted: Int,
        _ scale: Double
    ) throws(ModelsError) -> Blend {
        let isOld = node.operation == "Upsample" || opset < 11
        let coordinates =
            try string("coordinate_transformation_mode") ?? (isOld ? "asymmetric" : "half_pixel")
        let mode = try string("mode") ?? "nearest"
        let rounding = try string("nearest_mode") ?? (isOld ? "floor" : "round_prefer_floor")
        guard mode == "nearest" || mode == "linear" || mode == "bilinear",
            try integer("antialias") ?? 0 == 0
        else { throw failure("mode \(Printable.excerpt(mode)) is not supported") }
        var blend = (first: [Int](), second: [Int](), share: [Double]())
        for place in 0..<wanted {
            let place = Double(place)
            let from: Double
            switch coordinates {
            case "asymmetric": from = place / scale
            case "half_pixel": from = (place + 0.5) / scale - 0.5
            case "pytorch_half_pixel": from = wanted > 1 ? (place + 0.5) / scale - 0.5 : 0
            case "half_pixel_symmetric":
                let adjustment = Double(wanted) / (scale * Double(length))
                let center = Double(length) / 2
                from = center * (1 - adjustment) + (place + 0.5) / scale - 0.5
            case "align_corners":
                // The standard takes the scaled length before it is rounded down.
                let last = Double(length) * scale - 1
                from = wanted > 1 ? place * Double(length - 1) / last : 0
            default:
                throw failure("coordinates \(Printable.excerpt(coordinates)) are not supported")
            }
            if mode == "nearest" {
                let index = Int(try Self.rounded(from, rounding, self))
                blend.first.append(min(max(index, 0), length - 1))
                blend.share.append(0)
            } else {
                let inside = min(max(from, 0), Double(length - 1))
                blend.first.append(Int(inside))
                blend.share.append(inside - inside.rounded(.down))
            }
            blend.second.append(min((blend.first.last ?? 0) + 1, length - 1))
        }
        return Blend(first: blend.first, second: blend.second, share: blend.share)
    }

    private static func rounded(
        _ place: Double,
        _ mode: String,
        _ call: OnnxCall
    ) throws(ModelsError) -> Double {
        switch mode {
        case "floor": return place.rounded(.down)
        case "ceil": return place.rounded(.up)
        case "round_prefer_floor": return (place - 0.5).rounded(.up)
        case "round_prefer_ceil": return (place + 0.5).rounded(.down)
        default: throw call.failure("nearest_mode \(Printable.excerpt(mode)) is not supported")
        }
    }

    private static func blended(_ input: Tensor, axis: Int, by blend: Blend) -> Tensor {
        let length = input.shape[axis]
        let inner = input.shape[(axis + 1)...].reduce(1, *)
        let outer = input.shape[..<axis].reduce(1, *)
        var result: [Float] = []
        result.reserveCapacity(outer * inner * blend.first.count)
        for block in 0..<outer {
            for (index, share) in blend.share.enumerated() {
                let first = (block * length + blend.first[index]) * inner
                let second = (block * length + blend.second[index]) * inner
                for column in 0..<inner {
                    let (x, y) = (input.elements[first + column], input.elements[second + column])
                    result.append(Float(Double(x) * (1 - share) + Double(y) * share))
                }
            }
        }
        return Tensor(
            shape: input.shape.replacing(axis, by: blend.first.count),
            elements: result
        )
    }
}

extension [Int] {
    /// The list with one value replaced.
    fileprivate func replacing(_ index: Int, by value: Int) -> [Int] {
        var result = self
        result[index] = value
        return result
    }
}
