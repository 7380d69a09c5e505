import Tensors

/// Windows that slide over the places of feature maps, of any number of axes.
struct OnnxWindows {
    let kernel: [Int]
    let strides: [Int]
    let dilations: [Int]
    /// The padding before the first place and behind the last one of each axis.
    let begins: [Int]
    let ends: [Int]
    /// The lengths of the axes of the input and the output.
    let input: [Int]
    let output: [Int]

    /// How far a kernel may reach along an axis, undilated; far more than any network's.
    private static let largestKernel = 4096

    /// A place under a window.
    struct Tap {
        /// Which of the window's places, and which of the input's.
        let kernel: Int
        let input: Int
    }

    /// The windows that a node's attributes tell of.
    ///
    /// - Parameters:
    ///   - call: A convolution or a pooling.
    ///   - input: The input's axes without batch and channels.
    ///   - weight: The kernel's axes, where a weight has them.
    /// - Throws: `ModelsError` if the attributes make no sense.
    init(_ call: OnnxCall, input: [Int], weight: [Int]? = nil) throws(ModelsError) {
        guard let kernel = try call.integers(named: "kernel_shape") ?? weight else {
            throw call.failure("names no kernel_shape")
        }
        let ones = [Int](repeating: 1, count: input.count)
        let strides = try call.integers(named: "strides") ?? ones
        let dilations = try call.integers(named: "dilations") ?? ones
        let pads = try call.integers(named: "pads") ?? input.map { _ in 0 } + input.map { _ in 0 }
        let sane = 1...Int(Int32.max)
        guard kernel.count == input.count, weight == nil || weight == kernel,
            strides.count == kernel.count, dilations.count == kernel.count,
            pads.count == 2 * kernel.count, kernel.count <= 3,
            kernel.allSatisfy({ $0 <= Self.largestKernel }),
            (kernel + strides + dilations).allSatisfy(sane.contains),
            pads.allSatisfy({ 0...Int(Int32.max) ~= $0 }), !input.contains(0)
        else {
            throw call.failure(
                "kernel \(kernel), strides \(strides), dilations \(dilations), pads \(pads) for "
                    + "places \(input)"
            )
        }
        var (begins, ends, output) = ([Int](), [Int](), [Int]())
        let mode = try call.string("auto_pad") ?? "NOTSET"
        let roundsUp = try call.integer("ceil_mode") == 1
        for axis in kernel.indices {
            let reach = dilations[axis] * (kernel[axis] - 1) + 1
            let (length, stride) = (input[axis], strides[axis])
            switch mode {
            case "SAME_UPPER", "SAME_LOWER":
                output.append((length + stride - 1) / stride)
                let both = max((output[axis] - 1) * stride + reach - length, 0)
                begins.append(mode == "SAME_UPPER" ? both / 2 : (both + 1) / 2)
                ends.append(both - begins[axis])
            case "NOTSET", "VALID":
                begins.append(mode == "VALID" ? 0 : pads[axis])
                ends.append(mode == "VALID" ? 0 : pads[axis + kernel.count])
                let free = length + begins[axis] + ends[axis] - reach
                guard free >= 0 else {
                    throw call.failure("a window of \(reach) places on \(length)")
                }
                var count = (roundsUp ? free + stride - 1 : free) / stride + 1
                // No window starts in the padding at the end.
                if roundsUp, (count - 1) * stride >= length + begins[axis] { count -= 1 }
                output.append(count)
            default: throw call.failure("auto_pad \(Printable.excerpt(mode))")
            }
        }
        self.kernel = kernel
        self.strides = strides
        self.dilations = dilations
        self.begins = begins
        self.ends = ends
        self.input = input
        self.output = output
    }

    /// What lies under a window.
    ///
    /// - Parameter index: Which window, counted row-major.
    /// - Returns: The places of the input under it, and how many places of it lie in the input or
    ///   its padding.
    func taps(at index: Int) -> (taps: [Tap], padded: Int) {
        var taps = [Tap(kernel: 0, input: 0)]
        var padded = 1
        var rest = index
        var position = [Int](repeating: 0, count: output.count)
        for axis in output.indices.reversed() {
            position[axis] = rest % output[axis]
            rest /= output[axis]
        }
        for axis in output.indices {
            let start = position[axis] * strides[axis] - begins[axis]
            var next: [Tap] = []
            let places = (0..<kernel[axis]).map { ($0, start + $0 * dilations[axis]) }
            padded *= places.count { $0.1 < input[axis] + ends[axis] }
            for tap in taps {
                for (step, place) in places where 0..<input[axis] ~= place {
                    next.append(
                        Tap(
                            kernel: tap.kernel * kernel[axis] + step,
                            input: tap.input * input[axis] + place
                        )
                    )
                }
            }
            taps = next
        }
        return (taps, padded)
    }
}
