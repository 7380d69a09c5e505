/// How much one channel is like another of its layer: by what it shows, by when it is active, by its photos.
public struct ChannelLikeness: Codable, Sendable, Equatable {
    /// The other channel.
    public var channel: Int
    /// How alike the parts of photos are that the two channels saw, 0 to 1; 0 where they are no more alike than
    /// those of any channels.
    public var pictures: Double
    /// How far the two are active in the same photos, 0 to 1; 0 where that is chance.
    public var firing: Double
    /// How many of their best photos the two share, of all that are among the best of either, 0 to 1.
    public var photos: Double

    /// Makes the value of its parts.
    public init(channel: Int, pictures: Double, firing: Double, photos: Double) {
        self.channel = channel
        self.pictures = pictures
        self.firing = firing
        self.photos = photos
    }

    /// All three in one number: their mean, 0 to 1.
    public var likeness: Double { (pictures + firing + photos) / 3 }

    /// From which likeness of pictures on two channels can be duplicates.
    public static let duplicatePictures = 0.7
    /// From which likeness of firing on two channels can be duplicates.
    public static let duplicateFiring = 0.4

    /// Whether the two are nearly one channel: they show the same and are active together.
    ///
    /// At SqueezeNet's `features.12` with 550 photos 4 of the 130,816 pairs are (the mean pair has 0.03 and
    /// 0.06, the 99.9th percentile lies at 0.72 and 0.40); of a channel and its copy all numbers are 1.
    public var isDuplicate: Bool {
        pictures >= Self.duplicatePictures && firing >= Self.duplicateFiring
    }
}
