#if ONEDNN
import COneDNN
import Tensors

/// oneDNN's kernel for one shape, with the weights of each part in the order it wants.
final class ConvolutionKernel: @unchecked Sendable {
    // Safety: nothing changes after the initializer, and oneDNN runs one kernel on many threads
    // if each run brings its own scratch memory.
    private let handle: UnsafeMutablePointer<convolution_handle>
    private let weights: [PackedWeights]
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
        _ layer: BlockedLayer,
        _ task: ConvolutionTask,
        winograd: Bool,
        sharing others: [ConvolutionKernel]
    ) {
        onednn_use_threads(1)
        let shape = layer.shape(task, winograd: winograd)
        guard
            let handle = withUnsafePointer(
                to: shape,
                { convolution_create(device.engine, device.stream, $0) }
            )
        else { return nil }
        guard String(cString: convolution_kernel_name(handle)).hasPrefix("jit") else {
            convolution_destroy(handle)
            return nil
        }
        let alike = others.first {
            $0.weights.count == task.parts && convolution_same_weights($0.handle, handle) != 0
        }
        let packed =
            alike?.weights
            ?? layer.weight.storage.withUnsafeBufferPointer { plain in
                (0..<task.parts).compactMap { part in
                    plain.baseAddress.flatMap { plain in
                        convolution_pack(
                            handle,
                            plain + layer.firstWeight(part, task),
                            Int64(layer.outputStride)
                        )
                    }
                    .map(PackedWeights.init)
                }
            }
        guard packed.count == task.parts else {
            convolution_destroy(handle)
            return nil
        }
        self.handle = handle
        weights = packed
        scratchBytes = convolution_scratch_bytes(handle)
    }

    deinit { convolution_destroy(handle) }

    /// Runs the kernel for one part, on this thread alone.
    func run(
        _ input: UnsafePointer<Float>,
        part: Int,
        bias: UnsafePointer<Float>?,
        into output: UnsafeMutablePointer<Float>
    ) {
        onednn_use_threads(1)
        ScratchMemory.with(bytes: scratchBytes) { scratch in
            let status = convolution_run(
                handle,
                input,
                weights[part].memory,
                bias,
                output,
                scratch
            )
            precondition(status == 0, "oneDNN's status \(status)")
        }
    }
}
#endif
