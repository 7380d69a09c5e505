/// A look in words.
struct LookPhrase: Sendable, Equatable {
    /// As a name: "dark, smooth areas".
    let name: String
    /// As it stands behind "lies on": "dark, smooth areas".
    let place: String
}
