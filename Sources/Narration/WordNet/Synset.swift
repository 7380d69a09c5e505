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
    /// The form is `offset file type wordCount (word id)... pointerCount (symbol offset type
    /// source)... | gloss`, the word count in hexadecimal. It is read byte by byte: a category such
    /// as the animals takes four thousand lines.
    init?(line: some BidirectionalCollection<UInt8>) {
        var fields = Fields(line)
        guard let offset = fields.integer(), let file = fields.integer(),
            fields.next()?.elementsEqual("n".utf8) == true,
            let wordCount = fields.integer(radix: 16)
        else { return nil }
        var words: [String] = []
        for _ in 0..<wordCount {
            guard let word = fields.next(), fields.next() != nil else { return nil }
            let space = UInt8(ascii: " ")
            words.append(
                String(decoding: word.map { $0 == UInt8(ascii: "_") ? space : $0 }, as: UTF8.self)
            )
        }
        guard let pointerCount = fields.integer() else { return nil }
        var up: [SynsetID] = []
        var down: [SynsetID] = []
        var single = false
        for _ in 0..<pointerCount {
            guard let symbol = fields.next(), let target = fields.integer(),
                fields.next() != nil, fields.next() != nil
            else { return nil }
            let isInstance = symbol.count == 2 && symbol.last == UInt8(ascii: "i")
            guard symbol.count == 1 || isInstance else { continue }
            switch symbol.first {
            case UInt8(ascii: "@"):
                up.append(SynsetID(offset: target))
                single = single || isInstance
            case UInt8(ascii: "~"):
                down.append(SynsetID(offset: target))
            default: continue
            }
        }
        id = SynsetID(offset: offset)
        lexicographerFile = file
        lemmas = words
        hypernyms = up
        hyponyms = down
        isInstance = single
    }

    /// The fields of a line, one after the other; a field that is a bar ends them.
    private struct Fields<Line: BidirectionalCollection<UInt8>> {
        private var rest: Line.SubSequence

        init(_ line: Line) {
            rest = line[...]
        }

        mutating func next() -> Line.SubSequence? {
            rest = rest.drop { $0 == UInt8(ascii: " ") }
            let field = rest.prefix { $0 != UInt8(ascii: " ") }
            rest = rest[field.endIndex...]
            return field.isEmpty || field.first == UInt8(ascii: "|") ? nil : field
        }

        /// A number of at most nine digits.
        mutating func integer(radix: Int = 10) -> Int? {
            guard let field = next(), field.count <= 9 else { return nil }
            var value = 0
            for byte in field {
                let digit: UInt8
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
                case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
                default: return nil
                }
                guard digit < radix else { return nil }
                value = value * radix + Int(digit)
            }
            return value
        }
    }
}
