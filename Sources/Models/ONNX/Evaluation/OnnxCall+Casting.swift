import Tensors

/// Values of one type as those of another.
extension OnnxCall {
    /// `Cast`: to the type that the attribute names by the standard's number.
    func cast() throws(ModelsError) -> OnnxTensor {
        guard let code = try integer("to") else { throw failure("names no type to cast to") }
        let value = try input(0)
        return OnnxTensor(shape: value.shape, values: try cast(value.values, to: code))
    }

    /// `CastLike`: to the kind of type that another value has.
    func castLike() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        let code =
            switch try input(1).values {
            case .floats: Onnx_TensorProto.DataType.float
            case .integers: Onnx_TensorProto.DataType.int64
            case .booleans: Onnx_TensorProto.DataType.bool
            }
        return OnnxTensor(shape: value.shape, values: try cast(value.values, to: code.rawValue))
    }

    private func cast(
        _ values: OnnxTensor.Values,
        to code: Int
    ) throws(ModelsError) -> OnnxTensor.Values {
        switch Onnx_TensorProto.DataType(rawValue: code) {
        case .float, .double, .float16, .bfloat16: .floats(Self.floats(values))
        case .bool: .booleans(Self.booleans(values))
        case .int64, .uint64: .integers(Self.integers(values))
        case .int32: .integers(Self.integers(values).map { Int(Int32(truncatingIfNeeded: $0)) })
        case .int16: .integers(Self.integers(values).map { Int(Int16(truncatingIfNeeded: $0)) })
        case .int8: .integers(Self.integers(values).map { Int(Int8(truncatingIfNeeded: $0)) })
        case .uint32: .integers(Self.integers(values).map { Int(UInt32(truncatingIfNeeded: $0)) })
        case .uint16: .integers(Self.integers(values).map { Int(UInt16(truncatingIfNeeded: $0)) })
        case .uint8: .integers(Self.integers(values).map { Int(UInt8(truncatingIfNeeded: $0)) })
        default: throw failure("casts to type \(code), which is not supported")
        }
    }

    private static func floats(_ values: OnnxTensor.Values) -> [Float] {
        switch values {
        case .floats(let list): list
        case .integers(let list): list.map { Float($0) }
        case .booleans(let list): list.map { $0 ? 1 : 0 }
        }
    }

    private static func integers(_ values: OnnxTensor.Values) -> [Int] {
        switch values {
        case .floats(let list): list.map(truncated)
        case .integers(let list): list
        case .booleans(let list): list.map { $0 ? 1 : 0 }
        }
    }

    private static func booleans(_ values: OnnxTensor.Values) -> [Bool] {
        switch values {
        case .floats(let list): list.map { $0 != 0 }
        case .integers(let list): list.map { $0 != 0 }
        case .booleans(let list): list
        }
    }

    /// The whole part of a number; the nearest integer there is for one beyond all, 0 for NaN.
    static func truncated(_ value: Float) -> Int {
        if value.isNaN { return 0 }
        return Int(exactly: value.rounded(.towardZero)) ?? (value > 0 ? .max : .min)
    }
}
