import Explanations
import Foundation
import Images
import SheetTemplates
import Tensors

/// The pictures and heatmaps of an explanation, read once each.
final class AssetFolder {
    private let folder: URL
    private var pictures: [String: Picture] = [:]
    /// How many pictures are kept; a sheet has fewer.
    private static let mostPictures = 128

    /// Makes a reader.
    ///
    /// - Parameter folder: What the paths of the explanation start from.
    init(_ folder: URL) { self.folder = folder }

    /// A picture asset.
    func picture(_ path: String) throws -> Picture {
        if let known = pictures[path] { return known }
        let picture = try PictureFile.read(url(of: path)).picture
        if pictures.count >= Self.mostPictures { pictures.removeAll() }
        pictures[path] = picture
        return picture
    }

    /// A heatmap asset, `[H, W]`.
    func heatmap(_ path: String) throws -> Tensor {
        let file = try SafetensorsFile(contentsOf: url(of: path))
        let map = try file.tensor(named: "heatmap")
        guard map.shape.count == 2, map.shape.allSatisfy({ 1...8192 ~= $0 }) else {
            throw SheetRenderingError(
                "\(path): \"heatmap\" has shape \(map.shape), expected [height, width]"
            )
        }
        return map
    }

    private func url(of path: String) throws(SheetRenderingError) -> URL {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.isEmpty, !path.hasPrefix("/"), !parts.contains("..") else {
            throw SheetRenderingError(
                "the explanation names the asset \"\(path)\", which is not below its folder"
            )
        }
        let url = folder.appendingPathComponent(path)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw SheetRenderingError(
                "the asset \(path) is missing in \(folder.path)",
                hint: "explain the photo again"
            )
        }
        return url
    }
}
