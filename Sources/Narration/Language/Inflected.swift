/// A phrase in the cases of its language.
///
/// A template's tag stands for the plain form; with a case behind it (`group-dat`) for that case.
package struct Inflected: Sendable {
    /// The nominative, and what stands for every case that has no form of its own.
    package let plain: String
    /// The forms by case, as the file of nouns calls the cases.
    package let cases: [String: String]

    /// Makes a phrase.
    ///
    /// - Parameters:
    ///   - plain: The nominative.
    ///   - cases: The forms of other cases, where they differ.
    package init(_ plain: String, cases: [String: String] = [:]) {
        self.plain = plain
        self.cases = cases.filter { $0.value != plain }
    }

    /// The phrase in a case.
    ///
    /// - Parameter name: The case; nil for the nominative.
    /// - Returns: Its form.
    package func form(_ name: String?) -> String { name.flatMap { cases[$0] } ?? plain }

    /// All forms, each once.
    package var forms: Set<String> { Set(cases.values).union([plain]) }

    /// The phrases joined in each case.
    ///
    /// - Parameters:
    ///   - parts: What is joined.
    ///   - join: Makes one text of the texts of one case.
    /// - Returns: The joined phrase, in the cases of any part.
    package static func joining(_ parts: [Self], _ join: ([String]) -> String) -> Self {
        let names = Set(parts.flatMap(\.cases.keys))
        return Self(
            join(parts.map(\.plain)),
            cases: Dictionary(
                uniqueKeysWithValues: names.map { name in (name, join(parts.map { $0.form(name) }))
                }
            )
        )
    }

    /// The phrase changed in each case.
    package func map(_ change: (String) -> String) -> Self {
        Self(change(plain), cases: cases.mapValues(change))
    }

    package static func + (left: Self, right: Self) -> Self {
        joining([left, right]) { $0.joined() }
    }
}

/// Phrases are the same if they are written the same: a label and a group of one name are one thing.
extension Inflected: Hashable {
    package static func == (left: Self, right: Self) -> Bool { left.plain == right.plain }

    package func hash(into hasher: inout Hasher) { hasher.combine(plain) }
}

extension Inflected: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self.init(value) }
}

/// Either a text, or an object with `nom` and the cases that differ.
extension Inflected: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.init(text)
            return
        }
        var forms = try container.decode([String: String].self)
        guard let plain = forms.removeValue(forKey: "nom") else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "the form \"nom\" is missing"
            )
        }
        self.init(plain, cases: forms)
    }
}
