extension ElementType {
    /// Stored values as 32-bit floats.
    ///
    /// - Parameters:
    ///   - bytes: The stored run, at any alignment, `byteCount` bytes a value.
    ///   - layout: Which values of the run to take, in which order; checked against the run.
    ///   - bigEndian: Whether the most significant byte of a value comes first.
    /// - Returns: `layout.count` values, row-major.
    package func floats(
        from bytes: UnsafeRawBufferPointer,
        layout: StridedLayout,
        bigEndian: Bool = false
    ) -> [Float] {
        if layout.count == 0 { return [] }
        if self == .float32, !bigEndian, layout.isContiguous {
            return [Float](unsafeUninitializedCapacity: layout.count) { target, filled in
                let start = layout.offset * 4
                UnsafeMutableRawBufferPointer(target).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + layout.count * 4])
                )
                filled = layout.count
            }
        }
        let source = Source(bytes: bytes, layout: layout, bigEndian: bigEndian)
        return switch self {
        case .float64: source.decode(UInt64.self) { Float(Double(bitPattern: $0)) }
        case .float32: source.decode(UInt32.self) { Float(bitPattern: $0) }
        case .float16: source.decode(UInt16.self, ElementType.half)
        case .bfloat16: source.decode(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
        case .int64: source.decode(Int64.self) { Float($0) }
        case .int32: source.decode(Int32.self) { Float($0) }
        case .int16: source.decode(Int16.self) { Float($0) }
        case .int8: source.decode(Int8.self) { Float($0) }
        case .uint64: source.decode(UInt64.self) { Float($0) }
        case .uint32: source.decode(UInt32.self) { Float($0) }
        case .uint16: source.decode(UInt16.self) { Float($0) }
        case .uint8: source.decode(UInt8.self) { Float($0) }
        case .boolean: source.decode(UInt8.self) { $0 == 0 ? 0 : 1 }
        }
    }

    // MARK: Decoding

    /// A half-precision value; `Float16` is missing on some platforms.
    private static func half(_ bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16
        let exponent = UInt32(bits >> 10) & 0x1f
        let fraction = UInt32(bits & 0x3ff)
        switch exponent {
        case 0:
            // Subnormal: fraction * 2^-24, exact in single precision.
            let magnitude = Float(fraction) * 0x1p-24
            return sign == 0 ? magnitude : -magnitude
        case 0x1f: return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }

    /// A run of values and the way through it.
    private struct Source {
        let bytes: UnsafeRawBufferPointer
        let layout: StridedLayout
        let bigEndian: Bool

        @inline(__always)
        func decode<Bits: FixedWidthInteger & BitwiseCopyable>(
            _ type: Bits.Type,
            _ value: (Bits) -> Float
        ) -> [Float] {
            [Float](unsafeUninitializedCapacity: layout.count) { target, filled in
                layout.forEachElement { element in
                    let bits = bytes.loadUnaligned(
                        fromByteOffset: element * MemoryLayout<Bits>.size,
                        as: Bits.self
                    )
                    target.initializeElement(
                        at: filled,
                        to: value(bigEndian ? bits.bigEndian : bits.littleEndian)
                    )
                    filled += 1
                }
            }
        }
    }
}
