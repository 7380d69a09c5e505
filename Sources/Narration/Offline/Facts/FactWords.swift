import Explanations

/// The words of a language for looks and figures: the part of `words.json` that only measured facts
/// need.
///
/// A language without `looks` names no concept by its look.
struct FactWords: Decodable, Sendable {
    /// What stands between words.
    struct Joints: Decodable, Sendable {
        let comma: String
        let or: String
    }

    /// The words for looks.
    struct Looks: Decodable, Sendable {
        /// What things are called in a name, by feature: the lightnesses `dark` and `light`, the
        /// eleven colors, the grains `smooth` and `fine`, the directions `horizontal`, `vertical`
        /// and `slanting`; and what is so: `areas`, `lines`, `edges` (that run one way), `texture`,
        /// and `vivid` (strong colors, which stands alone).
        let name: [String: String]
        /// The same in other cases, by the case.
        let cases: [String: [String: String]]?
        /// The same behind "is mainly", where it differs: the colors.
        let plain: [String: String]?
        /// Between words for how it looks: `comma` as in "dark, smooth", `or` as in "red or orange".
        let joints: Joints
    }

    let looks: Looks?
    let figures: Figures?
    /// What the cells are called, by their names in the document.
    let cells: [String: String]?
    /// What filters measure.
    let filters: SelectionWords?

    /// The cases that looks have words for.
    var cases: [String] { (looks?.cases ?? [:]).keys.sorted() }

    /// Puts a look into words: nil where a word is missing.
    func phrase(_ look: Look) -> Inflected? {
        guard let looks, let name = Self.text(look, looks.name, looks.joints) else { return nil }
        let cases = (looks.cases ?? [:]).compactMapValues { Self.text(look, $0, looks.joints) }
        return Inflected(name, cases: cases)
    }

    /// A color's name by itself.
    func color(_ color: BasicColor) -> String? {
        (looks?.plain ?? looks?.name)?[color.rawValue]
    }

    private static func text(
        _ look: Look,
        _ words: [String: String],
        _ joints: Joints
    ) -> String? {
        func told(_ keys: [String]) -> [String]? {
            let told = keys.compactMap { words[$0] }
            return told.count == keys.count ? told : nil
        }
        guard let colors = told(look.colors.map(\.rawValue)) else { return nil }
        let lightness = look.lightness?.rawValue
        let grain = look.grain.flatMap { [.smooth, .fine].contains($0) ? $0.rawValue : nil }
        let thing =
            switch look.grain {
            case .lines: "lines"
            case .edges: "edges"
            case .fine: "texture"
            case .smooth: "areas"
            case nil: look.isVivid ? "vivid" : "areas"
            }
        // "Dark, smooth areas", but "smooth dark brown areas".
        let isPlain = colors.isEmpty
        guard let front = told([isPlain ? lightness : nil, grain].compactMap { $0 }),
            let shade = told([isPlain ? nil : lightness].compactMap { $0 }),
            let back = told([look.direction?.rawValue, thing].compactMap { $0 })
        else { return nil }
        let color = [colors.joined(separator: joints.or)].filter { !$0.isEmpty }
        let start = [front.joined(separator: joints.comma)].filter { !$0.isEmpty }
        return (start + shade + color + back).joined(separator: " ")
    }
}
