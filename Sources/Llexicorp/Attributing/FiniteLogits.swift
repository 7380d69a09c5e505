import Attribution

/// Refuses to explain numbers that are none.
enum FiniteLogits {
    /// Looks at a tape's logits.
    ///
    /// Finite weights can still be so large that sums overflow; relevance would then be NaN throughout.
    ///
    /// - Parameters:
    ///   - tape: A forward pass.
    ///   - origin: What went in, for the message.
    /// - Throws: `LlexicorpError` if a logit is infinite or no number.
    static func check(_ tape: Tape, of origin: String) throws {
        guard let place = tape.logits.elements.firstIndex(where: { !$0.isFinite }) else { return }
        let classes = tape.logits.shape[1]
        throw LlexicorpError(
            "\(origin): the model's output for class \(place % classes) is \(tape.logits.elements[place])",
            hint: "look whether the weights belong to this model"
        )
    }
}
