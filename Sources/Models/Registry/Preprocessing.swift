/// What is done to a photo before a network sees it.
///
/// The photo is resized so that its shorter side has a given length and a square is cut out of its
/// centre; or all of it is stretched to the square, whatever its shape. Then every value v of 0 to 255
/// becomes (v · scale - mean) / deviation of its channel.
public struct Preprocessing: Sendable, Codable, Equatable {
    /// The order in which the network takes the colours.
    public enum ChannelOrder: String, Sendable, Codable {
        /// Red, green, blue.
        case rgb
        /// Blue, green, red.
        case bgr
    }

    /// The length of the shorter side after resizing, in pixels; `cropSide` where photos are stretched.
    public var resizeShortSide: Int
    /// The side of the square that the network sees, in pixels; at most `resizeShortSide`.
    public var cropSide: Int
    /// The order of the colours.
    public var channelOrder: ChannelOrder
    /// What each value of 0 to 255 is multiplied with.
    public var scale: Double
    /// What is then taken away, one number per channel in the network's order.
    public var mean: [Double]
    /// What it is then divided by, one number per channel in the network's order.
    public var deviation: [Double]
    /// True or absent, never false, so that what was encoded before there were stretched photos keeps
    /// its bytes.
    private var stretched: Bool?

    /// Whether all of a photo is stretched to the square, instead of its centre being cut out.
    public var stretchesPhoto: Bool { stretched == true }

    /// Makes a preprocessing of its parts.
    public init(
        resizeShortSide: Int,
        cropSide: Int,
        channelOrder: ChannelOrder,
        scale: Double,
        mean: [Double],
        deviation: [Double]
    ) {
        precondition(
            1...resizeShortSide ~= cropSide && mean.count == 3 && deviation.count == 3
                && deviation.allSatisfy { $0 != 0 },
            "crop \(cropSide) of \(resizeShortSide), mean \(mean), deviation \(deviation)"
        )
        self.resizeShortSide = resizeShortSide
        self.cropSide = cropSide
        self.channelOrder = channelOrder
        self.scale = scale
        self.mean = mean
        self.deviation = deviation
    }

    /// Makes a preprocessing that shows the network all of a photo, stretched to a square.
    public init(
        stretchedToSide side: Int,
        channelOrder: ChannelOrder,
        scale: Double,
        mean: [Double],
        deviation: [Double]
    ) {
        self.init(
            resizeShortSide: side,
            cropSide: side,
            channelOrder: channelOrder,
            scale: scale,
            mean: mean,
            deviation: deviation
        )
        stretched = true
    }

    /// torchvision's for networks trained on ImageNet.
    public static let torchvision = torchvision(resize: 256, crop: 224)

    /// torchvision's for networks trained on ImageNet with pictures of another size.
    static func torchvision(resize: Int, crop: Int) -> Preprocessing {
        Preprocessing(
            resizeShortSide: resize,
            cropSide: crop,
            channelOrder: .rgb,
            scale: 1 / 255,
            mean: [0.485, 0.456, 0.406],
            deviation: [0.229, 0.224, 0.225]
        )
    }

    /// Caffe's for networks trained on ImageNet: blue first, 0 to 255, less the mean colour.
    public static let caffe = Preprocessing(
        resizeShortSide: 256,
        cropSide: 224,
        channelOrder: .bgr,
        scale: 1,
        mean: [103.939, 116.779, 123.68],
        deviation: [1, 1, 1]
    )

    /// The steps in one line, for people.
    public var summary: String {
        let list = { (values: [Double]) in
            values.map { "\($0)" }.joined(separator: ", ")
        }
        let range = "0 to \(Int((scale * 255).rounded()))"
        let spread = deviation == [1, 1, 1] ? "" : ", divided by (\(list(deviation)))"
        let square = "\(cropSide)x\(cropSide)"
        let place =
            stretchesPhoto
            ? "stretched to \(square)" : "shorter side \(resizeShortSide), centre \(square)"
        return "\(place), "
            + "\(channelOrder.rawValue.uppercased()) \(range), less (\(list(mean)))\(spread)"
    }
}
