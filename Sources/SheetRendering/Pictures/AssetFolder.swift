import Explanations
package import Foundation
import Images
import SheetTemplates
import Tensors

/// The pictures and heatmaps of an explanation, read once each.
package final class AssetFolder: Sendable {
    private let folders: [URL]
    /// Whether a path begins with its folder's number.
    private let isNumbered: Bool
    /// A sheet has fewer; cards of a whole layer have thousands.
    private let pictures = OnceCache<String, Picture>(limit: 128)
    private let strengths = OnceCache<StrengthKey, HeatmapStrength>(limit: 128)
    private let outlines = OnceCache<OutlineKey, HeatmapOutline>(limit: 128)

    private struct StrengthKey: Hashable {
        let path: String
        let isBlurred: Bool
    }

    private struct OutlineKey: Hashable {
        let path: String
        let sign: EvidenceSign
    }

    /// Makes a reader.
    ///
    /// - Parameter folder: What the paths of the explanation start from.
    package init(_ folder: URL) {
        folders = [folder]
        isNumbered = false
    }

    /// Makes a reader of several folders.
    ///
    /// - Parameter folders: The folders; paths begin with one's number, such as `2/assets/photo.png`.
    package init(numbered folders: [URL]) {
        self.folders = folders
        isNumbered = true
    }

    /// A picture asset that several pictures of a sheet show.
    func picture(_ path: String) throws -> Picture {
        try pictures.value(path) { try readPicture(path) }
    }

    /// A picture asset that only one does.
    func readPicture(_ path: String) throws -> Picture {
        try PictureFile.read(url(of: path)).picture
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

    /// How strongly each place of a heatmap asset speaks.
    ///
    /// - Parameters:
    ///   - path: The heatmap.
    ///   - isBlurred: Whether it is smoothed for an overlay; else its values are taken as measured.
    /// - Returns: The map with what full strength is in it.
    /// - Throws: What reading the heatmap throws.
    func strength(_ path: String, isBlurred: Bool) throws -> HeatmapStrength {
        try strengths.value(StrengthKey(path: path, isBlurred: isBlurred)) {
            try HeatmapStrength(of: heatmap(path), blur: isBlurred ? Duotone.sheet.blur : 0)
        }
    }

    /// The lines around half of a heatmap asset's evidence of one sign.
    func outline(_ path: String, sign: EvidenceSign) throws -> HeatmapOutline {
        try outlines.value(OutlineKey(path: path, sign: sign)) {
            try HeatmapOutline(of: heatmap(path), sign: sign)
        }
    }

    private func url(of path: String) throws(SheetRenderingError) -> URL {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.isEmpty, !path.hasPrefix("/"), !parts.contains("..") else {
            throw SheetRenderingError(
                "the explanation names the asset \"\(path)\", which is not below its folder"
            )
        }
        var (folder, rest) = (folders.first, path)
        if isNumbered {
            let number = Int(parts[0]) ?? -1
            folder = folders.indices.contains(number) ? folders[number] : nil
            rest = parts.dropFirst().joined(separator: "/")
        }
        guard let folder else {
            throw SheetRenderingError("there is no folder for the asset \(path)")
        }
        let url = folder.appendingPathComponent(rest)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw SheetRenderingError(
                "the asset \(rest) is missing in \(folder.path)",
                hint: "explain the photo again"
            )
        }
        return url
    }
}
