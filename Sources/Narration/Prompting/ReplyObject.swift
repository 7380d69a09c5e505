import Foundation
package import LanguageModels

/// The JSON object of a reply, read strictly, with all its texts cleaned.
///
/// Servers may ignore the schema that they were sent, so everything is looked at again. Only one
/// thing is forgiven: text or a code fence around the object.
package struct ReplyObject: Sendable {
    private let values: [String: JSONValue]
    /// What is worth a record.
    package let notes: [ReplyNote]

    /// The most bytes of a reply that are read.
    package static let mostBytes = 32_768
    /// How many opening braces are tried as the start of the object.
    private static let mostStarts = 8

    /// Reads a reply.
    ///
    /// - Parameters:
    ///   - reply: The model's reply; why it stopped is looked at first.
    ///   - schema: What was asked for.
    /// - Throws: `ReplyProblem` if there is no such object.
    package init(_ reply: ChatReply, _ schema: ReplySchema) throws(ReplyProblem) {
        switch reply.finish {
        case .refusal: throw .refused
        case .contentFilter: throw .filtered
        case .length: throw .cut
        case .stop, .other: break
        }
        guard reply.text.utf8.count <= Self.mostBytes else { throw .tooLong }
        let text = reply.text.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty { throw reply.refusal == nil ? .empty : .refused }
        var notes: [ReplyNote] = []
        if let values = Self.object(in: Data(text.utf8)) {
            self.values = values
        } else if let values = Self.object(within: text) {
            self.values = values
            notes.append(.surrounded)
        } else {
            throw .notJSON
        }
        var stray = Set(values.keys)
        for key in Self.keys(of: schema) {
            guard stray.remove(key) != nil else { throw .missing(key) }
        }
        if !stray.isEmpty { notes.append(.strayKeys) }
        self.notes = notes
    }

    /// A text, cleaned.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - most: The most characters.
    ///   - isName: Whether it is a name and no sentence.
    ///   - mayBeEmpty: Whether it may say nothing.
    /// - Returns: The text on one line.
    /// - Throws: `ReplyProblem` if it is no text, empty or too long.
    package func text(
        _ key: String,
        most: Int,
        isName: Bool = false,
        mayBeEmpty: Bool = false
    ) throws(ReplyProblem) -> String {
        guard let raw = values[key]?.string else { throw .wrongValue(key) }
        let text = isName ? CleanText.name(raw) : CleanText.line(raw)
        guard text.contains(where: \.isLetter) else {
            if mayBeEmpty { return "" }
            throw .emptyField(key)
        }
        guard text.count <= most else { throw .longField(key, most: most) }
        return text
    }

    /// A truth.
    package func truth(_ key: String) throws(ReplyProblem) -> Bool {
        guard let value = values[key]?.bool else { throw .wrongValue(key) }
        return value
    }

    /// Numbers of pictures, in order, each once.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - most: The largest there is; they count from 1.
    /// - Returns: The numbers.
    /// - Throws: `ReplyProblem` if it is no list of whole numbers, or holds others.
    package func numbers(_ key: String, most: Int) throws(ReplyProblem) -> [Int] {
        guard let list = values[key]?.array else { throw .wrongValue(key) }
        var numbers: Set<Int> = []
        for item in list {
            guard let number = item.integer else { throw .wrongValue(key) }
            guard number >= 1, number <= most else { throw .noSuchNumber(key, most: most) }
            numbers.insert(number)
        }
        return numbers.sorted()
    }

    /// One of some words.
    package func choice<Choice: RawRepresentable<String>>(
        _ key: String,
        of type: Choice.Type
    ) throws(ReplyProblem) -> Choice {
        guard let choice = values[key]?.string.flatMap(Choice.init(rawValue:)) else {
            throw .wrongValue(key)
        }
        return choice
    }

    private static func keys(of schema: ReplySchema) -> [String] {
        (schema.schema["required"]?.array ?? []).compactMap(\.string)
    }

    private static func object(in data: Data) -> [String: JSONValue]? {
        guard case .object(let values)? = try? JSONDecoder().decode(JSONValue.self, from: data)
        else { return nil }
        return values
    }

    /// The first JSON object in a text.
    private static func object(within text: String) -> [String: JSONValue]? {
        let bytes = Array(text.utf8)
        var starts = 0
        var next = 0
        while starts < mostStarts, let start = bytes[next...].firstIndex(of: UInt8(ascii: "{")) {
            starts += 1
            next = start + 1
            guard let end = closing(of: start, in: bytes) else { continue }
            if let values = object(in: Data(bytes[start...end])) { return values }
        }
        return nil
    }

    /// Where the brace that opens at `start` closes, strings left alone.
    private static func closing(of start: Int, in bytes: [UInt8]) -> Int? {
        var depth = 0
        var isString = false
        var isEscaped = false
        for index in start..<bytes.count {
            let byte = bytes[index]
            if isString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isString = true
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return nil
    }
}
