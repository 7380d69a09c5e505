extension [Float] {
    /// The value below which a given part of the values lies, interpolated linearly as numpy does.
    ///
    /// - Parameter percent: The part in percent, 0 to 100.
    /// - Returns: The smallest value for 0, the largest for 100.
    public func percentile(_ percent: Double) -> Double {
        precondition(!isEmpty && 0...100 ~= percent, "\(percent) % of \(count) values")
        let sorted = self.sorted()
        let position = percent / 100 * Double(count - 1)
        let below = Int(position)
        let above = Swift.min(below + 1, count - 1)
        let step = Double(sorted[above]) - Double(sorted[below])
        return Double(sorted[below]) + step * (position - Double(below))
    }
}
