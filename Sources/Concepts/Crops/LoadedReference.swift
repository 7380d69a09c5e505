package import Images
package import Models
package import Tensors

/// A reference photo in memory: what the network takes, and what crops are cut from.
package struct LoadedReference: Sendable {
    /// Above this many pixels a photo is cut and scaled down to its view at once, so that a dozen photos
    /// of a large camera fit into memory: 2.5 megapixels.
    static let mostPixels = 2_500_000
    /// The side to which the view of a larger photo is scaled down: twice what the smallest square
    /// (39 % of the view) needs to give a crop of 256 pixels.
    static let largestViewSide = 1312

    /// The network's input, [1, 3, H, W].
    package let input: Tensor
    private let picture: Picture
    /// The part of `picture` that the network sees.
    private let view: FrameBox

    /// Reads a photo.
    ///
    /// - Throws: `ConceptsError` or `ImagesError` if it cannot be read.
    package init(_ photo: PhotoSample, for preprocessing: Preprocessing) throws {
        let picture = try ReferencePhoto.load(photo)
        let prepared = preprocessing.prepare(picture)
        input = prepared.tensor
        let view = prepared.view
        guard picture.width * picture.height > Self.mostPixels else {
            self.picture = picture
            self.view = view
            return
        }
        func side(_ fraction: Double, of length: Int) -> Int {
            min(max(Int((fraction * Double(length)).rounded()), 1), Self.largestViewSide)
        }
        self.picture = picture.resized(
            from: view,
            width: side(view.width, of: picture.width),
            height: side(view.height, of: picture.height)
        )
        self.view = .whole
    }

    /// Cuts a square of the view in natural colours.
    ///
    /// - Parameters:
    ///   - square: In fractions of the view.
    ///   - longestSide: The most pixels along one side; smaller squares keep the photo's own pixels.
    /// - Returns: A square picture.
    package func cut(_ square: FrameBox, longestSide: Int) -> Picture {
        let box = view.part(square)
        let across = box.width * Double(picture.width)
        let down = box.height * Double(picture.height)
        let side = min(max(Int(max(across, down).rounded()), 1), longestSide)
        return picture.resized(from: box, width: side, height: side)
    }
}
