/// How a convolution may add up its products.
public enum ConvolutionArithmetic: Sendable {
    /// One product after the other, in an order that depends on shapes alone: equal windows give
    /// values that are equal to the last bit (away from edges). Max pools that keep their winners
    /// need this: flat areas of photos hold exact ties.
    case direct
    /// Winograd's algorithm too where it is quicker: about 2.5 times on 3x3 kernels, for a rounding
    /// error of about 1e-6 of the largest value nearby.
    case winograd
}
