/// The photo that was explained.
public struct InputPhoto: Codable, Sendable, Equatable {
    /// The file's name without its folder.
    public var file: String
    /// The SHA-256 of the file's bytes, in hexadecimal.
    public var sha256: String
    /// The upright photo's width in pixels, orientation applied.
    public var width: Int
    /// The upright photo's height in pixels.
    public var height: Int
    /// The known label, if the caller gave one: as the class list spells it where it is a class.
    public var label: String?
    /// The class the label names, if it is one of the model's.
    public var labelClass: Int?
    /// The picture asset: upright, without metadata, at most 1200 pixels on its longer side.
    public var photo: String
    /// The part of the photo that the model saw, in fractions of the photo.
    public var view: Box
    /// How the file holds the photo: `jpeg`, `png` or `webp`; nil in older documents.
    public var format: String?
    /// Whose photo it is and under which licence, if the caller said so.
    public var credit: Credit?

    /// Makes the value of its parts.
    public init(
        file: String,
        sha256: String,
        width: Int,
        height: Int,
        label: String?,
        labelClass: Int?,
        photo: String,
        view: Box,
        format: String? = nil,
        credit: Credit? = nil
    ) {
        self.file = file
        self.sha256 = sha256
        self.width = width
        self.height = height
        self.label = label
        self.labelClass = labelClass
        self.photo = photo
        self.view = view
        self.format = format
        self.credit = credit
    }
}
