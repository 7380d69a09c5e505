import Explanations

/// What the checks of a language look for, whoever reads the text: `checks.json`.
struct CheckWords: Decodable, Sendable {
    /// The words of a place, and the cells they are true of.
    struct Location: Decodable, Sendable {
        let words: String
        let cells: [Cell]
    }

    /// Places, as any narrator may put them.
    let locations: [Location]
    /// Words that claim a cause, a thought or give advice.
    let claims: [String]
    /// Word sequences that hold a number and count nothing.
    let notNumbers: [String]
    /// What stands between the two numbers of "five of the six".
    let outOf: [String]
    /// What the separate pieces of a region are called.
    let places: [String]
    /// What stands for the sign %.
    let percent: [String]
}
