import Tensors

/// The names of a network's classes, by number, with their WordNet ids where known.
public struct ClassNames: Sendable, Equatable {
    /// The name of each class.
    public let names: [String]
    /// The WordNet 3.0 id of each class, such as `n02123045`; as many as there are names.
    public let wordNetIDs: [String?]

    /// Makes a list of names.
    ///
    /// - Parameters:
    ///   - names: The name of each class.
    ///   - wordNetIDs: As many ids; left out if none is known.
    public init(names: [String], wordNetIDs: [String?]? = nil) {
        precondition(
            wordNetIDs == nil || wordNetIDs?.count == names.count,
            "\(names.count) names, \(wordNetIDs?.count ?? 0) WordNet ids"
        )
        self.names = names
        self.wordNetIDs = wordNetIDs ?? [String?](repeating: nil, count: names.count)
    }

    /// How many classes there are.
    public var count: Int { names.count }

    /// What to call a class in a sentence.
    ///
    /// A class that has a WordNet id is named by all its synonyms, as ImageNet's lists do (`tabby, tabby
    /// cat`); the first of them, the usual one, stands for it. Other names are kept whole, for there a
    /// comma may mean something (`meningioma, grade 1`).
    ///
    /// - Parameter number: The class's number, from 0.
    /// - Returns: Its name for people.
    public func title(of number: Int) -> String {
        let name = names[number]
        guard wordNetIDs[number] != nil else { return name }
        return name.split(separator: ",").first.map(String.init) ?? name
    }

    /// The number of the class that a person means.
    ///
    /// A number, a WordNet id, or a name; capitals do not matter. A name of several synonyms, such
    /// as `tench, Tinca tinca`, is found by each of them, and one with an addition, such as
    /// `kite (bird of prey)`, without it, where only one class fits.
    ///
    /// - Parameter text: What the person wrote.
    /// - Returns: A number from 0 to `count - 1`.
    /// - Throws: `ModelsError` if no class fits, with the nearest names, or if several do.
    public func index(of text: String) throws -> Int {
        let wanted = ClassNames.folded(text)
        if let number = Int(wanted), !names.contains(where: { ClassNames.folded($0) == wanted }) {
            guard names.indices ~= number else {
                throw ModelsError("no class has number \(number)", hint: range)
            }
            return number
        }
        let ways: [(Int) -> Bool] = [
            { self.wordNetIDs[$0] == wanted },
            { ClassNames.folded(self.names[$0]) == wanted },
            { ClassNames.synonyms(of: self.names[$0]).contains(wanted) },
        ]
        for fits in ways {
            let found = names.indices.filter(fits)
            if found.count == 1 { return found[0] }
            if found.count > 1 {
                throw ModelsError(
                    "\(found.count) classes are called \"\(Printable.excerpt(text))\": "
                        + found.map(String.init).joined(separator: ", "),
                    hint: "give the number"
                )
            }
        }
        let near = NearestNames.suggestions(for: wanted, among: names, count: 3)
        throw ModelsError(
            "no class is called \"\(Printable.excerpt(text))\""
                + (near.isEmpty ? "" : "; nearest: \(near.joined(separator: ", "))"),
            hint: range
        )
    }

    private var range: String {
        names.isEmpty
            ? "the model has no classes" : "give a name or a number from 0 to \(names.count - 1)"
    }

    // MARK: Comparing

    static func folded(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// What a name may also be called: its parts between commas, itself without an addition.
    private static func synonyms(of name: String) -> [String] {
        var parts = name.split(separator: ",").map { folded(String($0)) }
        if let bracket = name.firstIndex(of: "(") { parts.append(folded(String(name[..<bracket]))) }
        return parts
    }
}
