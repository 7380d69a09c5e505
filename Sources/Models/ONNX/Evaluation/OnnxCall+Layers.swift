import Foundation
import Kernels
import Tensors

/// Products of matrices, norms, bounds.
extension OnnxCall {
    /// The values of such an operator; nil if the node is of another kind.
    func layerOperator() throws(ModelsError) -> [OnnxTensor]? {
        switch node.operation {
        case "Gemm": return [try generalProduct()]
        case "MatMul": return [try matrixProduct(try floats(0), try floats(1))]
        case "BatchNormalization": return [try batchNormalization()]
        case "LRN": return [try localResponseNormalization()]
        case "Clip": return [try clip()]
        case "DepthToSpace", "SpaceToDepth": return [try blocks()]
        default: return nil
        }
    }

    private func generalProduct() throws(ModelsError) -> OnnxTensor {
        var (a, b) = (OnnxTensor(try floats(0)), OnnxTensor(try floats(1)))
        guard a.shape.count == 2, b.shape.count == 2 else {
            throw failure("\(a.shape) and \(b.shape) are no matrices")
        }
        if try integer("transA") == 1 { a = a.transposed() }
        if try integer("transB") == 1 { b = b.transposed() }
        let alpha = try float("alpha") ?? 1
        let beta = try float("beta") ?? 1
        let product = try matrixProduct(a.asFloats(self), b.asFloats(self)).asFloats(self)
        let scaled = ElementWise.scaled(product, by: alpha)
        guard let bias = optional(2) else { return OnnxTensor(scaled) }
        guard OnnxTensor.common(product.shape, bias.shape) == product.shape else {
            throw failure("\(bias.shape) cannot be added to \(product.shape)")
        }
        let spread = try bias.broadcast(to: product.shape).asFloats(self)
        return OnnxTensor(ElementWise.sum(scaled, ElementWise.scaled(spread, by: beta)))
    }

    private func matrixProduct(_ a: Tensor, _ b: Tensor) throws(ModelsError) -> OnnxTensor {
        guard !a.shape.isEmpty, !b.shape.isEmpty else { throw failure("multiplies single values") }
        // A list on the left is a row, one on the right a column, and leaves no axis behind.
        let left = a.shape.count == 1 ? [1] + a.shape : a.shape
        let right = b.shape.count == 1 ? b.shape + [1] : b.shape
        let (rows, inner) = (left[left.count - 2], left[left.count - 1])
        let (height, columns) = (right[right.count - 2], right[right.count - 1])
        guard inner == height,
            let lead = OnnxTensor.common(Array(left.dropLast(2)), Array(right.dropLast(2)))
        else { throw failure("\(a.shape) and \(b.shape) cannot be multiplied") }
        let count = try count(of: lead + [rows, columns], from: max(a.count, b.count))
        guard count > 0 else { throw failure("\(a.shape) by \(b.shape) is empty") }
        try self.count(of: lead + [rows, inner], from: a.count)
        try self.count(of: lead + [inner, columns], from: b.count)
        let x = try OnnxTensor(a.reshaped(to: left)).broadcast(to: lead + [rows, inner])
            .asFloats(self).elements
        let y = try OnnxTensor(b.reshaped(to: right)).broadcast(to: lead + [inner, columns])
            .asFloats(self).elements
        var result = [Float](repeating: 0, count: count)
        var sums = [Double](repeating: 0, count: columns)
        for block in 0..<lead.reduce(1, *) {
            for row in 0..<rows {
                for column in 0..<columns { sums[column] = 0 }
                for step in 0..<inner {
                    let factor = Double(x[(block * rows + row) * inner + step])
                    let start = (block * inner + step) * columns
                    for column in 0..<columns { sums[column] += factor * Double(y[start + column]) }
                }
                let start = (block * rows + row) * columns
                for column in 0..<columns { result[start + column] = Float(sums[column]) }
            }
        }
        let shape =
            lead + (a.shape.count == 1 ? [] : [rows]) + (b.shape.count == 1 ? [] : [columns])
        return OnnxTensor(shape: shape, values: .floats(result))
    }

