#if ONEDNN
import COneDNN
import Synchronization
import Tensors

/// A convolution by oneDNN on feature maps in blocks of channels.
///
/// Holds, for each shape it met, oneDNN's kernel, and the weights in the orders these want.
final class BlockedConvolution: Sendable {
    /// What kernels are made for.
    struct Task: Hashable {
        let images: Int
        let height: Int
        let width: Int
        var isTransposed = false
        var allowsWinograd = false
        /// Whether the input is row-major, as a picture is.
        var hasPlainInput = false
        var hasBias = false
        var clips = false
        /// oneDNN plans for a number of threads.
        let threads: Int
    }

    /// The most shapes whose kernels are kept; beyond it all are made anew.
    private static let shapesKept = 12
    /// From how many places on Winograd's transforms pay for weights four times as large.
    private static let winogradPlaces = 18 * 18

    private let weight: Tensor
    private let geometry: ConvolutionGeometry
    private let block: Int
    private let device: OneDNN.Device
    private let kernels = Mutex<[Task: ConvolutionKernel?]>([:])

    /// Prepares a convolution, if oneDNN is there and its kernels fit the weights' shape.
    init?(weight: Tensor, geometry: ConvolutionGeometry) {
        guard let block = OneDNN.block, let device = OneDNN.device else { return nil }
        let isDepthwise = weight.shape[1] == 1 && weight.shape[0] == geometry.groups
        // Groups must fill blocks, or be single channels; others would run unoptimized.
        guard
            geometry.groups == 1 && weight.count > 0 || isDepthwise
                || (weight.shape[1] % block == 0
                    && weight.shape[0] / geometry.groups % block == 0)
        else { return nil }
        self.weight = weight
        self.geometry = geometry
        self.block = block
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
        var task = task(input.shape)
        task.allowsWinograd = arithmetic == .winograd
        task.hasBias = bias != nil
        task.clips = clips
        // A picture's three channels are read as they are.
        task.hasPlainInput = input.layout == .rowMajor && input.shape[1] < 4
        if task.hasPlainInput, let kernel = kernel(for: task, outputShape) {
            return kernel.run(input.storage, bias: bias, shape: outputShape, block)
        }
        task.hasPlainInput = false
        guard let kernel = kernel(for: task, outputShape) else { return nil }
        let blocked = input.laidOut(.channelBlocks(block))
        return kernel.run(blocked.storage, bias: bias, shape: outputShape, block)
    }

    /// The way back in blocks, or nil where oneDNN has no fast kernel for it.
    func transposedApplied(to output: Tensor, shape: [Int]) -> Tensor? {
        var task = task(shape)
        task.isTransposed = true
        task.allowsWinograd = true
        guard let kernel = kernel(for: task, output.shape) else { return nil }
        let blocked = output.laidOut(.channelBlocks(block))
        return kernel.run(blocked.storage, bias: nil, shape: shape, block)
    }

    private func task(_ inputShape: [Int]) -> Task {
        Task(
            images: inputShape[0],
            height: inputShape[2],
            width: inputShape[3],
            threads: ComputeThreads.count
        )
    }

    private func kernel(for task: Task, _ outputShape: [Int]) -> ConvolutionKernel? {
        OneDNN.useThreads(task.threads)
        return kernels.withLock { kernels in
            if let known = kernels[task] { return known }
            if kernels.count >= Self.shapesKept { kernels = [:] }
            let made = make(task, outputShape, kernels.values.compactMap { $0 })
            kernels[task] = .some(made)
            return made
        }
    }

    private func make(
        _ task: Task,
        _ outputShape: [Int],
        _ others: [ConvolutionKernel]
    ) -> ConvolutionKernel? {
        let padding = geometry.padding(height: task.height, width: task.width)
        var shape = convolution_shape()
        shape.images = Int64(task.images)
        shape.inputs = Int64(weight.shape[1] * geometry.groups)
        shape.outputs = Int64(weight.shape[0])
        shape.groups = Int64(geometry.groups)
        (shape.height, shape.width) = (Int64(task.height), Int64(task.width))
        shape.output_height = Int64(outputShape[2])
        shape.output_width = Int64(outputShape[3])
        shape.kernel_height = Int64(geometry.kernelHeight)
        shape.kernel_width = Int64(geometry.kernelWidth)
        shape.stride_height = Int64(geometry.strideHeight)
        shape.stride_width = Int64(geometry.strideWidth)
        shape.dilation_height = Int64(geometry.dilationHeight)
        shape.dilation_width = Int64(geometry.dilationWidth)
        (shape.top, shape.left) = (Int64(padding.top), Int64(padding.left))
        // What oneDNN calls padding behind is what the last windows reach, no more.
        shape.bottom = reach(
            outputShape[2],
            geometry.strideHeight,
            geometry.kernelHeight,
            geometry.dilationHeight,
            task.height + padding.top
        )
        shape.right = reach(
            outputShape[3],
            geometry.strideWidth,
            geometry.kernelWidth,
            geometry.dilationWidth,
            task.width + padding.left
        )
        shape.block = Int32(block)
        shape.transposed = task.isTransposed ? 1 : 0
        shape.plain_input = task.hasPlainInput ? 1 : 0
        shape.has_bias = task.hasBias ? 1 : 0
        shape.clips = task.clips ? 1 : 0
        let places = task.height * task.width
        let mayBeWinograd =
            task.allowsWinograd && geometry.kernelArea == 9 && geometry.groups == 1
            && weight.shape[1] >= block && places >= Self.winogradPlaces
        for winograd in mayBeWinograd ? [1, 0] : [0] as [Int32] {
            shape.winograd = winograd
            if let made = ConvolutionKernel(device, shape, weight, sharing: others) {
                return made
            }
        }
        return nil
    }

    private func reach(
        _ windows: Int,
        _ stride: Int,
        _ kernel: Int,
        _ dilation: Int,
        _ length: Int
    ) -> Int64 {
        Int64((windows - 1) * stride + (kernel - 1) * dilation + 1 - length)
    }
}
#endif
