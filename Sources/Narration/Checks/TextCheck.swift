/// Something that a text is held against.
///
/// A check is one file with one type of this protocol, and one line in `TextChecks.partChecks`.
protocol TextCheck: Sendable {
    /// What the check is called in the document.
    static var name: String { get }

    /// Looks at a part of a text.
    init()

    /// What the check found.
    func verdict(on part: CheckedPart) -> Verdict
}

/// What a check found, and what it compared with.
struct Verdict {
    /// What does not hold, in a sentence; nil where all holds.
    var finding: String?
    /// What the text was held against.
    var evidence: String
}
