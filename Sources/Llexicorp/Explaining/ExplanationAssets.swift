import Concepts
import Explanations
import Foundation
import Images
import Models
import Tensors

/// Writes the pictures and maps of one explanation into its draft folder.
struct ExplanationAssets {
    /// The longer side of the photo asset: 88.8 mm at 300 dots per inch is 1049 pixels.
    static let longestPhotoSide = 1200
    /// The side of an overlay: 34 mm at 300 dots per inch is 402 pixels, and as much again for screens.
    static let overlaySide = 672

    private let root: URL
    private let view: Picture

    /// Makes the assets folder and writes the photo.
    ///
    /// - Parameters:
    ///   - root: The explanation's draft folder.
    ///   - photo: The upright photo at full resolution.
    ///   - frame: The part of it that the model saw, in fractions.
    /// - Throws: `ImagesError` if a picture cannot be written.
    init(in root: URL, photo: Picture, frame: FrameBox) throws {
        self.root = root
        try FileManager.default.createDirectory(
            at: root.appendingPathComponent("assets"),
            withIntermediateDirectories: true
        )
        let box = frame.inPixels(width: photo.width, height: photo.height)
        let side = min(Self.overlaySide, max(1, Int((box.right - box.left).rounded())))
        let height = Int((Double(side) * (box.bottom - box.top) / (box.right - box.left)).rounded())
        view = photo.resized(
            from: box,
            width: side,
            height: max(1, height),
            filter: .bilinear
        )
        let longest = max(photo.width, photo.height)
        var shown = photo
        if longest > Self.longestPhotoSide {
            let scale = Double(Self.longestPhotoSide) / Double(longest)
            shown = photo.resized(
                width: max(1, Int((Double(photo.width) * scale).rounded())),
                height: max(1, Int((Double(photo.height) * scale).rounded())),
                filter: .bilinear
            )
        }
        try shown.writePNG(to: url(Self.photo))
    }

    /// The photo asset's path.
    static let photo = "assets/photo.png"

    /// Writes a heatmap and its overlay.
    ///
    /// - Parameters:
    ///   - heatmap: The relevance at the input, [H, W].
    ///   - name: The files' name without extension.
    /// - Returns: Their paths in the explanation's folder.
    /// - Throws: `TensorsError` or `ImagesError` if they cannot be written.
    func write(_ heatmap: Tensor, named name: String) throws -> (heatmap: String, overlay: String) {
        let map = "assets/\(name).safetensors"
        let overlay = "assets/\(name).png"
        try SafetensorsWriter.write([(name: "heatmap", tensor: heatmap)], to: url(map))
        try Duotone.sheet.overlay(view, heatmap: heatmap).writePNG(to: url(overlay))
        return (map, overlay)
    }

    /// Copies a reference's crop, heatmap and whole view from the index's cache.
    func copy(_ crop: ReferenceCrop) throws {
        try FileManager.default.copyItem(at: crop.pictureFile, to: url(crop.reference.crop))
        try FileManager.default.copyItem(at: crop.heatmapFile, to: url(crop.reference.heatmap))
        if let frame = crop.frameFile, let path = crop.reference.frame {
            try FileManager.default.copyItem(at: frame, to: url(path))
        }
    }

    /// Copies a photo of a name test from the index's cache.
    func copy(_ crop: NameTestCrop) throws {
        try FileManager.default.copyItem(at: crop.pictureFile, to: url(crop.sample.crop))
    }

    private func url(_ path: String) -> URL { root.appendingPathComponent(path) }
}
