package import Images
package import Tensors

/// A reference photo as the network takes it.
package struct PreparedReference: Sendable {
    /// The network's input, [1, 3, H, W].
    package let input: Tensor
    /// The fingerprint of what the network sees.
    package let pictureHash: PictureHash

    package init(input: Tensor, pictureHash: PictureHash) {
        self.input = input
        self.pictureHash = pictureHash
    }
}
