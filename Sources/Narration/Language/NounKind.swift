/// A way in which words of a dictionary are inflected, such as the weak masculines of German.
///
/// Each case has a pattern: `{0}` stands for the first of a word's forms, `{1}` for the second, the last
/// one for those that are missing; `{0~en}` for the form with that ending of its adjectives.
struct NounKind: Sendable {
    /// What a number beside such a word must agree with.
    let gender: String?
    let one: [String: Pattern]
    /// Nil for what is not counted.
    let many: [String: Pattern]?

    /// A pattern of one case.
    struct Pattern: Sendable {
        private enum Piece: Sendable {
            case text(String)
            case form(Int, ending: String?)
        }
        private let pieces: [Piece]

        /// Reads a pattern; nil if it is none.
        init?(_ text: String) {
            var pieces: [Piece] = []
            var rest = Substring(text)
            while let opening = rest.firstIndex(of: "{") {
                guard let closing = rest[opening...].firstIndex(of: "}") else { return nil }
                let parts = rest[rest.index(after: opening)..<closing].split(separator: "~")
                guard let first = parts.first, let number = Int(first), 0..<10 ~= number,
                    parts.count <= 2
                else { return nil }
                pieces.append(.text(String(rest[..<opening])))
                pieces.append(.form(number, ending: parts.count > 1 ? String(parts[1]) : nil))
                rest = rest[rest.index(after: closing)...]
            }
            guard !rest.contains("}") else { return nil }
            self.pieces = pieces + [.text(String(rest))]
        }

        /// The pattern with a word's forms in place.
        func text(_ forms: [String]) -> String {
            pieces.map { piece in
                switch piece {
                case .text(let text): text
                case .form(let number, let ending):
                    NounKind.ended(forms[min(number, forms.count - 1)], by: ending)
                }
            }
            .joined()
        }
    }

    /// A form whose adjectives have an ending in place of their own, which stands behind `_`.
    static func ended(_ form: String, by ending: String?) -> String {
        guard let ending, form.contains("_") else { return form.replacing("_", with: "") }
        return form.split(separator: " ")
            .map { word in
                word.firstIndex(of: "_").map { word[..<$0] + ending } ?? String(word)
            }
            .joined(separator: " ")
    }

    /// A word in all cases of one number.
    static func phrase(_ patterns: [String: Pattern], _ forms: [String]) -> Inflected {
        var texts = patterns.mapValues { $0.text(forms) }
        return Inflected(texts.removeValue(forKey: "nom") ?? "", cases: texts)
    }
}

extension NounKind: Decodable {
    private enum Key: CodingKey { case gender, one, many }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        gender = try fields.decodeIfPresent(String.self, forKey: .gender)
        func patterns(_ key: Key) throws -> [String: Pattern]? {
            guard let texts = try fields.decodeIfPresent([String: String].self, forKey: key) else {
                return nil
            }
            return try Self.patterns(texts) {
                DecodingError.dataCorruptedError(
                    forKey: key,
                    in: fields,
                    debugDescription: $0
                )
            }
        }
        guard let one = try patterns(.one) else {
            throw DecodingError.dataCorruptedError(
                forKey: .one,
                in: fields,
                debugDescription: "the patterns of the singular are missing"
            )
        }
        self.one = one
        many = try patterns(.many)
    }

    /// Reads the patterns of all cases.
    ///
    /// - Parameters:
    ///   - texts: The patterns by case.
    ///   - error: Makes an error of what is wrong.
    /// - Returns: The patterns, the nominative among them.
    /// - Throws: That error.
    static func patterns(
        _ texts: [String: String],
        error: (String) -> any Error
    ) throws -> [String: Pattern] {
        guard texts["nom"] != nil else { throw error("the case \"nom\" is missing") }
        return try texts.mapValues { text in
            guard let pattern = Pattern(text) else { throw error("\"\(text)\" is no pattern") }
            return pattern
        }
    }
}
