#if ONEDNN
import COneDNN
import Synchronization
import Tensors

/// A convolution by oneDNN on feature maps in blocks of channels.
///
/// Holds, for each shape it met, oneDNN's kernel, and the weights in the orders these want.
final class BlockedConvolution: Sendable {
    /// The most shapes whose kernels are kept; beyond it all are made anew.
    private static let shapesKept = 16

    private let layer: BlockedLayer
    private let device: OneDNN.Device
    private let kernels = Mutex<[ConvolutionTask: ConvolutionKernel?]>([:])

    /// Prepares a convolution, if oneDNN is there and its kernels fit the weights' shape.
    init?(weight: Tensor, geometry: ConvolutionGeometry) {
        guard let block = OneDNN.block, let device = OneDNN.device,
            let layer = BlockedLayer(weight: weight, geometry: geometry, block: block)
        else { return nil }
        self.layer = layer
        self.device = device
    }

    /// The convolution of a batch in blocks, or nil where oneDNN has no fast kernel for it.
    func applied(
        to input: Tensor,
        outputShape: [Int],
        bias: [Float]?,
        clips: Bool,
        arithmetic: ConvolutionArithmetic
    ) -> Tensor? {
        var task = task(input.shape, outputShape)
        task.allowsWinograd = arithmetic == .winograd
        task.hasBias = bias != nil
        task.clips = clips
        // A picture's three channels are read as they are.
        task.hasPlainInput = input.layout == .rowMajor && input.shape[1] < 4
        if task.hasPlainInput {
            let made = run(task, on: input, to: outputShape, bias: bias)
            if let made { return made }
        }
        task.hasPlainInput = false
        return run(task, on: input, to: outputShape, bias: bias)
    }

    /// The way back in blocks, or nil where oneDNN has no fast kernel for it.
    func transposedApplied(to output: Tensor, shape: [Int]) -> Tensor? {
        var task = task(shape, output.shape)
        task.isTransposed = true
        task.allowsWinograd = true
        return run(task, on: output, to: shape, bias: nil)
    }

    private func task(_ input: [Int], _ output: [Int]) -> ConvolutionTask {
        ConvolutionTask(
            inputHeight: input[2],
            inputWidth: input[3],
            outputHeight: output[2],
            outputWidth: output[3]
        )
    }

    /// Runs a task in pieces, all of them on threads of our own.
    private func run(
        _ whole: ConvolutionTask,
        on input: Tensor,
        to shape: [Int],
        bias: [Float]?
    ) -> Tensor? {
        var whole = whole
        whole.allowsWinograd = whole.allowsWinograd && layer.suitsWinograd(whole)
        let cut = layer.pieces(of: whole, images: shape[0], channels: shape[1])
        let pieces = cut.pieces
        var made: [ConvolutionKernel] = []
        for piece in pieces {
            guard let kernel = kernel(for: whole.part(piece)) else { return nil }
            made.append(kernel)
        }
        let layout = TensorLayout.channelBlocks(layer.block)
        guard let count = layout.storageCount(of: shape) else {
            preconditionFailure("shape \(shape) in \(layout)")
        }
        let source = whole.hasPlainInput ? input : input.laidOut(layout)
        let inputLength = source.storage.count / shape[0]
        let outputLength = count / shape[0]
        let groups = layer.geometry.groups
        let kernels = made
        let storage = [Float](unsafeUninitializedCapacity: count) { output, initialized in
            initialized = count
            source.storage.withUnsafeBufferPointer { input in
                (bias ?? []).withUnsafeBufferPointer { bias in
                    guard let input = input.baseAddress, let output = output.baseAddress
                    else { return }
                    // Safety: pieces write to different channels or images.
                    nonisolated(unsafe) let (from, to, add) = (input, output, bias.baseAddress)
                    ComputeThreads.share(pieces.count, onSeveral: cut.areShared) { index in
                        let piece = pieces[index]
                        let first = piece.image
                        // A part of the groups reads a part of the input, too.
                        let skipped = groups > 1 ? inputLength / piece.parts * piece.part : 0
                        kernels[index].run(
                            from + first * inputLength + skipped,
                            part: piece.part,
                            bias: add.map { $0 + shape[1] / piece.parts * piece.part },
                            into: to + first * outputLength
                                + outputLength / piece.parts * piece.part
                        )
                    }
                }
            }
        }
        return Tensor(shape: shape, layout: layout, storage: storage)
    }

    private func kernel(for task: ConvolutionTask) -> ConvolutionKernel? {
        kernels.withLock { kernels in
            if let known = kernels[task] { return known }
            if kernels.count >= Self.shapesKept { kernels = [:] }
            let others = kernels.values.compactMap { $0 }
            let made =
                (task.allowsWinograd
                    ? ConvolutionKernel(device, layer, task, winograd: true, sharing: others)
                    : nil)
                ?? ConvolutionKernel(device, layer, task, winograd: false, sharing: others)
            kernels[task] = .some(made)
            return made
        }
    }
}
#endif