    private func batchNormalization() throws(ModelsError) -> OnnxTensor {
        let input = try floats(0)
        guard try integer("training_mode") ?? 0 == 0 else {
            throw failure("is in training mode", hint: "export the model for inference")
        }
        let parts = [try floats(1), try floats(2), try floats(3), try floats(4)]
        guard input.shape.count > 1, parts.allSatisfy({ $0.shape == [input.shape[1]] }) else {
            throw failure("its parameters do not fit input \(input.shape)")
        }
        let norm = BatchNorm(
            weight: parts[0].elements,
            bias: parts[1].elements,
            mean: parts[2].elements,
            variance: parts[3].elements,
            epsilon: Double(try float("epsilon") ?? 1e-5)
        )
        return OnnxTensor(
            ElementWise.affine(
                input,
                scale: norm.scale.map { Float($0) },
                shift: norm.shift.map { Float($0) }
            )
        )
    }

    private func localResponseNormalization() throws(ModelsError) -> OnnxTensor {
        let input = try floats(0)
        guard let size = try integer("size"), size > 0, input.shape.count > 2 else {
            throw failure("input \(input.shape)")
        }
        let alpha = Double(try float("alpha") ?? 1e-4)
        let beta = Double(try float("beta") ?? 0.75)
        let offset = Double(try float("bias") ?? 1)
        let channels = input.shape[1]
        let plane = input.shape[2...].reduce(1, *)
        var result = input.elements
        for index in result.indices {
            let channel = index / plane % channels
            let first = max(channel - (size - 1) / 2, 0)
            let last = min(channel + min(size / 2, channels), channels - 1)
            var sum = 0.0
            for other in first...last {
                let value = Double(input.elements[index + (other - channel) * plane])
                sum += value * value
            }
            let scale = Foundation.pow(offset + alpha / Double(size) * sum, beta)
            result[index] = Float(Double(result[index]) / scale)
        }
        return OnnxTensor(shape: input.shape, values: .floats(result))
    }

    /// Bounds are attributes in old opsets, inputs in new ones.
    private func clip() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        if case .integers(let list) = value.values {
            let low = optional(1) == nil ? Int.min : try integers(1).first ?? .min
            let high = optional(2) == nil ? Int.max : try integers(2).first ?? .max
            return OnnxTensor(
                shape: value.shape,
                values: .integers(list.map { min(max($0, low), high) })
            )
        }
        let low = optional(1) == nil ? try float("min") ?? -.infinity : try scalar(1)
        let high = optional(2) == nil ? try float("max") ?? .infinity : try scalar(2)
        return OnnxTensor(ElementWise.map(try floats(0)) { min(max($0, low), high) })
    }

    /// `DepthToSpace` and `SpaceToDepth`: channels become places and back.
    private func blocks() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        guard let size = try integer("blocksize"), 1...Int(Int16.max) ~= size,
            value.shape.count == 4, value.count > 0
        else { throw failure("input \(value.shape)") }
        let (n, c, h, w) = (value.shape[0], value.shape[1], value.shape[2], value.shape[3])
        let split: [Int]
        let order: [Int]
        let shape: [Int]
        if node.operation == "SpaceToDepth" {
            guard h % size == 0, w % size == 0 else { throw failure("input \(value.shape)") }
            split = [n, c, h / size, size, w / size, size]
            order = [0, 3, 5, 1, 2, 4]
            shape = [n, c * size * size, h / size, w / size]
        } else {
            let columnsFirst = try string("mode") == "CRD"
            guard c % (size * size) == 0 else { throw failure("input \(value.shape)") }
            let deep = c / (size * size)
            split = columnsFirst ? [n, deep, size, size, h, w] : [n, size, size, deep, h, w]
            order = columnsFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2]
            shape = [n, deep, h * size, w * size]
        }
        let strides = StridedLayout.rowMajor(split)
        return value.view(shape: order.map { split[$0] }, strides: order.map { strides[$0] })
            .reshaped(to: shape)
    }
}

extension OnnxTensor {
    /// The matrix with rows and columns exchanged.
    fileprivate func transposed() -> OnnxTensor {
        view(shape: [shape[1], shape[0]], strides: [1, shape[1]])
    }

    /// The values as a tensor of floats.
    func asFloats(_ call: OnnxCall) throws(ModelsError) -> Tensor {
        guard case .floats(let elements) = values else { throw call.failure("needs floats") }
        return Tensor(shape: shape, elements: elements)
    }
}
