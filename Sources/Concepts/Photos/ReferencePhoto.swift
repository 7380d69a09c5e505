import Digests
import Foundation
public import Images

/// Reads the photos of a list as the model is to see them.
public enum ReferencePhoto {
    /// The white margin around a cut-out, as a part of its longer side.
    ///
    /// Stamps fill their frame to the edge; centre-cropped, they would lose heads and feet.
    public static let cutOutMargin = 0.07
    /// The largest file read: 512 MiB.
    public static let largestFile = 512 << 20

    /// Reads a photo of a list.
    ///
    /// - Parameter sample: The photo; its bytes must be those that the list means.
    /// - Returns: The upright picture; a cut-out (a picture with transparency) on white with a margin.
    /// - Throws: `ConceptsError` if the file is gone or changed, `ImagesError` if it is no picture.
    public static func load(_ sample: PhotoSample) throws -> Picture {
        framed(try PictureFile.read(bytes: bytes(of: sample), origin: sample.url.path))
    }

    /// The bytes of a photo's file, checked to be those that the list means.
    static func bytes(of sample: PhotoSample) throws -> [UInt8] {
        let bytes = try content(of: sample.url)
        let digest = SHA256Digest.hex(of: bytes)
        guard digest == sample.fileSHA256 else {
            throw ConceptsError(
                "\(sample.url.path): has changed: its SHA-256 is \(digest.prefix(12))...,"
                    + " the list says \(sample.fileSHA256.prefix(12))..."
            )
        }
        return bytes
    }

    /// Puts a cut-out on white with a margin; leaves other pictures as they are.
    ///
    /// - Parameter photo: The decoded photo, its transparent parts already white.
    /// - Returns: A larger picture, or the photo's own.
    public static func framed(_ photo: DecodedPhoto) -> Picture {
        guard photo.hadTransparency else { return photo.picture }
        let picture = photo.picture
        let margin = Int((Double(max(picture.width, picture.height)) * cutOutMargin).rounded())
        guard margin > 0 else { return picture }
        let width = picture.width + 2 * margin
        let white = [UInt8](repeating: 255, count: width * margin * 3)
        let side = [UInt8](repeating: 255, count: margin * 3)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * (picture.height + 2 * margin) * 3)
        pixels += white
        for row in 0..<picture.height {
            pixels += side
            pixels += picture.pixels[row * picture.width * 3..<(row + 1) * picture.width * 3]
            pixels += side
        }
        pixels += white
        return Picture(width: width, height: picture.height + 2 * margin, pixels: pixels)
    }

    private static func content(of file: URL) throws -> [UInt8] {
        guard file.isPlainFile else { throw ConceptsError("\(file.path): cannot be read") }
        do {
            let values = try file.resourceValues(forKeys: [.fileSizeKey])
            guard values.fileSize ?? 0 <= largestFile else {
                throw ConceptsError("\(file.path): is larger than \(largestFile >> 20) MiB")
            }
            return [UInt8](try Data(contentsOf: file))
        } catch let error as ConceptsError {
            throw error
        } catch {
            throw ConceptsError("\(file.path): cannot be read")
        }
    }
}
