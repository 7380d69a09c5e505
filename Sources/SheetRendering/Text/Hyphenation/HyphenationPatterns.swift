/// The patterns of one level of a hyphenation dictionary.
///
/// A pattern such as `a1b2c` says how much the places between its letters are liked (odd) or avoided
/// (even); at each place of a word the largest digit of the patterns that count there decides.
///
/// The file's bytes are kept as they are, and lines are found by the first letters of their patterns: a
/// dictionary of a megabyte is ready in a few milliseconds.
struct HyphenationPatterns: Sendable {
    /// Which of the patterns that a word holds count.
    enum Choice: String, Sendable {
        /// All, as in TeX (Liang's method).
        case all
        /// Of those that end at the same letter the longest, and none where a longer one begins alike:
        /// what libhyphen does, and what dictionaries made for it rely on.
        case longest
    }

    private let bytes: [UInt8]
    private let choice: Choice
    /// Where lines begin, by the hash of their patterns' first letters.
    private let lines: [UInt32]
    /// Where each hash's lines begin in `lines`, and their end.
    private let buckets: [Int]
    /// Whether a pattern begins with a letter, or with two.
    private let beginsWithOne: [Bool]
    private let beginsWithTwo: [Bool]

    private static let keyLength = 3
    private static let bucketCount = 1 << 14

    /// Reads patterns.
    ///
    /// - Parameters:
    ///   - bytes: The dictionary's bytes.
    ///   - starts: Where its pattern lines begin.
    ///   - choice: Which patterns count.
    init(_ bytes: [UInt8], lines starts: [UInt32], choice: Choice) {
        var one = [Bool](repeating: false, count: 1 << 8)
        var two = [Bool](repeating: false, count: 1 << 16)
        var hashes: [Int] = []
        hashes.reserveCapacity(starts.count)
        var buckets = [Int](repeating: 0, count: Self.bucketCount + 1)
        for start in starts {
            var key: (UInt8, UInt8, UInt8) = (0, 0, 0)
            var count = 0
            var place = Int(start)
            while count < Self.keyLength, let byte = Self.byte(of: bytes, at: place) {
                place += 1
                if Self.isDigit(byte) { continue }
                switch count {
                case 0: key.0 = byte
                case 1: key.1 = byte
                default: key.2 = byte
                }
                count += 1
            }
            if count > 0 { one[Int(key.0)] = true }
            if count > 1 { two[Int(key.0) << 8 | Int(key.1)] = true }
            let hash = Self.hash(key)
            hashes.append(hash)
            buckets[hash + 1] += 1
        }
        for index in 1...Self.bucketCount { buckets[index] += buckets[index - 1] }
        var next = buckets
        var lines = [UInt32](repeating: 0, count: starts.count)
        for (start, hash) in zip(starts, hashes) {
            lines[next[hash]] = start
            next[hash] += 1
        }
        self.bytes = bytes
        self.choice = choice
        self.lines = lines
        self.buckets = buckets
        beginsWithOne = one
        beginsWithTwo = two
    }

    /// How much each place of a word is liked.
    ///
    /// - Parameter word: The word's bytes in the dictionary's encoding and in small letters.
    /// - Returns: For each byte the digit before it; 0 also where an odd one would need another spelling
    ///   at the line's end.
    func values(of word: ArraySlice<UInt8>) -> [UInt8] {
        let dotted = [UInt8(ascii: ".")] + word + [UInt8(ascii: ".")]
        let found = dotted.indices.map { matches(dotted, from: $0) }
        var values = Values(count: dotted.count + 1)
        switch choice {
        case .all:
            for (start, matches) in found.enumerated() {
                for (_, line) in matches.whole { apply(line, at: start, to: &values) }
            }
        case .longest:
            for end in dotted.indices {
                let start = (0...end).first { found[$0].longest > end - $0 }
                guard let start, let line = found[start].whole[end - start + 1] else { continue }
                apply(line, at: start, to: &values)
            }
        }
        return (1..<1 + word.count).map { values.isSpecial[$0] ? 0 : values.digits[$0] }
    }

    private struct Values {
        var digits: [UInt8]
        /// Whether the digit is that of a pattern with another spelling.
        var isSpecial: [Bool]

        init(count: Int) {
            digits = [UInt8](repeating: 0, count: count)
            isSpecial = [Bool](repeating: false, count: count)
        }
    }

    /// What patterns there are of the letters that begin at a place.
    private struct Matches {
        /// The most letters that any pattern begins with.
        var longest = 0
        /// The lines of the patterns that go no further, by their count of letters.
        var whole: [Int: Int] = [:]
    }

    private func matches(_ word: [UInt8], from start: Int) -> Matches {
        var matches = Matches()
        let count = word.count - start
        guard beginsWithOne[Int(word[start])] else { return matches }
        matches.longest = 1
        if count > 1, beginsWithTwo[Int(word[start]) << 8 | Int(word[start + 1])] {
            matches.longest = 2
        }
        var key: (UInt8, UInt8, UInt8) = (word[start], 0, 0)
        for length in 1...min(count, Self.keyLength) {
            if length > 1 { key.1 = word[start + 1] }
            if length > 2 { key.2 = word[start + 2] }
            let hash = Self.hash(key)
            for line in lines[buckets[hash]..<buckets[hash + 1]] {
                var place = Int(line)
                var common = 0
                var isWhole = true
                while let byte = Self.byte(of: bytes, at: place) {
                    place += 1
                    if Self.isDigit(byte) { continue }
                    guard common < count, word[start + common] == byte else {
                        isWhole = false
                        break
                    }
                    common += 1
                }
                matches.longest = max(matches.longest, common)
                // Of two equal ones the later counts.
                if isWhole, common > 0 { matches.whole[common] = Int(line) }
            }
        }
        return matches
    }

    private func apply(_ line: Int, at start: Int, to values: inout Values) {
        var place = line
        var letter = start
        while let byte = Self.byte(of: bytes, at: place) {
            place += 1
            guard Self.isDigit(byte) else {
                letter += 1
                continue
            }
            let digit = byte - UInt8(ascii: "0")
            if values.digits[letter] < digit {
                values.digits[letter] = digit
                values.isSpecial[letter] = digit & 1 == 1 && hasReplacement(line)
            }
        }
    }

    /// Whether a pattern changes the word's spelling where it is divided, as in the old German Zuk-ker.
    private func hasReplacement(_ line: Int) -> Bool {
        var place = line
        while Self.byte(of: bytes, at: place) != nil { place += 1 }
        return place < bytes.count && bytes[place] == UInt8(ascii: "/")
    }

    /// The byte of a pattern, nil behind its end.
    private static func byte(of bytes: [UInt8], at place: Int) -> UInt8? {
        guard place < bytes.count else { return nil }
        let byte = bytes[place]
        return byte > UInt8(ascii: " ") && byte != UInt8(ascii: "/") ? byte : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func hash(_ key: (UInt8, UInt8, UInt8)) -> Int {
        let letters = UInt32(key.0) | UInt32(key.1) << 8 | UInt32(key.2) << 16
        return Int((letters &* 0x9E37_79B1) >> 18)
    }
}
