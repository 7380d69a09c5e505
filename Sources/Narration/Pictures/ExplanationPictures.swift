package import Explanations
package import Foundation
package import Images
package import Tensors

/// Reads the pictures and heatmaps that an explanation names.
package struct ExplanationPictures: Sendable {
    private let folder: URL

    /// The largest side of a heatmap that is read.
    private static let largestMap = 8192
    /// The most pixels of a picture asset.
    private static let largestPicture = 16_000_000

    /// Makes a reader.
    ///
    /// - Parameter folder: What the paths of the explanation start from.
    package init(_ folder: URL) { self.folder = folder }

    /// A picture asset.
    ///
    /// - Throws: `NarrationError` if it is missing, lies outside of the folder or cannot be read.
    package func picture(_ path: String) throws(NarrationError) -> Picture {
        let url = try url(of: path)
        do {
            return try PictureFile.read(url, limit: Self.largestPicture).picture
        } catch {
            throw NarrationError(error.message, hint: error.hint)
        }
    }

    /// A heatmap asset, `[H, W]`.
    ///
    /// - Throws: `NarrationError` if it is missing, lies outside of the folder, cannot be read or
    ///   is no map.
    package func heatmap(_ path: String) throws(NarrationError) -> Tensor {
        let url = try url(of: path)
        let map: Tensor
        do {
            map = try SafetensorsFile(contentsOf: url).tensor(named: "heatmap")
        } catch {
            throw NarrationError(error.message, hint: error.hint)
        }
        guard map.shape.count == 2, map.shape.allSatisfy({ 1...Self.largestMap ~= $0 }) else {
            throw NarrationError(
                "\(path): \"heatmap\" has shape \(map.shape), expected [height, width]"
            )
        }
        return map
    }

    /// A box of the document as a part of a picture.
    ///
    /// - Throws: `NarrationError` if it lies outside of the picture or is empty.
    package static func part(_ box: Box, of path: String) throws(NarrationError) -> FrameBox {
        let slack = 1e-6
        guard box.x >= -slack, box.y >= -slack, box.width > slack, box.height > slack,
            box.x + box.width <= 1 + slack, box.y + box.height <= 1 + slack
        else {
            throw NarrationError(
                "\(path): the box at (\(box.x), \(box.y)) of \(box.width) by \(box.height) "
                    + "does not lie within the picture"
            )
        }
        let (x, y) = (max(box.x, 0), max(box.y, 0))
        return FrameBox(x: x, y: y, width: min(box.width, 1 - x), height: min(box.height, 1 - y))
    }

    private func url(of path: String) throws(NarrationError) -> URL {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.isEmpty, !path.hasPrefix("/"), !parts.contains("..") else {
            throw NarrationError(
                "the explanation names the asset \"\(path)\", which is not below its folder"
            )
        }
        let url = folder.appendingPathComponent(path)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw NarrationError(
                "the asset \(path) is missing in \(folder.path), so it cannot be shown to a model",
                hint: "explain the photo again, or narrate offline"
            )
        }
        return url
    }
}

/// Turns an error of `Images` into one of this module, with what it happened on.
package func drawing<Value>(
    _ path: String,
    _ body: () throws(ImagesError) -> Value
) throws(NarrationError) -> Value {
    do throws(ImagesError) {
        return try body()
    } catch {
        throw NarrationError("\(path): \(error.message)", hint: error.hint)
    }
}
