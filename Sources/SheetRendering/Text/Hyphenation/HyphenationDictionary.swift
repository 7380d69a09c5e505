import CPango
import Foundation

/// A dictionary of hyphenation patterns in the form that LibreOffice's packages bring.
///
/// Its first line names the encoding of the others. A line `NEXTLEVEL` parts patterns that divide
/// compounds from those that divide their parts.
///
/// Libhyphen reads the same files, but takes two seconds for the German one, longer than sheets take to print;
/// it has its say in the tests.
final class HyphenationDictionary: Sendable {
    private let compounds: HyphenationPatterns?
    private let parts: HyphenationPatterns
    /// The byte of each character; nil for UTF-8.
    private let encoding: [Unicode.Scalar: UInt8]?
    /// The fewest letters before and behind the hyphen by the dictionary itself.
    let least: (before: Int, after: Int)
    /// The fewest letters of a part before and behind a hyphen that is not at the compound's seam.
    private let leastInPart: (before: Int, after: Int)

    /// Reads a dictionary; nil if the file cannot be read or its encoding is unknown.
    convenience init?(contentsOf path: String, choice: HyphenationPatterns.Choice) {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        self.init([UInt8](data), choice: choice)
    }

    /// Reads a dictionary's bytes; nil if its encoding is unknown.
    init?(_ bytes: [UInt8], choice: HyphenationPatterns.Choice) {
        guard bytes.count < UInt32.max else { return nil }
        var levels: [[UInt32]] = [[]]
        var options: [String: Int] = [:]
        var name: String?
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            defer { start = end + 1 }
            guard let first = bytes[start..<end].first else { continue }
            guard name != nil else {
                name = Self.word(bytes[start..<end])
                continue
            }
            switch first {
            case UInt8(ascii: "%"), UInt8(ascii: "#"): continue
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                let words = Self.words(bytes[start..<end])
                if words[0] == "NEXTLEVEL", levels.count == 1 {
                    levels.append([])
                } else if words.count == 2, let number = Int(words[1]) {
                    options[words[0]] = number
                }
            default: levels[levels.count - 1].append(UInt32(start))
            }
        }
        guard let name else { return nil }
        if name == "UTF-8" {
            encoding = nil
        } else {
            guard let encoding = Self.encoding(name) else { return nil }
            self.encoding = encoding
        }
        compounds =
            levels.count == 2
            ? HyphenationPatterns(bytes, lines: levels[0], choice: choice) : nil
        parts = HyphenationPatterns(bytes, lines: levels[levels.count - 1], choice: choice)
        least = (options["LEFTHYPHENMIN"] ?? 2, options["RIGHTHYPHENMIN"] ?? 2)
        leastInPart = (
            options["COMPOUNDLEFTHYPHENMIN"] ?? 0, options["COMPOUNDRIGHTHYPHENMIN"] ?? 0
        )
    }

    /// Where a word may be divided, in letters from its start.
    ///
    /// - Parameter word: The word in small letters.
    /// - Returns: The places, ascending; none for a word with characters that the dictionary's encoding
    ///   lacks.
    func places(in word: String) -> [Int] {
        var bytes: [UInt8] = []
        /// The letters before each byte.
        var letters: [Int] = []
        for (index, scalar) in word.unicodeScalars.enumerated() {
            if let encoding {
                guard let byte = encoding[scalar] ?? (scalar.isASCII ? UInt8(scalar.value) : nil)
                else { return [] }
                bytes.append(byte)
                letters.append(index)
            } else {
                for byte in UTF8.encode(scalar) ?? UTF8.EncodedScalar() {
                    bytes.append(byte)
                    letters.append(index)
                }
            }
        }
        letters.append(word.unicodeScalars.count)
        var places: [Int] = []
        divide(bytes[...], letters, isStart: true, isEnd: true, into: &places)
        return places
    }

    private func divide(
        _ word: ArraySlice<UInt8>,
        _ letters: [Int],
        isStart: Bool,
        isEnd: Bool,
        into places: inout [Int]
    ) {
        let seams = compounds.map { Self.odd($0.values(of: word), from: word.startIndex) } ?? []
        guard seams.isEmpty else {
            var begin = word.startIndex
            for end in seams + [word.endIndex] {
                let isFirst = begin == word.startIndex
                divide(
                    word[begin..<end],
                    letters,
                    isStart: isStart && isFirst,
                    isEnd: isEnd && end == word.endIndex,
                    into: &places
                )
                if end < word.endIndex { places.append(letters[end]) }
                begin = end
            }
            return
        }
        let first = letters[word.startIndex] + (isStart ? 0 : leastInPart.before)
        let last = letters[word.endIndex] - (isEnd ? 0 : leastInPart.after)
        places += Self.odd(parts.values(of: word), from: word.startIndex).map { letters[$0] }
            .filter { $0 >= first && $0 <= last }
    }

    private static func odd(_ values: [UInt8], from start: Int) -> [Int] {
        values.indices.dropFirst().filter { values[$0] & 1 == 1 }.map { start + $0 }
    }

    // MARK: Lines and encodings

    private static func words(_ line: ArraySlice<UInt8>) -> [String] {
        line.split { $0 <= UInt8(ascii: " ") }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func word(_ line: ArraySlice<UInt8>) -> String { words(line).first ?? "" }

    /// The upper half of an encoding with one byte a character; nil for an unknown one.
    private static func encoding(_ name: String) -> [Unicode.Scalar: UInt8]? {
        let prefix = "microsoft-"
        let known = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
        var encoding: [Unicode.Scalar: UInt8] = [:]
        for byte in UInt8(0x80)...0xFF {
            var count: UInt = 0
            let text = withUnsafeBytes(of: byte) {
                g_convert(
                    $0.assumingMemoryBound(to: CChar.self).baseAddress,
                    1,
                    "UTF-8",
                    known,
                    nil,
                    &count,
                    nil
                )
            }
            guard let text else { continue }
            defer { g_free(text) }
            if let scalar = String(cString: text).unicodeScalars.first { encoding[scalar] = byte }
        }
        return encoding.isEmpty ? nil : encoding
    }
}
