/// The limits by their names, as a person sets them.
extension SelectionThresholds {
    /// A limit that has a name.
    private struct Limit: Sendable {
        let name: String
        let place: any WritableKeyPath<SelectionThresholds, Double> & Sendable
        let range: ClosedRange<Double>
    }

    private static let limits = [
        Limit(name: "leastCoherence", place: \.leastCoherence, range: 0...1),
        Limit(name: "mostFiringExcess", place: \.mostFiringExcess, range: -1000...1000),
        Limit(name: "mostNegativeReferences", place: \.mostNegativeReferences, range: 0...1),
        Limit(name: "leastReferences", place: \.leastReferences, range: 0...1000),
        Limit(name: "leastHeatmapShare", place: \.leastHeatmapShare, range: 0...1000),
        Limit(name: "mostBorderShare", place: \.mostBorderShare, range: 0...1),
        Limit(name: "mostOverallCorrelation", place: \.mostOverallCorrelation, range: -1...1),
        Limit(name: "repeatingCoherence", place: \.repeatingCoherence, range: 0...1),
        Limit(name: "leastLayerShare", place: \.leastLayerShare, range: 0...1),
        Limit(name: "leastAgainstShare", place: \.leastAgainstShare, range: 0...1),
        Limit(name: "mergeCorrelation", place: \.mergeCorrelation, range: -1...1),
        Limit(name: "mergeSharedReferences", place: \.mergeSharedReferences, range: 0...1),
        Limit(name: "indistinctCorrelation", place: \.indistinctCorrelation, range: -1...1),
    ]

    /// The names of all limits.
    public static var names: [String] { limits.map(\.name) }

    /// Sets one limit from what a person wrote, such as `mostBorderShare=0.7`.
    ///
    /// - Parameter text: The limit's name, an equals sign and a number.
    /// - Throws: `ExplanationsError` where there is no such limit or the number is outside its range; the
    ///   message names the limits or the range.
    public mutating func set(_ text: String) throws(ExplanationsError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw ExplanationsError(
                "\"\(text)\" sets no limit",
                hint: "write NAME=VALUE, such as \(Self.limits[0].name)=0.5"
            )
        }
        guard let limit = Self.limits.first(where: { $0.name == parts[0] }) else {
            throw ExplanationsError(
                "there is no limit \"\(parts[0])\"",
                hint: "the limits are \(Self.names.joined(separator: ", "))"
            )
        }
        guard let value = Double(parts[1]), limit.range.contains(value) else {
            let (low, high) = (
                Self.plain(limit.range.lowerBound), Self.plain(limit.range.upperBound)
            )
            throw ExplanationsError(
                "\"\(parts[1])\" is no value for \(limit.name)",
                hint: "give a number from \(low) to \(high)"
            )
        }
        self[keyPath: limit.place] = value
    }

    /// A whole number without its fraction.
    private static func plain(_ bound: Double) -> String { String(Int(bound)) }
}
