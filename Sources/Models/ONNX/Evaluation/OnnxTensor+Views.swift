import Tensors

extension OnnxTensor {
    /// A tensor of floats.
    init(_ tensor: Tensor) {
        self.init(shape: tensor.shape, values: .floats(tensor.elements))
    }

    /// A list of integers.
    init(integers: [Int]) {
        self.init(shape: [integers.count], values: .integers(integers))
    }

    /// How many values axes claim; nil if that is impossible.
    ///
    /// Axes of empty tensors are held to the bound too, so that products of some of them do not
    /// overflow either.
    ///
    /// - Parameter shape: The length of each axis.
    /// - Returns: The product, or nil if an axis is negative or the others' product beyond 2^48.
    static func count(of shape: [Int]) -> Int? {
        guard shape.count <= 32, shape.allSatisfy({ $0 >= 0 }),
            let bound = StridedLayout.count(of: shape.map { max($0, 1) }), bound <= 1 << 48
        else { return nil }
        return StridedLayout.count(of: shape)
    }

    /// The same values under other axes of equal size.
    func reshaped(to shape: [Int]) -> OnnxTensor {
        OnnxTensor(shape: shape, values: values)
    }

    /// The values at evenly spaced places.
    ///
    /// - Parameters:
    ///   - shape: The axes of the result.
    ///   - strides: How far neighbours along each axis lie apart here; 0 repeats, negative runs
    ///     backwards.
    ///   - offset: Where the first value lies.
    /// - Returns: The values; every place must lie inside.
    func view(shape: [Int], strides: [Int], offset: Int = 0) -> OnnxTensor {
        selecting(EvenPlaces(shape: shape, strides: strides, offset: offset), shape: shape)
    }

    /// The values at listed places.
    func picking(_ places: [Int], shape: [Int]) -> OnnxTensor {
        selecting(ListedPlaces(places: places), shape: shape)
    }

    /// The values repeated along axes of length one until they have the given shape.
    ///
    /// - Parameter shape: The axes of the result, which this tensor's must fit from the right.
    /// - Returns: The values.
    func broadcast(to shape: [Int]) -> OnnxTensor {
        if self.shape == shape { return self }
        let lead = [Int](repeating: 0, count: shape.count - self.shape.count)
        let natural = StridedLayout.rowMajor(self.shape)
        return view(
            shape: shape,
            strides: lead + zip(self.shape, natural).map { $0 == 1 ? 0 : $1 }
        )
    }

    /// The shape that two shapes are repeated to before their values meet; nil if they do not fit.
    static func common(_ first: [Int], _ second: [Int]) -> [Int]? {
        var shape: [Int] = []
        for index in 0..<max(first.count, second.count) {
            let x = index < first.count ? first[first.count - 1 - index] : 1
            let y = index < second.count ? second[second.count - 1 - index] : 1
            guard x == y || x == 1 || y == 1 else { return nil }
            shape.append(x == 1 ? y : x)
        }
        return shape.reversed()
    }

    /// Tensors of one type joined along an axis; nil if the types differ.
    static func joined(_ parts: [OnnxTensor], axis: Int, shape: [Int]) -> OnnxTensor? {
        let outer = shape[..<axis].reduce(1, *)
        switch parts[0].values {
        case .floats:
            let lists = parts.compactMap { part -> [Float]? in
                if case .floats(let list) = part.values { list } else { nil }
            }
            guard lists.count == parts.count else { return nil }
            return OnnxTensor(shape: shape, values: .floats(interleaved(lists, outer)))
        case .integers:
            let lists = parts.compactMap { part -> [Int]? in
                if case .integers(let list) = part.values { list } else { nil }
            }
            guard lists.count == parts.count else { return nil }
            return OnnxTensor(shape: shape, values: .integers(interleaved(lists, outer)))
        case .booleans:
            let lists = parts.compactMap { part -> [Bool]? in
                if case .booleans(let list) = part.values { list } else { nil }
            }
            guard lists.count == parts.count else { return nil }
            return OnnxTensor(shape: shape, values: .booleans(interleaved(lists, outer)))
        }
    }

    private static func interleaved<Element>(_ lists: [[Element]], _ outer: Int) -> [Element] {
        var result: [Element] = []
        result.reserveCapacity(lists.reduce(0) { $0 + $1.count })
        if lists.allSatisfy(\.isEmpty) { return result }
        for index in 0..<outer {
            for list in lists {
                let run = list.count / max(outer, 1)
                result += list[index * run..<(index + 1) * run]
            }
        }
        return result
    }
}

// MARK: - Choosing values of any type

/// A choice of values out of a list.
protocol OnnxSelection {
    /// The chosen values in order.
    func chosen<Element>(from source: [Element]) -> [Element]
}

/// Evenly spaced places.
private struct EvenPlaces: OnnxSelection {
    let shape: [Int]
    let strides: [Int]
    let offset: Int

    func chosen<Element>(from source: [Element]) -> [Element] {
        guard !shape.contains(0) else { return [] }
        guard let width = shape.last, let step = strides.last else { return [source[offset]] }
        var result: [Element] = []
        result.reserveCapacity(shape.reduce(1, *))
        var indices = [Int](repeating: 0, count: shape.count - 1)
        var start = offset
        while true {
            if step == 1 {
                result += source[start..<start + width]
            } else {
                for column in 0..<width { result.append(source[start + column * step]) }
            }
            var axis = indices.count - 1
            while axis >= 0 {
                indices[axis] += 1
                start += strides[axis]
                guard indices[axis] == shape[axis] else { break }
                start -= shape[axis] * strides[axis]
                indices[axis] = 0
                axis -= 1
            }
            if axis < 0 { return result }
        }
    }
}

/// Listed places.
private struct ListedPlaces: OnnxSelection {
    let places: [Int]

    func chosen<Element>(from source: [Element]) -> [Element] { places.map { source[$0] } }
}

extension OnnxTensor {
    private func selecting(_ selection: some OnnxSelection, shape: [Int]) -> OnnxTensor {
        switch values {
        case .floats(let list):
            OnnxTensor(shape: shape, values: .floats(selection.chosen(from: list)))
        case .integers(let list):
            OnnxTensor(shape: shape, values: .integers(selection.chosen(from: list)))
        case .booleans(let list):
            OnnxTensor(shape: shape, values: .booleans(selection.chosen(from: list)))
        }
    }
}
