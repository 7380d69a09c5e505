/// Reads a PDF's content stream operation by operation (ISO 32000-1, 7.8.2).
///
/// An operation is an operator with the operands before it; an inline image from `BI` to `EI` is one
/// operation. Comments count as space.
package struct ContentScanner {
    /// An operation and where it stands.
    package struct Operation {
        /// The operator, such as `Tj`; `BI` for an inline image.
        package var name: Substring
        /// From the first operand's first byte to the operator's end.
        package var range: Range<Int>
        /// The operands; arrays and dictionaries are one each.
        package var operands: [Range<Int>]
    }

    /// What is wrong with a stream.
    package struct Malformed: Error {
        /// What, in a word or two.
        package var what: String
        /// The offset in bytes.
        package var place: Int
    }

    private let bytes: [UInt8]
    private var place = 0

    /// Starts at the beginning of unpacked content.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next operation, or nil at the end; operands without an operator at the end are dropped.
    package mutating func next() throws -> Operation? {
        var operands: [Range<Int>] = []
        while true {
            skipSpace()
            guard place < bytes.count else { return nil }
            let start = place
            if try skipOperand() {
                operands.append(start..<place)
                continue
            }
            skipRegular()
            // A stray delimiter belongs to nothing; without this the scanner would stand still.
            if place == start { place += 1 }
            let word = Substring(decoding: bytes[start..<place], as: UTF8.self)
            if word == "true" || word == "false" || word == "null" {
                operands.append(start..<place)
                continue
            }
            if word == "BI" { try skipInlineImage() }
            return Operation(
                name: word,
                range: (operands.first?.lowerBound ?? start)..<place,
                operands: operands
            )
        }
    }

    // MARK: Tokens

    /// Skips a number, name, string, array or dictionary; false if an operator comes.
    private mutating func skipOperand() throws -> Bool {
        switch bytes[place] {
        case UInt8(ascii: "("): try skipString()
        case UInt8(ascii: "<"):
            if place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "<") {
                try skipGroup(opening: 2, closing: UInt8(ascii: ">"), closingCount: 2)
            } else {
                try skip(past: UInt8(ascii: ">"), "string")
            }
        case UInt8(ascii: "["):
            try skipGroup(opening: 1, closing: UInt8(ascii: "]"), closingCount: 1)
        case UInt8(ascii: "/"):
            place += 1
            skipRegular()
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            skipRegular()
        default: return false
        }
        return true
    }

    /// Skips an array or a dictionary with all it holds.
    private mutating func skipGroup(opening: Int, closing: UInt8, closingCount: Int) throws {
        let start = place
        place += opening
        while true {
            skipSpace()
            guard place < bytes.count else {
                throw Malformed(what: "open array or dictionary", place: start)
            }
            if bytes[place] == closing {
                place += closingCount
                return
            }
            let before = place
            if try skipOperand() { continue }
            // true, false, null.
            skipRegular()
            if place == before { throw Malformed(what: "stray delimiter", place: place) }
        }
    }

    /// Skips a string in parentheses, which may hold balanced ones and escaped characters.
    private mutating func skipString() throws {
        let start = place
        var depth = 0
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\\"): place += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            place += 1
            if depth == 0 { return }
        }
        throw Malformed(what: "open string", place: start)
    }

    private mutating func skip(past end: UInt8, _ what: String) throws {
        let start = place
        while place < bytes.count, bytes[place] != end { place += 1 }
        guard place < bytes.count else { throw Malformed(what: "open \(what)", place: start) }
        place += 1
    }

    /// Skips the entries, the data and `EI` of an inline image.
    private mutating func skipInlineImage() throws {
        let start = place
        while true {
            skipSpace()
            guard place < bytes.count else { break }
            if try skipOperand() { continue }
            let word = place
            skipRegular()
            if place == word { break }
            guard bytes[word..<place].elementsEqual("ID".utf8) else { continue }
            // One white-space byte, then data whose length nobody tells: it ends before an `EI` that
            // stands alone.
            place += 1
            while place + 1 < bytes.count {
                let isEnd =
                    bytes[place] == UInt8(ascii: "E") && bytes[place + 1] == UInt8(ascii: "I")
                    && Self.isSpace(bytes[place - 1])
                    && (place + 2 == bytes.count || Self.isSpace(bytes[place + 2]))
                if isEnd {
                    place += 2
                    return
                }
                place += 1
            }
            break
        }
        throw Malformed(what: "open inline image", place: start)
    }

    private mutating func skipSpace() {
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "%") {
                while place < bytes.count, bytes[place] != 10, bytes[place] != 13 { place += 1 }
            } else if Self.isSpace(bytes[place]) {
                place += 1
            } else {
                return
            }
        }
    }

    private mutating func skipRegular() {
        while place < bytes.count, !Self.isSpace(bytes[place]), !Self.isDelimiter(bytes[place]) {
            place += 1
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        switch byte {
        case 0, 9, 10, 12, 13, 32: true
        default: false
        }
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: "/"), UInt8(ascii: "%"):
            true
        default: false
        }
    }
}
