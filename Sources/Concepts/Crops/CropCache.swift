import Digests
package import Explanations
package import Foundation
package import Images
package import Tensors

/// Reference crops on disk, each under a name made of everything it depends on.
///
/// An entry is a picture, a heatmap, the photo's whole view and a description with the digests of all, written
/// last. So an entry that was cut off, damaged or edited does not count and is made anew. An entry of an older
/// version lacks the view or the looks; what is there counts, and what is missing can be added.
package struct CropCache: Sendable {
    /// The JPEG quality of the view: a narrator reads it at 224 pixels, and 30 of them stay below 600 kB.
    static let frameQuality = 85

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
        /// The photo's whole view, a JPEG file; nil where it is not kept yet.
        package var frame: URL?
        /// How the part that the channel saw looks; nil where it saw nothing.
        package var surface: Surface?
        /// Whether `surface` was measured as this version does.
        package var isMeasured: Bool
    }

    private struct Description: Codable {
        var parts: Parts?

        struct Parts: Codable {
            var cropBox: Box
            var seenBox: Box
            var pictureSHA256: String
            var heatmapSHA256: String
            var frameSHA256: String?
            var surface: Surface?
            /// By what `surface` was measured.
            var surfaceVersion: String?
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
        let frame = file(key, "jpg")
        let hasFrame =
            parts.frameSHA256 != nil
            && (try? SHA256Digest.hex(ofFileAt: frame)) == parts.frameSHA256
        let isMeasured = parts.surfaceVersion == SurfacePicture.version
        return .seen(
            SeenPart(
                picture: picture,
                heatmap: heatmap,
                cropBox: parts.cropBox,
                seenBox: parts.seenBox,
                frame: hasFrame ? frame : nil,
                surface: isMeasured ? parts.surface : nil,
                isMeasured: isMeasured
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
    ///   - frame: The photo's whole view.
    /// - Returns: The entry, its looks measured.
    /// - Throws: `ConceptsError`, `ImagesError` or `TensorsError` if the files cannot be written.
    package func keep(
        _ key: String,
        picture: Picture,
        heatmap: Tensor,
        cropBox: Box,
        seenBox: Box,
        frame: Picture
    ) throws -> SeenPart {
        let part = SeenPart(
            picture: file(key, "png"),
            heatmap: file(key, "safetensors"),
            cropBox: cropBox,
            seenBox: seenBox,
            frame: file(key, "jpg"),
            surface: try SurfaceMeasure.surface(of: picture, heatmap: heatmap, cropBox: cropBox),
            isMeasured: true
        )
        try makeFolder(of: key)
        try WholeFile.write(picture.pngData(), to: part.picture)
        try WholeFile.write(
            SafetensorsWriter.encode([(name: "heatmap", tensor: heatmap)]),
            to: part.heatmap
        )
        try write(frame, key: key)
        try describe(part, key: key)
        return part
    }

    /// Adds to an entry of an older version what it lacks.
    ///
    /// A folder that cannot be written to, or a photo that is gone, is no error: what cannot be added is
    /// left out.
    ///
    /// - Parameters:
    ///   - part: The entry.
    ///   - key: Its name.
    ///   - frame: Gives the photo's whole view; nil if the photo cannot be read.
    /// - Returns: The entry with all that could be added.
    package func completed(
        _ part: SeenPart,
        key: String,
        frame: () -> Picture?
    ) -> SeenPart {
        guard part.frame == nil || !part.isMeasured else { return part }
        var whole = part
        if !part.isMeasured, let surface = try? surface(of: part) {
            whole.surface = surface
            whole.isMeasured = true
        }
        if part.frame == nil, let frame = frame(), (try? write(frame, key: key)) != nil {
            whole.frame = file(key, "jpg")
        }
        if whole.frame != part.frame || whole.isMeasured != part.isMeasured {
            try? describe(whole, key: key)
        }
        return whole
    }

    private func surface(of part: SeenPart) throws -> Surface? {
        try SurfaceMeasure.surface(
            of: PictureFile.read(part.picture).picture,
            heatmap: SafetensorsFile(contentsOf: part.heatmap).tensor(named: "heatmap"),
            cropBox: part.cropBox
        )
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

    func file(_ key: String, _ suffix: String) -> URL {
        folder.appendingPathComponent(String(key.prefix(2)))
            .appendingPathComponent("\(key).\(suffix)")
    }

    func makeFolder(of key: String) throws {
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

    /// Writes the photo's whole view: small, with no visible blocks, and without metadata.
    private func write(_ frame: Picture, key: String) throws {
        try WholeFile.write(frame.jpegData(quality: Self.frameQuality), to: file(key, "jpg"))
    }

    /// Writes an entry's description with the digests of its files as they lie there.
    func describe(_ part: SeenPart, key: String) throws {
        try write(
            Description(
                parts: Description.Parts(
                    cropBox: part.cropBox,
                    seenBox: part.seenBox,
                    pictureSHA256: try SHA256Digest.hex(ofFileAt: part.picture),
                    heatmapSHA256: try SHA256Digest.hex(ofFileAt: part.heatmap),
                    frameSHA256: try part.frame.map { try SHA256Digest.hex(ofFileAt: $0) },
                    surface: part.surface,
                    surfaceVersion: part.isMeasured ? SurfacePicture.version : nil
                )
            ),
            key: key
        )
    }

    private func write(_ description: Description, key: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try WholeFile.write(try encoder.encode(description), to: file(key, "json"))
    }
}
