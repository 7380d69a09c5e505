/// A photo of a name test: one the channel is strong in, or one taken at random.
public struct NameTestSample: Codable, Sendable, Equatable {
    /// The photo's name in the reference list, unique there.
    public var sample: String
    /// The SHA-256 of the photo's bytes, in hexadecimal.
    public var sha256: String
    /// The photo's own label, where known.
    public var label: String?
    /// The label's WordNet 3.0 noun synset, such as `n02123045`, where known.
    public var wordNetID: String?
    /// The square part that is shown, a picture asset in natural colours.
    public var crop: String
    /// The channel's rank for this photo, from 1; nil for a photo taken at random.
    public var rank: Int?

    /// Whether the channel is strong in it, though the name was not made from it.
    public var isHeldOut: Bool { rank != nil }

    /// Makes the value of its parts.
    public init(
        sample: String,
        sha256: String,
        label: String?,
        wordNetID: String?,
        crop: String,
        rank: Int?
    ) {
        self.sample = sample
        self.sha256 = sha256
        self.label = label
        self.wordNetID = wordNetID
        self.crop = crop
        self.rank = rank
    }
}

/// How well a name alone tells photos that the channel is strong in from photos taken at random.
public struct NameTest: Codable, Sendable, Equatable {
    /// How many held-out references were shown.
    public var heldOut: Int
    /// How many of them the name was said to fit.
    public var heldOutRight: Int
    /// How many photos taken at random were shown.
    public var random: Int
    /// How many of them the name was said not to fit.
    public var randomRight: Int

    /// Makes the value of its parts.
    public init(heldOut: Int, heldOutRight: Int, random: Int, randomRight: Int) {
        self.heldOut = heldOut
        self.heldOutRight = heldOutRight
        self.random = random
        self.randomRight = randomRight
    }

    /// The balanced accuracy, 0 to 1: the mean of both shares of right answers; one half is what
    /// guessing gives, and what a test without samples of either kind gives.
    public var score: Double {
        func share(_ right: Int, of all: Int) -> Double {
            all > 0 ? Double(right) / Double(all) : 0.5
        }
        return (share(heldOutRight, of: heldOut) + share(randomRight, of: random)) / 2
    }
}
