extension Preprocessing: CustomStringConvertible {
    /// One line for a reader, such as "shorter side to 256, centre 224 x 224, BGR, (v - 103.939 116.779
    /// 123.68) / 1 1 1".
    public var description: String {
        let value = scale == 1 ? "v" : "v * \(scale)"
        let means = mean.map { "\($0)" }.joined(separator: " ")
        let deviations = deviation.map { "\($0)" }.joined(separator: " ")
        return "shorter side to \(resizeShortSide), centre \(cropSide) x \(cropSide), "
            + "\(channelOrder.rawValue.uppercased()), (\(value) - \(means)) / \(deviations)"
    }
}
