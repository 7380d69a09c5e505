import Tensors

/// Eight neighbouring channels of one place.
///
/// Kernels on feature maps in blocks work on eight lanes at a time, whatever the block's size: two
/// registers of the oldest x86-64, one of AVX2, and no kernel needs a version per block size.
typealias Octet = SIMD8<Float>

extension Octet {
    /// The values without their signs.
    @inline(__always)
    var magnitudes: Octet {
        replacing(with: -self, where: self .< 0)
    }
}

extension UnsafePointer<Float> {
    /// The eight values from an index on.
    @inline(__always)
    func octet(at index: Int) -> Octet {
        UnsafeRawPointer(self + index).loadUnaligned(as: Octet.self)
    }
}

extension UnsafeMutablePointer<Float> {
    /// The eight values from an index on.
    @inline(__always)
    func octet(at index: Int) -> Octet {
        UnsafeRawPointer(self + index).loadUnaligned(as: Octet.self)
    }

    /// Writes eight values from an index on.
    @inline(__always)
    func store(_ octet: Octet, at index: Int) {
        UnsafeMutableRawPointer(self + index).storeBytes(of: octet, as: Octet.self)
    }
}

extension TensorLayout {
    /// The block's size, where the layout has blocks that octets fill.
    var octetBlock: Int? {
        guard case .channelBlocks(let block) = self, block > 0, block % 8 == 0 else { return nil }
        return block
    }
}

extension Tensor {
    /// This tensor where octets fill its blocks, else row-major.
    var forOctets: Tensor {
        layout == .rowMajor || layout.octetBlock != nil ? self : laidOut(.rowMajor)
    }

    /// How many blocks of channels one image has.
    static func blocks(of shape: [Int], _ block: Int) -> Int {
        (shape[1] + block - 1) / block
    }
}
