import Tensors

/// SqueezeNet 1.1 as trained in Caffe and handed on through Keras, under torchvision's names.
///
/// Such files hold, for each of 26 convolutions, a list of kernel (`[height, width, in, out]`) and
/// bias: `conv1.0`, `conv1.1`, `fire2/squeeze1x1.0`, ... They want Caffe's input: BGR from 0 to
/// 255, less the channel means; the converted weights say so by `inputConvention`.
public enum SqueezeNetCaffeNames {
    /// Whether weights carry these names.
    ///
    /// - Parameter weights: What was read from a file.
    /// - Returns: True if all 52 tensors are there, whatever their shapes.
    public static func recognizes(_ weights: Weights) -> Bool {
        pairs.allSatisfy { theirs, _ in
            weights.tensors["\(theirs).0"] != nil && weights.tensors["\(theirs).1"] != nil
        }
    }

    /// The weights under torchvision's names and in its order of axes.
    ///
    /// `conv1.0` becomes `features.0.weight` (`[out, in, height, width]`), `conv1.1` becomes
    /// `features.0.bias`, `fire2/expand3x3.0` becomes `features.3.expand3x3.weight`, and so on.
    ///
    /// - Parameter weights: Weights that `recognizes` accepts.
    /// - Returns: 52 tensors with the file's own SHA-256; their `inputConvention` is `caffe`.
    /// - Throws: `ModelsError` if a tensor is missing, or is no kernel or bias by its shape.
    public static func converted(_ weights: Weights) throws -> Weights {
        var tensors: [(name: String, tensor: Tensor)] = []
        for (theirs, ours) in pairs {
            let kernel = try weights.tensor(named: "\(theirs).0")
            let bias = try weights.tensor(named: "\(theirs).1")
            guard kernel.shape.count == 4, bias.shape == [kernel.shape[3]] else {
                throw ModelsError(
                    "\(weights.file): \(theirs) has a kernel of shape \(kernel.shape) and a bias of "
                        + "shape \(bias.shape), expected [height, width, in, out] and [out]"
                )
            }
            tensors.append(("\(ours).weight", outputsFirst(kernel)))
            tensors.append(("\(ours).bias", bias))
        }
        return Weights(
            tensors,
            sha256: weights.sha256,
            format: weights.format,
            file: weights.file,
            inputConvention: .caffe
        )
    }

    // MARK: Names and axes

    /// Caffe's names with torchvision's, in the order of the network.
    private static let pairs: [(theirs: String, ours: String)] = {
        let places = [3, 4, 6, 7, 9, 10, 11, 12]
        let fires = zip(2..., places).flatMap { number, place in
            ["squeeze1x1", "expand1x1", "expand3x3"].map { part in
                (
                    "fire\(number)/\(part)",
                    "features.\(place).\(part == "squeeze1x1" ? "squeeze" : part)"
                )
            }
        }
        return [("conv1", "features.0")] + fires + [("conv10", "classifier.1")]
    }()

    /// `[H, W, I, O]` as `[O, I, H, W]`.
    private static func outputsFirst(_ kernel: Tensor) -> Tensor {
        let (area, inputs, outputs) = (
            kernel.shape[0] * kernel.shape[1], kernel.shape[2], kernel.shape[3]
        )
        var result = Tensor(zeros: [outputs, inputs, kernel.shape[0], kernel.shape[1]])
        kernel.elements.withUnsafeBufferPointer { source in
            result.withUnsafeMutableElements { target in
                for place in 0..<area {
                    for input in 0..<inputs {
                        let row = (place * inputs + input) * outputs
                        for output in 0..<outputs {
                            target[(output * inputs + input) * area + place] = source[row + output]
                        }
                    }
                }
            }
        }
        return result
    }
}
