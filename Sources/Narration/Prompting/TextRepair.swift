import Explanations

/// Holds what a language model wrote against the evidence, and has it reworded once where a check
/// found something.
///
/// This is the only place that knows how the narrator and the checks meet.
struct TextRepair: Sendable {
    let checks: TextChecks
    let explanation: Explanation
    let inquiry: Inquiry
    /// Whether texts are reworded at all.
    let isOn: Bool

    /// Checks that a rewording of one text cannot mend: they look at all names at once.
    private static let ofAllTexts: Set<String> = ["names"]

    /// What the checks find in one text.
    ///
    /// - Parameters:
    ///   - channel: The concept's channel; nil for the summary.
    ///   - text: The whole that it stands in.
    /// - Returns: The failed checks that another wording could mend.
    func findings(_ channel: Int?, in text: NarratedText) -> [CheckResult] {
        checks.results(for: text, about: explanation).filter {
            $0.channel == channel && !$0.passed && !Self.ofAllTexts.contains($0.check)
        }
    }

    /// Has a text reworded if a check found something, and keeps the wording with fewer findings.
    ///
    /// - Parameters:
    ///   - channel: The concept's channel; nil for the summary.
    ///   - text: The whole that it stands in.
    ///   - answered: The reply that it came in.
    ///   - form: What the reply must look like.
    ///   - replacing: Puts another reply in the place of the first.
    /// - Returns: The reply to keep, and the names of the checks that the first wording failed;
    ///   none where that is kept.
    /// - Throws: `CancellationError`.
    func mended<Form: ReplyForm>(
        _ channel: Int?,
        in text: NarratedText,
        _ answered: Answered<Form.Answer>,
        _ form: Form,
        replacing: (Form.Answer, inout NarratedText) -> Void
    ) async throws -> (answer: Form.Answer, failed: Set<String>) {
        let first = findings(channel, in: text)
        guard isOn, !first.isEmpty else { return (answered.answer, []) }
        let sentences = first.map { $0.finding ?? $0.check }
        guard let answer = try await inquiry.reword(answered, sentences, form) else {
            return (answered.answer, [])
        }
        var other = text
        replacing(answer, &other)
        guard findings(channel, in: other).count < first.count else {
            return (answered.answer, [])
        }
        return (answer, Set(first.map(\.check)))
    }

    /// The verdicts on the finished text, those that a rewording turned marked as such.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - mended: The checks that first wordings failed, by channel; nil for the summary.
    /// - Returns: All verdicts.
    func results(for text: NarratedText, mended: [Int?: Set<String>]) -> [CheckResult] {
        checks.results(for: text, about: explanation).map { result in
            var result = result
            if result.passed, mended[result.channel]?.contains(result.check) == true,
                !Self.ofAllTexts.contains(result.check)
            {
                result.repaired = true
            }
            return result
        }
    }
}
