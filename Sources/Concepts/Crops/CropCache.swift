import Digests
package import Explanations
package import Foundation
package import Images
package import Tensors

/// Reference crops on disk, each under a name made of everything it depends on.
///
/// An entry is a picture, a heatmap and a description with the digests of both, written last. So an entry that
/// was cut off, damaged or edited does not count and is made anew.
package struct CropCache: Sendable {
    let folder: URL

    package init(folder: URL) { self.folder = folder }

    /// What the channel saw in one photo.
    package enum Content: Sendable {
        /// Nothing: its heatmap has no positive value.
        case nothing
        case seen(SeenPart)
    }

    /// The files and boxes of one crop.
    package struct SeenPart: Sendable {
        package var picture: URL
        package var heatmap: URL
        /// The square of the crop, in fractions of the photo's view.
        package var cropBox: Box
        /// The peer's crop, in fractions of the photo's view.
        package var seenBox: Box
    }

    private struct Description: Codable {
        var parts: Parts?

        struct Parts: Codable {
            var cropBox: Box
            var seenBox: Box
            var pictureSHA256: String
            var heatmapSHA256: String
        }
    }

    /// The entry of a name, if it is there and whole.
    package func content(of key: String) -> Content? {
        guard let bytes = try? Data(contentsOf: file(key, "json")),
            let description = try? JSONDecoder().decode(Description.self, from: bytes)
        else { return nil }
        guard let parts = description.parts else { return .nothing }
        let picture = file(key, "png")
        let heatmap = file(key, "safetensors")
        guard (try? SHA256Digest.hex(ofFileAt: picture)) == parts.pictureSHA256,
            (try? SHA256Digest.hex(ofFileAt: heatmap)) == parts.heatmapSHA256
        else { return nil }
        return .seen(
            SeenPart(
                picture: picture,
                heatmap: heatmap,
                cropBox: parts.cropBox,
                seenBox: parts.seenBox
            )
        )
    }

    /// Keeps a crop.
    ///
    /// - Parameters:
    ///   - key: The entry's name.
    ///   - picture: The square in natural colours.
    ///   - heatmap: The channel's heatmap for the same square, [h, w].
    ///   - cropBox: The square in fractions of the photo's view.
    ///   - seenBox: The peer's crop in fractions of the photo's view.
    /// - Returns: The entry.
    /// - Throws: `ConceptsError`, `ImagesError` or `TensorsError` if the files cannot be written.
    package func keep(
        _ key: String,
        picture: Picture,
        heatmap: Tensor,
        cropBox: Box,
        seenBox: Box
    ) throws -> SeenPart {
        let pictureBytes = try picture.pngData()
        let heatmapBytes = try SafetensorsWriter.encode([(name: "heatmap", tensor: heatmap)])
        let part = SeenPart(
            picture: file(key, "png"),
            heatmap: file(key, "safetensors"),
            cropBox: cropBox,
            seenBox: seenBox
        )
        try makeFolder(of: key)
        try WholeFile.write(pictureBytes, to: part.picture)
        try WholeFile.write(heatmapBytes, to: part.heatmap)
        try write(
            Description(
                parts: Description.Parts(
                    cropBox: cropBox,
                    seenBox: seenBox,
                    pictureSHA256: SHA256Digest.hex(of: pictureBytes),
                    heatmapSHA256: SHA256Digest.hex(of: heatmapBytes)
                )
            ),
            key: key
        )
        return part
    }

    /// Remembers that the channel saw nothing, so that it need not be tried again.
    ///
    /// - Parameter key: The entry's name.
    /// - Throws: `ConceptsError` or `TensorsError` if it cannot be written.
    package func keepNothing(_ key: String) throws {
        try makeFolder(of: key)
        try write(Description(parts: nil), key: key)
    }

    // MARK: - Files

    private func file(_ key: String, _ suffix: String) -> URL {
        folder.appendingPathComponent(String(key.prefix(2)))
            .appendingPathComponent("\(key).\(suffix)")
    }

    private func makeFolder(of key: String) throws {
        let folder = file(key, "json").deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw ConceptsError(
                "\(folder.path): the folder for reference crops cannot be made",
                hint: "check who may write there, or copy the index to a folder of your own"
            )
        }
    }

    private func write(_ description: Description, key: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try WholeFile.write(try encoder.encode(description), to: file(key, "json"))
    }
}
