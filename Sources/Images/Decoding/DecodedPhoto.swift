/// A photo as read from a file, ready to be looked at.
public struct DecodedPhoto: Sendable, Equatable {
    /// The picture, turned upright, transparent parts laid over the background colour.
    public let picture: Picture
    /// Whether any pixel of the file was not fully opaque.
    public let hadTransparency: Bool
    /// The file format.
    public let format: PictureFormat
    /// How the camera was held according to the file (EXIF 1 to 8; 1 is upright), already undone.
    public let orientation: Int
}
