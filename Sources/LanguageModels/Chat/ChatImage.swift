import Digests
public import Foundation

/// A picture as it leaves the machine: encoded from pixels, so without any metadata of the photo's
/// file.
public struct ChatImage: Sendable, Equatable {
    /// The encoded picture.
    public let data: Data
    /// `image/jpeg` or `image/png`.
    public let mediaType: String
    /// The width in pixels.
    public let width: Int
    /// The height in pixels.
    public let height: Int
    /// What it shows, for the list of what leaves the machine: "references of channel 217".
    public let title: String
    /// The SHA-256 of `data`, in hexadecimal.
    public let sha256: String

    /// Wraps an encoded picture.
    ///
    /// - Parameters:
    ///   - data: The encoded picture; the caller made it from pixels alone.
    ///   - mediaType: `image/jpeg` or `image/png`.
    ///   - width: The width in pixels.
    ///   - height: The height in pixels.
    ///   - title: What it shows.
    public init(data: Data, mediaType: String, width: Int, height: Int, title: String) {
        self.data = data
        self.mediaType = mediaType
        self.width = width
        self.height = height
        self.title = title
        sha256 = SHA256Digest.hex(of: data)
    }
}
