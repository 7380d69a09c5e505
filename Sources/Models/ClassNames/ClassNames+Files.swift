public import Foundation
import Tensors

extension ClassNames {
    /// Reads the names of classes, and their WordNet ids from a second file.
    ///
    /// The names are a JSON list of texts, a JSON object from numbers to names (or to pairs of
    /// WordNet id and name), a JSON object from names to numbers, or plain text with one name on
    /// each line; lines such as `n02123045 tabby, tabby cat` give the ids as well. The second file
    /// has the same forms with ids for names.
    ///
    /// - Parameters:
    ///   - url: The file of names.
    ///   - wordNetIDs: The file of ids.
    /// - Throws: `ModelsError` if a file cannot be read, leaves out a number, or the two differ in
    ///   length.
    public init(contentsOf url: URL, wordNetIDs: URL? = nil) throws {
        let rows = try ClassNames.rows(of: url)
        guard let wordNetIDs else {
            self.init(names: rows.map(\.name), wordNetIDs: rows.map(\.id))
            return
        }
        let ids = try ClassNames.rows(of: wordNetIDs).map { $0.id ?? $0.name }
        guard ids.count == rows.count else {
            throw ModelsError(
                "\(url.lastPathComponent) names \(rows.count) classes, "
                    + "\(wordNetIDs.lastPathComponent) \(ids.count)"
            )
        }
        if let bad = ids.first(where: { !ClassNames.isWordNetID($0) }) {
            throw ModelsError(
                "\(wordNetIDs.lastPathComponent): \"\(Printable.excerpt(bad))\" is no WordNet id",
                hint: "ids are the letter n and eight digits"
            )
        }
        self.init(names: rows.map(\.name), wordNetIDs: ids)
    }

    // MARK: Forms

    private typealias Row = (id: String?, name: String)

    /// Far beyond any list of classes.
    private static let largestFile = 64 << 20

    private static func rows(of url: URL) throws(ModelsError) -> [Row] {
        let file = url.lastPathComponent
        let data: Data
        do {
            let size = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
            guard size <= largestFile else {
                throw ModelsError("\(file): \(size) bytes are too many for a list of classes")
            }
            guard size > 0 else { throw ModelsError("\(file): names no classes") }
            data = try Data(contentsOf: url)
        } catch let error as ModelsError {
            throw error
        } catch {
            throw ModelsError("\(url.path): cannot be read", hint: "check the path")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ModelsError("\(file): not a UTF-8 text")
        }
        let first = text.first { !$0.isWhitespace }
        let rows = first == "[" || first == "{" ? try json(data, file) : try lines(text, file)
        guard !rows.isEmpty else { throw ModelsError("\(file): names no classes") }
        return rows
    }

    private static func lines(_ text: String, _ file: String) throws(ModelsError) -> [Row] {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        if let empty = lines.firstIndex(of: "") {
            throw ModelsError("\(file): line \(empty + 1) is empty", hint: "one name on each line")
        }
        let split = lines.map { line -> Row in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            return parts.count == 2 && isWordNetID(parts[0])
                ? (parts[0], parts[1].trimmingCharacters(in: .whitespaces)) : (nil, line)
        }
        return split.allSatisfy { $0.id != nil } ? split : lines.map { (nil, $0) }
    }

    private static func json(_ data: Data, _ file: String) throws(ModelsError) -> [Row] {
        let malformed = ModelsError(
            "\(file): not a list of class names",
            hint: "give a JSON list of texts, or an object from numbers to names"
        )
        guard let value = try? JSONSerialization.jsonObject(with: data) else { throw malformed }
        if let list = value as? [Any] {
            let rows = list.compactMap(row)
            guard rows.count == list.count else { throw malformed }
            return rows
        }
        guard let object = value as? [String: Any] else { throw malformed }
        var numbered: [(number: Int, row: Row)] = []
        for (key, value) in object {
            if let number = Int(key), let row = row(value) {
                numbered.append((number, row))
            } else if let number = value as? Int {
                numbered.append((number, (nil, key)))
            } else {
                throw malformed
            }
        }
        numbered.sort { $0.number < $1.number }
        if let gap = numbered.indices.first(where: { numbered[$0].number != $0 }) {
            throw ModelsError(
                "\(file): the numbers of the classes do not run from 0 to \(numbered.count - 1) "
                    + "(at \(numbered[gap].number))"
            )
        }
        return numbered.map(\.row)
    }

    /// A name, or a pair of WordNet id and name.
    private static func row(_ value: Any) -> Row? {
        if let name = value as? String { return (nil, name) }
        guard let pair = value as? [String], pair.count == 2, isWordNetID(pair[0]) else {
            return nil
        }
        return (pair[0], pair[1])
    }

    /// Whether a text is a WordNet noun id: the letter n and eight digits.
    ///
    /// - Parameter text: Any text.
    /// - Returns: True for such as `n02123045`; whether WordNet has it is not looked at.
    package static func isWordNetID(_ text: String) -> Bool {
        text.utf8.count == 9 && text.hasPrefix("n")
            && text.utf8.dropFirst().allSatisfy { 48...57 ~= $0 }
    }
}
