import Tensors

/// A convolution whose groups have one input channel each, run tap by tap over rows.
///
/// A matrix product with one row of weights would spend its time on building patches; here every
/// output row gathers its kernel positions straight from the input rows. All sums run over the
/// kernel in row-major order, so equal windows give equal bits.
struct DepthwiseConvolution {
    /// About how many values one piece of work covers.
    private static let pieceLength = 1 << 15

    let geometry: ConvolutionGeometry
    /// `[O, 1, kH, kW]`.
    let weight: Tensor

    /// The convolution of a batch into a tensor of shape `shape`.
    func applied(to input: Tensor, _ shape: [Int]) -> Tensor {
        let steps = PlaneSteps(geometry, input: input.shape, output: shape)
        let perGroup = shape[1] / geometry.groups
        return Tensor.filled(shape) { output in
            input.elements.withUnsafeBufferPointer { source in
                weight.elements.withUnsafeBufferPointer { weights in
                    guard let source = source.baseAddress, let weights = weights.baseAddress,
                        let output = output.baseAddress
                    else { return }
                    // Safety: pieces write to different planes of the output.
                    nonisolated(unsafe) let (from, by, to) = (source, weights, output)
                    share(planes: shape[0] * shape[1], of: steps.outputArea) { plane in
                        steps.gather(
                            from + plane / perGroup * steps.inputArea,
                            by + plane % shape[1] * geometry.kernelArea,
                            into: to + plane * steps.outputArea
                        )
                    }
                }
            }
        }
    }

    /// The way back into a tensor of shape `shape`.
    func transposedApplied(to output: Tensor, _ shape: [Int]) -> Tensor {
        let steps = PlaneSteps(geometry, input: shape, output: output.shape)
        let perGroup = output.shape[1] / geometry.groups
        return Tensor.filled(shape) { result in
            output.elements.withUnsafeBufferPointer { source in
                weight.elements.withUnsafeBufferPointer { weights in
                    guard let source = source.baseAddress, let weights = weights.baseAddress,
                        let result = result.baseAddress
                    else { return }
                    // Safety: pieces write to different planes of the result.
                    nonisolated(unsafe) let (from, by, to) = (source, weights, result)
                    share(planes: shape[0] * shape[1], of: steps.inputArea) { plane in
                        let target = to + plane * steps.inputArea
                        target.update(repeating: 0, count: steps.inputArea)
                        for place in 0..<perGroup {
                            let channel = plane % shape[1] * perGroup + place
                            steps.scatter(
                                from + (plane * perGroup + place) * steps.outputArea,
                                by + channel * geometry.kernelArea,
                                into: target
                            )
                        }
                    }
                }
            }
        }
    }

    private func share(planes: Int, of area: Int, _ body: @Sendable (Int) -> Void) {
        let block = max(1, Self.pieceLength / max(1, area))
        ComputeThreads.share((planes + block - 1) / block) { piece in
            for plane in piece * block..<min(planes, (piece + 1) * block) { body(plane) }
        }
    }
}

/// How a kernel walks over one plane: which runs of an output row meet which runs of an input row.
private struct PlaneSteps {
    private let geometry: ConvolutionGeometry
    private let inputHeight: Int
    private let inputWidth: Int
    private let outputHeight: Int
    private let outputWidth: Int
    /// For each kernel column, the output columns whose tap falls inside the input.
    private let columns: [Range<Int>]

    init(_ geometry: ConvolutionGeometry, input: [Int], output: [Int]) {
        let geometry = geometry.resolved(height: input[2], width: input[3])
        self.geometry = geometry
        (inputHeight, inputWidth) = (input[2], input[3])
        (outputHeight, outputWidth) = (output[2], output[3])
        let stride = geometry.strideWidth
        columns = (0..<geometry.kernelWidth).map { kx in
            let shift = kx * geometry.dilationWidth - geometry.padding.left
            let first = shift >= 0 ? 0 : (-shift + stride - 1) / stride
            let reach = input[3] - 1 - shift
            let end = min(output[3], reach < 0 ? 0 : reach / stride + 1)
            return min(first, end)..<end
        }
    }

    var inputArea: Int { inputHeight * inputWidth }
    var outputArea: Int { outputHeight * outputWidth }

    /// Sums each output's taps.
    func gather(
        _ plane: UnsafePointer<Float>,
        _ weights: UnsafePointer<Float>,
        into output: UnsafeMutablePointer<Float>
    ) {
        output.update(repeating: 0, count: outputArea)
        let stride = geometry.strideWidth
        walk { row, start, columns, tap in
            let target = output + row * outputWidth + columns.lowerBound
            let source = plane + start
            let factor = weights[tap]
            if stride == 1 {
                for x in 0..<columns.count { target[x] += factor * source[x] }
            } else {
                for x in 0..<columns.count { target[x] += factor * source[x * stride] }
            }
        }
    }

    /// Adds each output's value onto its taps.
    func scatter(
        _ output: UnsafePointer<Float>,
        _ weights: UnsafePointer<Float>,
        into plane: UnsafeMutablePointer<Float>
    ) {
        guard (0..<outputArea).contains(where: { output[$0] != 0 }) else { return }
        let stride = geometry.strideWidth
        walk { row, start, columns, tap in
            let source = output + row * outputWidth + columns.lowerBound
            let target = plane + start
            let factor = weights[tap]
            if stride == 1 {
                for x in 0..<columns.count { target[x] += factor * source[x] }
            } else {
                for x in 0..<columns.count { target[x * stride] += factor * source[x] }
            }
        }
    }

    /// Visits, for every output row and kernel position, the columns that are real, with the place
    /// of the first one's tap in the input plane.
    @inline(__always)
    private func walk(
        _ body: (_ row: Int, _ start: Int, _ columns: Range<Int>, _ tap: Int) -> Void
    ) {
        for row in 0..<outputHeight {
            for ky in 0..<geometry.kernelHeight {
                let y =
                    row * geometry.strideHeight + ky * geometry.dilationHeight
                    - geometry.padding.top
                guard y >= 0, y < inputHeight else { continue }
                for kx in 0..<geometry.kernelWidth {
                    let real = columns[kx]
                    guard !real.isEmpty else { continue }
                    let start =
                        y * inputWidth + real.lowerBound * geometry.strideWidth
                        + kx * geometry.dilationWidth - geometry.padding.left
                    body(row, start, real, ky * geometry.kernelWidth + kx)
                }
            }
        }
    }
}
