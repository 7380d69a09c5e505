import Attribution

/// How `attribute` finds what an answer came from: relevance by a composite, or a gradient to compare
/// it with.
enum AttributionMethod {
    case relevance(Composite)
    case gradientTimesInput
    case integratedGradients(steps: Int)

    /// The names of the gradients, beside `Composite.names`.
    static let gradientNames = [Composite.gradientTimesInput.name, "integrated-gradients"]

    /// The method of a name.
    ///
    /// - Parameters:
    ///   - name: A composite's name, or one of `gradientNames`.
    ///   - low: The lowest normalized value of each input channel, where the composite takes bounds.
    ///   - high: The highest one.
    ///   - steps: How many points integrated gradients take; nil for the usual number.
    /// - Returns: The method.
    /// - Throws: For an unknown name, and for values that the method does not take.
    static func named(
        _ name: String,
        low: [Float]?,
        high: [Float]?,
        steps: Int?
    ) throws -> AttributionMethod {
        guard steps == nil || name == gradientNames[1] else {
            throw LlexicorpError(
                "\(name) takes no steps",
                hint: "only \(gradientNames[1]) uses --steps"
            )
        }
        if Composite.names.contains(name) {
            return .relevance(try Composite.named(name, low: low, high: high))
        }
        guard gradientNames.contains(name) else {
            let names = (Composite.names + gradientNames).joined(separator: ", ")
            throw LlexicorpError(
                "there is no composite \"\(name)\"",
                hint: "composites are \(names)"
            )
        }
        guard low == nil, high == nil else {
            throw LlexicorpError(
                "\(name) takes no bounds",
                hint: "only epsilon-gamma-box uses them"
            )
        }
        return name == gradientNames[0]
            ? .gradientTimesInput : .integratedGradients(steps: steps ?? Attributor.defaultSteps)
    }

    /// The composite whose passes are run.
    var composite: Composite {
        switch self {
        case .relevance(let composite): composite
        case .gradientTimesInput, .integratedGradients: .gradientTimesInput
        }
    }

    /// The name as the command line says it.
    var name: String {
        switch self {
        case .relevance(let composite): composite.name
        case .gradientTimesInput: Self.gradientNames[0]
        case .integratedGradients: Self.gradientNames[1]
        }
    }
}
