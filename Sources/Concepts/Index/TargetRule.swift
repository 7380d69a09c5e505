/// Which class is attributed for each indexed photo.
public enum TargetRule: String, Codable, Sendable, CaseIterable {
    /// The model's own most probable class, so that no labels are needed and wrong ones do no harm.
    case ownTop1 = "own-top-1"
    /// The class the photo's label names, as `ClassNames.index(of:)` finds it; a photo whose label names no
    /// class is recorded as broken.
    case givenLabel = "given-label"
    /// No class: relevance starts at each layer with the layer's own output.
    ///
    /// So at the layer itself relevance is the output, and RelMax finds the same photos as ActMax. It is
    /// of use where a network has no classes to ask about. Class statistics go by the model's answer.
    case eachChannel = "each-channel"

    /// Finds a rule by its name.
    ///
    /// - Parameter name: Its raw value.
    /// - Returns: The rule.
    /// - Throws: `ConceptsError` with the names there are.
    public static func named(_ name: String) throws -> TargetRule {
        guard let rule = TargetRule(rawValue: name) else {
            throw ConceptsError(
                "there is no target rule \"\(name)\"",
                hint: "give one of \(allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        return rule
    }
}
