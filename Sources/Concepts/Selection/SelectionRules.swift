public import Explanations

/// How many concepts are told, and by which limits.
public struct SelectionRules: Sendable, Equatable {
    /// How many concepts for the target are told at most; with a difference, how many in all but one.
    public var count: Int
    /// Whether the strongest channels are told whatever their worth, as the paper does.
    public var keepsAll: Bool
    /// Whether relevance explains the difference of two classes: what speaks against the target then
    /// speaks for the other class, and is as much of the answer as what speaks for it.
    public var comparesClasses: Bool
    /// The limits.
    public var thresholds: SelectionThresholds

    /// From how many concepts on the strongest one against is told as well: a page of three has no room for it.
    public static let fewestForAgainst = 4
    /// How many concepts for the other class a difference tells at most.
    public static let mostForOther = 3
    /// How many of the strongest channels are looked at to find the told ones, as a multiple of their number.
    public static let reach = 4

    /// Makes the value of its parts.
    ///
    /// - Parameters:
    ///   - count: How many concepts to tell at most, at least 1.
    ///   - keepsAll: Whether nothing is left out or merged.
    ///   - comparesClasses: Whether relevance explains the difference of two classes.
    ///   - thresholds: The limits.
    public init(
        count: Int,
        keepsAll: Bool = false,
        comparesClasses: Bool = false,
        thresholds: SelectionThresholds = SelectionThresholds()
    ) {
        precondition(count >= 1, "\(count) concepts")
        self.count = count
        self.keepsAll = keepsAll
        self.comparesClasses = comparesClasses
        self.thresholds = thresholds
    }

    /// How many concepts there is room for, those against the target included.
    var places: Int { count + (count >= Self.fewestForAgainst ? 1 : 0) }
    /// How many of them may speak for the target.
    var placesFor: Int { comparesClasses ? places : count }
    /// How many of them may speak against it.
    var placesAgainst: Int {
        comparesClasses ? min(Self.mostForOther, places / 2) : places - count
    }
}
