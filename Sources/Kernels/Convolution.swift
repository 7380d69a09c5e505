public import Tensors

/// A two-dimensional convolution without bias, bound to its weights.
///
/// z[n,o,y,x] = Σ w[o,c,ky,kx] · in[n, c, y·stride + ky·dilation - top, x·stride + kx·dilation - left]
/// with zeros outside the input. Where oneDNN is there and has a kernel for the shape, it runs on
/// feature maps in blocks of channels and gives back such; otherwise as a matrix product over tiles
/// of the patch matrix, row-major, with a few MiB of scratch memory per thread (a 1x1 kernel of
/// stride 1 needs none), or, for groups of one input channel, tap by tap.
public struct Convolution: LinearMap {
    /// `[O, C / groups, kH, kW]`, row-major.
    public let weight: Tensor
    /// Where the windows lie.
    public let geometry: ConvolutionGeometry
    #if ONEDNN
    /// The same convolution by oneDNN, if that is there.
    let blocked: BlockedConvolution?
    #endif

    /// Binds weights to a geometry.
    ///
    /// - Parameters:
    ///   - weight: `[O, C / groups, kH, kW]` with O a multiple of the groups.
    ///   - geometry: Its kernel size must be the weight's.
    public init(weight: Tensor, geometry: ConvolutionGeometry) {
        let shape = weight.shape
        precondition(
            shape.count == 4 && shape[2] == geometry.kernelHeight
                && shape[3] == geometry.kernelWidth
                && shape[0] % geometry.groups == 0,
            "weight \(shape) for \(geometry)"
        )
        self.weight = weight
        self.geometry = geometry
        #if ONEDNN
        blocked = BlockedConvolution(weight: weight, geometry: geometry)
        #endif
    }

    /// The number of output channels.
    public var outputChannels: Int { weight.shape[0] }

    /// The number of input channels.
    public var inputChannels: Int { weight.shape[1] * geometry.groups }

    /// The same windows with other weights of the same shape.
    ///
    /// - Parameter weight: Shaped like this convolution's weight.
    /// - Returns: The convolution with these weights.
    public func with(weight: Tensor) -> Convolution {
        precondition(weight.shape == self.weight.shape, "\(weight.shape) for \(self.weight.shape)")
        return Convolution(weight: weight, geometry: geometry)
    }

    /// `[N, O, H', W']`, or nil where the input is not `[N, C, H, W]` or too small.
    public func outputShape(for inputShape: [Int]) -> [Int]? {
        guard inputShape.count == 4, inputShape[1] == inputChannels,
            let size = geometry.outputSize(height: inputShape[2], width: inputShape[3])
        else { return nil }
        return [inputShape[0], outputChannels, size.height, size.width]
    }

    /// The convolution of a batch.
    ///
    /// - Parameter input: `[N, C, H, W]`.
    /// - Returns: `[N, O, H', W']`.
    public func applied(to input: Tensor) -> Tensor {
        applied(to: input, bias: nil)
    }

    /// The convolution of a batch, with what usually follows it.
    ///
    /// - Parameters:
    ///   - input: `[N, C, H, W]`.
    ///   - bias: What is added to each output channel, or none.
    ///   - clips: Whether values below zero become zero, as by a ReLU.
    ///   - arithmetic: Whether the sums may be taken Winograd's way.
    /// - Returns: `[N, O, H', W']`.
    public func applied(
        to input: Tensor,
        bias: [Float]?,
        clips: Bool = false,
        arithmetic: ConvolutionArithmetic = .winograd
    ) -> Tensor {
        guard let shape = outputShape(for: input.shape) else {
            preconditionFailure("input \(input.shape) for weight \(weight.shape)")
        }
        precondition(bias.map { $0.count == outputChannels } ?? true, "biases of other channels")
        #if ONEDNN
        if let blocked,
            let output = blocked.applied(
                to: input,
                outputShape: shape,
                bias: bias,
                clips: clips,
                arithmetic: arithmetic
            )
        {
            return output
        }
        #endif
        let product = plainApplied(to: input, shape)
        let sum = bias.map { ElementWise.adding(bias: $0, to: product) } ?? product
        return clips ? ElementWise.positivePart(sum) : sum
    }

    /// The convolution by OpenBLAS, row-major.
    private func plainApplied(to input: Tensor, _ shape: [Int]) -> Tensor {
        if let depthwise { return depthwise.applied(to: input, shape) }
        let patches = patchMatrix(inputShape: input.shape, outputShape: shape)
        let groups = geometry.groups
        let channels = weight.shape[1]
        let outputs = outputChannels / groups
        let inner = channels * geometry.kernelArea
        let columns = patches.columnCount
        let inputPlane = input.shape[2] * input.shape[3]
        let tileWidth = patches.tileWidth(rows: inner)
        let tiles = (columns + tileWidth - 1) / tileWidth
        return Tensor.filled(shape) { output in
            input.elements.withUnsafeBufferPointer { source in
                weight.elements.withUnsafeBufferPointer { weights in
                    guard let source = source.baseAddress, let weights = weights.baseAddress,
                        let output = output.baseAddress
                    else { return }
                    // Safety: pieces write to different columns of the output.
                    nonisolated(unsafe) let (from, by, to) = (source, weights, output)
                    ComputeThreads.share(shape[0] * groups * tiles) { piece in
                        let tile = piece % tiles
                        let plane = piece / tiles
                        let range = tile * tileWidth..<min(columns, (tile + 1) * tileWidth)
                        let image = plane / groups
                        let group = plane % groups
                        let planes =
                            from + (image * groups + group) * channels * inputPlane
                        let result =
                            to + (image * groups + group) * outputs * columns + range.lowerBound
                        let kernel = by + group * outputs * inner
                        if geometry.isPointwise {
                            MatrixProduct.multiply(
                                kernel,
                                stride: inner,
                                planes + range.lowerBound,
                                stride: columns,
                                into: result,
                                stride: columns,
                                rows: outputs,
                                columns: range.count,
                                inner: inner
                            )
                            return
                        }
                        let scratch = UnsafeMutablePointer<Float>.allocate(
                            capacity: inner * range.count
                        )
                        defer { scratch.deallocate() }
                        patches.gather(planes, channels: channels, columns: range, into: scratch)
                        MatrixProduct.multiply(
                            kernel,
                            stride: inner,
                            scratch,
                            stride: range.count,
                            into: result,
                            stride: columns,
                            rows: outputs,
                            columns: range.count,
                            inner: inner
                        )
                    }
                }
            }
        }
    }

    /// This convolution as one that looks at one input channel at a time, if it is such a one.
    var depthwise: DepthwiseConvolution? {
        weight.shape[1] == 1 ? DepthwiseConvolution(geometry: geometry, weight: weight) : nil
    }

    func patchMatrix(inputShape: [Int], outputShape: [Int]) -> PatchMatrix {
        PatchMatrix(
            geometry: geometry.resolved(height: inputShape[2], width: inputShape[3]),
            inputHeight: inputShape[2],
            inputWidth: inputShape[3],
            outputHeight: outputShape[2],
            outputWidth: outputShape[3]
        )
    }
}
