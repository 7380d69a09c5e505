#if ONEDNN
import COneDNN
import Tensors

/// A convolution's weights and windows in oneDNN's terms.
struct BlockedLayer {
    /// From how many places on Winograd's algorithm pays for transforming the weights.
    private static let winogradPlaces = 18 * 18

    let weight: Tensor
    let geometry: ConvolutionGeometry
    /// How many channels lie side by side.
    let block: Int

    /// Takes a convolution, unless its groups fit no blocks: they must fill them or be single
    /// channels, others would run unoptimized.
    init?(weight: Tensor, geometry: ConvolutionGeometry, block: Int) {
        let isDepthwise = weight.shape[1] == 1 && weight.shape[0] == geometry.groups
        guard weight.count > 0,
            geometry.groups == 1 || isDepthwise
                || (weight.shape[1] % block == 0
                    && weight.shape[0] / geometry.groups % block == 0)
        else { return nil }
        self.weight = weight
        self.geometry = geometry
        self.block = block
    }

    /// Whether Winograd's algorithm may be quicker.
    func suitsWinograd(_ task: ConvolutionTask) -> Bool {
        geometry.kernelHeight == 3 && geometry.kernelWidth == 3 && geometry.groups == 1
            && weight.shape[1] >= block && task.places >= Self.winogradPlaces
    }

    /// The pieces of a task on so many images that makes so many channels.
    func pieces(of task: ConvolutionTask, images: Int, channels: Int) -> ConvolutionPieces {
        let perGroup = channels / geometry.groups
        return ConvolutionPieces(
            images: images,
            channels: channels,
            // Parts are whole groups and whole blocks, and two blocks keep kernels busy.
            unit: geometry.groups > 1 ? max(block, perGroup) : 2 * block,
            threads: ComputeThreads.count,
            multiplications: task.outputHeight * task.outputWidth * weight.count
        )
    }

    /// How many inputs, outputs and groups a part has.
    private func channels(
        _ task: ConvolutionTask
    ) -> (inputs: Int, outputs: Int, groups: Int) {
        let (inputs, outputs) = (weight.shape[1] * geometry.groups, weight.shape[0])
        if geometry.groups > 1 {
            return (
                inputs / task.parts, outputs / task.parts, geometry.groups / task.parts
            )
        }
        return task.isTransposed
            ? (inputs / task.parts, outputs, 1) : (inputs, outputs / task.parts, 1)
    }

    /// Where in the weights a part's begin.
    func firstWeight(_ part: Int, _ task: ConvolutionTask) -> Int {
        let cutsInputs = task.isTransposed && geometry.groups == 1
        return (cutsInputs ? outputStride : weight.count) / task.parts * part
    }

    /// How far one output's weights lie from the next one's.
    var outputStride: Int { weight.count / weight.shape[0] }

    /// What oneDNN is asked for.
    func shape(_ task: ConvolutionTask, winograd: Bool) -> convolution_shape {
        let padding = geometry.padding(height: task.inputHeight, width: task.inputWidth)
        let channels = channels(task)
        var shape = convolution_shape()
        shape.images = 1
        shape.inputs = Int64(channels.inputs)
        shape.outputs = Int64(channels.outputs)
        shape.groups = Int64(channels.groups)
        (shape.height, shape.width) = (Int64(task.inputHeight), Int64(task.inputWidth))
        shape.output_height = Int64(task.outputHeight)
        shape.output_width = Int64(task.outputWidth)
        shape.kernel_height = Int64(geometry.kernelHeight)
        shape.kernel_width = Int64(geometry.kernelWidth)
        shape.stride_height = Int64(geometry.strideHeight)
        shape.stride_width = Int64(geometry.strideWidth)
        shape.dilation_height = Int64(geometry.dilationHeight)
        shape.dilation_width = Int64(geometry.dilationWidth)
        (shape.top, shape.left) = (Int64(padding.top), Int64(padding.left))
        // What oneDNN calls padding behind is what the last windows reach, no more.
        let lastRow =
            (task.outputHeight - 1) * geometry.strideHeight
            + (geometry.kernelHeight - 1) * geometry.dilationHeight
        let lastColumn =
            (task.outputWidth - 1) * geometry.strideWidth
            + (geometry.kernelWidth - 1) * geometry.dilationWidth
        shape.bottom = Int64(lastRow + 1 - task.inputHeight - padding.top)
        shape.right = Int64(lastColumn + 1 - task.inputWidth - padding.left)
        shape.block = Int32(block)
        shape.transposed = task.isTransposed ? 1 : 0
        shape.plain_input = task.hasPlainInput ? 1 : 0
        shape.has_bias = task.hasBias ? 1 : 0
        shape.clips = task.clips ? 1 : 0
        shape.winograd = winograd ? 1 : 0
        return shape
    }
}
#endif
