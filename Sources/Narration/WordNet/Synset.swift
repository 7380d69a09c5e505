/// The number of a noun synset of WordNet 3.0, written `n02123045`.
public struct SynsetID: Hashable, Sendable, Comparable, LosslessStringConvertible {
    /// Where the synset's line starts in `data.noun`, in bytes.
    public let offset: Int

    /// Makes the number of a byte offset.
    public init(offset: Int) {
        self.offset = offset
    }

    /// Reads `n` and eight digits; nil for anything else.
    public init?(_ description: String) {
        let digits = description.utf8.dropFirst()
        guard description.utf8.first == UInt8(ascii: "n"), digits.count == 8,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let offset = Int(description.dropFirst())
        else { return nil }
        self.offset = offset
    }

    /// `n` and eight digits.
    public var description: String {
        let digits = String(offset)
        return "n" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    /// Orders by offset.
    public static func < (left: Self, right: Self) -> Bool { left.offset < right.offset }
}

/// A set of nouns that mean the same, with what is more general and what is more special.
public struct Synset: Sendable, Equatable {
    /// The synset's number.
    public let id: SynsetID
    /// The lexicographer's file: 5 animals, 6 artifacts, 13 food, 17 natural objects, 18 persons,
    /// 20 plants, ...
    public let lexicographerFile: Int
    /// The nouns, most usual first, spelt as in WordNet with spaces for underscores.
    public let lemmas: [String]
    /// What this is a kind or an instance of.
    public let hypernyms: [SynsetID]
    /// The kinds and instances of this.
    public let hyponyms: [SynsetID]
    /// Whether it is one single thing, such as Big Ben, and no kind.
    public let isInstance: Bool

    /// Parses a line of `data.noun`; nil where it is not one.
    ///
    /// The form is `offset file type wordCount (word id)... pointerCount (symbol offset type source)...
    /// | gloss`, the word count in hexadecimal.
    init?(line: String) {
        var fields = line.prefix(while: { $0 != "|" }).split(separator: " ")[...]
        func integer(_ field: Substring?, radix: Int = 10) -> Int? {
            field.flatMap { Int($0, radix: radix) }
        }
        guard let offset = integer(fields.popFirst()), let file = integer(fields.popFirst()),
            fields.popFirst() == "n", let wordCount = integer(fields.popFirst(), radix: 16),
            fields.count >= 2 * wordCount
        else { return nil }
        lemmas = (0..<wordCount).map { index in
            String(fields[fields.startIndex + 2 * index].map { $0 == "_" ? " " : $0 })
        }
        fields = fields.dropFirst(2 * wordCount)
        guard let pointerCount = integer(fields.popFirst()), fields.count >= 4 * pointerCount
        else { return nil }
        var up: [SynsetID] = []
        var down: [SynsetID] = []
        var single = false
        for _ in 0..<pointerCount {
            let symbol = fields.removeFirst()
            let target = integer(fields.removeFirst())
            fields = fields.dropFirst(2)
            guard let target else { return nil }
            switch symbol {
            case "@": up.append(SynsetID(offset: target))
            case "@i":
                up.append(SynsetID(offset: target))
                single = true
            case "~", "~i": down.append(SynsetID(offset: target))
            default: continue
            }
        }
        id = SynsetID(offset: offset)
        lexicographerFile = file
        hypernyms = up
        hyponyms = down
        isInstance = single
    }
}
