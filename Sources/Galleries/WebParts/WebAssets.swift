import Foundation
import Images
import Tensors

/// Reads the pictures and heatmaps of one explanation's folder.
struct WebAssets: Sendable {
    /// What the paths of the explanation start from.
    let folder: URL

    /// A picture asset.
    func picture(_ path: String) throws -> Picture {
        try PictureFile.read(url(of: path)).picture
    }

    /// A heatmap asset, `[H, W]`.
    func heatmap(_ path: String) throws -> Tensor {
        let map = try SafetensorsFile(contentsOf: url(of: path)).tensor(named: "heatmap")
        guard map.shape.count == 2, map.shape.allSatisfy({ 1...8192 ~= $0 }) else {
            throw GalleriesError(
                "\(path): \"heatmap\" has shape \(map.shape), expected [height, width]"
            )
        }
        return map
    }

    /// The file of an asset, which lies below the folder.
    private func url(of path: String) throws(GalleriesError) -> URL {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.isEmpty, !path.hasPrefix("/"), !parts.contains("..") else {
            throw GalleriesError(
                "\(folder.path): the asset \"\(path)\" is not below this folder"
            )
        }
        let url = folder.appendingPathComponent(path)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw GalleriesError(
                "the asset \(path) is missing in \(folder.path)",
                hint: "explain the photo again"
            )
        }
        return url
    }
}
