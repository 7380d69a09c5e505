import Foundation
import Tensors

/// Unfolds the tensors of ONNX files, checking that their bytes hold what their axes claim.
enum OnnxTensorDecoding {
    /// A tensor.
    ///
    /// - Parameters:
    ///   - proto: As decoded.
    ///   - title: What to call it in errors, such as `net.onnx: tensor "conv.weight"`.
    /// - Returns: Its values; their memory is at most eight times the file's part.
    /// - Throws: `ModelsError` if axes and values do not agree, the values lie in another file, or
    ///   are of a type that no classifier computes with.
    static func tensor(
        _ proto: Onnx_TensorProto,
        title: String
    ) throws(ModelsError) -> OnnxTensor {
        guard proto.dataLocation != .external, proto.externalData.isEmpty else {
            throw ModelsError(
                "\(title): its values lie in another file",
                hint: "embed them: onnx.save(onnx.load(\"in.onnx\"), \"out.onnx\")"
            )
        }
        guard !proto.hasSegment else {
            throw ModelsError("\(title): is stored in segments", hint: "export the model again")
        }
        let shape = proto.dims.map { Int($0) }
        guard let count = OnnxTensor.count(of: shape) else {
            throw ModelsError(
                "\(title): impossible axes \(Printable.excerpt("\(shape)"))",
                hint: "export the model again"
            )
        }
        let stored = Stored(proto: proto, title: title, shape: shape, count: count)
        return OnnxTensor(shape: shape, values: try stored.values())
    }

    /// A tensor's values on their way.
    private struct Stored {
        let proto: Onnx_TensorProto
        let title: String
        let shape: [Int]
        let count: Int

        func values() throws(ModelsError) -> OnnxTensor.Values {
            switch Onnx_TensorProto.DataType(rawValue: Int(proto.dataType)) {
            case .float: try .floats(floats(.float32, proto.floatData) { $0 })
            case .double: try .floats(floats(.float64, proto.doubleData) { Float($0) })
            case .float16: try .floats(halves(.float16))
            case .bfloat16: try .floats(halves(.bfloat16))
            case .int64: try .integers(integers(Int64.self, proto.int64Data))
            case .int32: try .integers(integers(Int32.self, proto.int32Data))
            case .int16: try .integers(integers(Int16.self, proto.int32Data))
            case .int8: try .integers(integers(Int8.self, proto.int32Data))
            case .uint8: try .integers(integers(UInt8.self, proto.int32Data))
            case .uint16: try .integers(integers(UInt16.self, proto.int32Data))
            case .uint32: try .integers(integers(UInt32.self, proto.uint64Data))
            case .uint64: try .integers(integers(UInt64.self, proto.uint64Data))
            case .bool: try .booleans(integers(UInt8.self, proto.int32Data).map { $0 != 0 })
            case .string: throw unsupported("text")
            case .complex64, .complex128: throw unsupported("complex numbers")
            default: throw unsupported("values of type \(proto.dataType)")
            }
        }

        private func floats<Element>(
            _ type: ElementType,
            _ listed: [Element],
            _ convert: (Element) -> Float
        ) throws(ModelsError) -> [Float] {
            guard proto.hasRawData else {
                try checkCount(listed.count, "values")
                return listed.map(convert)
            }
            try checkCount(proto.rawData.count, "bytes", each: type.byteCount)
            return try decoded(proto.rawData, as: type)
        }

        /// Values of two bytes; as numbers they stand in the lower half of 32 bits.
        private func halves(_ type: ElementType) throws(ModelsError) -> [Float] {
            if proto.hasRawData { return try floats(type, [Float]()) { $0 } }
            try checkCount(proto.int32Data.count, "values")
            let bits = proto.int32Data.map { UInt16(truncatingIfNeeded: $0).littleEndian }
            return try decoded(bits.withUnsafeBytes { Data($0) }, as: type)
        }

        private func decoded(_ bytes: Data, as type: ElementType) throws(ModelsError) -> [Float] {
            let layout = try WeightsReader.converting { () throws(TensorsError) in
                try StridedLayout(shape: [count], strides: [1], offset: 0, available: count)
            }
            return bytes.withUnsafeBytes { type.floats(from: $0, layout: layout) }
        }

        private func integers<Element: FixedWidthInteger, Listed: FixedWidthInteger>(
            _ type: Element.Type,
            _ listed: [Listed]
        ) throws(ModelsError) -> [Int] {
            guard proto.hasRawData else {
                try checkCount(listed.count, "values")
                return listed.map { Int(clamping: Element(truncatingIfNeeded: $0)) }
            }
            let width = MemoryLayout<Element>.size
            try checkCount(proto.rawData.count, "bytes", each: width)
            return proto.rawData.withUnsafeBytes { bytes in
                (0..<count).map { index in
                    var element = Element()
                    withUnsafeMutableBytes(of: &element) { target in
                        target.copyMemory(
                            from: UnsafeRawBufferPointer(
                                rebasing: bytes[index * width..<(index + 1) * width]
                            )
                        )
                    }
                    return Int(clamping: Element(littleEndian: element))
                }
            }
        }

        private func checkCount(
            _ found: Int,
            _ unit: String,
            each: Int = 1
        ) throws(ModelsError) {
            let (wanted, overflows) = count.multipliedReportingOverflow(by: each)
            guard !overflows, wanted == found else {
                throw ModelsError(
                    "\(title): axes \(shape) do not fit its \(found) \(unit)",
                    hint: "fetch or export the model again"
                )
            }
        }

        private func unsupported(_ what: String) -> ModelsError {
            ModelsError(
                "\(title): holds \(what), which is not supported",
                hint: "export the model in 32-bit floats, not quantized"
            )
        }
    }
}
