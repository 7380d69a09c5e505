/// What one audience reads with ease in one language: `reader.json`.
struct Reader: Decodable, Sendable {
    /// How long texts may get before they lose detail, in characters.
    struct Lengths: Decodable, Sendable {
        /// A name with what tells it from another: a line of a heading.
        let name: Int
        let context: Int
        let summary: Int
        /// No text may be longer, whoever wrote it.
        let most: Int
    }

    /// The highest reading grade.
    let grade: Double
    let lengths: Lengths
    /// Words of the field that this audience knows; none where the file does not say.
    private let jargon: WordList?

    /// The words of the field that the checks let pass.
    var allowedJargon: WordList { jargon ?? WordList([]) }
}
