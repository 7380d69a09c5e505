#if ONEDNN
import COneDNN
import Tensors

/// oneDNN's kernel for one shape, with weights in the order it wants.
final class ConvolutionKernel: @unchecked Sendable {
    // Safety: nothing changes after the initializer, and oneDNN runs one kernel on many threads
    // if each run brings its own scratch memory.
    private let handle: UnsafeMutablePointer<convolution_handle>
    private let weights: PackedWeights
    private let scratchBytes: Int

    /// Weights in the order of some kernels, freed with the last of them.
    private final class PackedWeights {
        let memory: dnnl_memory_t

        init(_ memory: dnnl_memory_t) { self.memory = memory }

        deinit { dnnl_memory_destroy(memory) }
    }

    /// Makes a kernel, or nil where oneDNN has only its slow reference for the shape.
    init?(
        _ device: OneDNN.Device,
        _ shape: convolution_shape,
        _ weight: Tensor,
        sharing others: [ConvolutionKernel]
    ) {
        guard
            let handle = withUnsafePointer(
                to: shape,
                { convolution_create(device.engine, device.stream, $0) }
            )
        else { return nil }
        let alike = others.first { convolution_same_weights($0.handle, handle) != 0 }
        let packed =
            alike?.weights
            ?? weight.storage.withUnsafeBufferPointer { plain in
                convolution_pack(handle, plain.baseAddress).map(PackedWeights.init)
            }
        guard String(cString: convolution_kernel_name(handle)).hasPrefix("jit"), let packed
        else {
            convolution_destroy(handle)
            return nil
        }
        self.handle = handle
        weights = packed
        scratchBytes = convolution_scratch_bytes(handle)
    }

    deinit { convolution_destroy(handle) }

    /// Runs the kernel on values in the order it was made for.
    func run(_ input: [Float], bias: [Float]?, shape: [Int], _ block: Int) -> Tensor {
        let layout = TensorLayout.channelBlocks(block)
        guard let count = layout.storageCount(of: shape) else {
            preconditionFailure("shape \(shape) in \(layout)")
        }
        let storage = [Float](unsafeUninitializedCapacity: count) { output, initialized in
            ScratchMemory.with(bytes: scratchBytes) { scratch in
                input.withUnsafeBufferPointer { input in
                    (bias ?? []).withUnsafeBufferPointer { bias in
                        let status = convolution_run(
                            handle,
                            input.baseAddress,
                            weights.memory,
                            bias.isEmpty ? nil : bias.baseAddress,
                            output.baseAddress,
                            scratch
                        )
                        precondition(status == 0, "oneDNN's status \(status) for \(shape)")
                    }
                }
            }
            initialized = count
        }
        return Tensor(shape: shape, layout: layout, storage: storage)
    }
}
#endif
