public import Foundation

/// A key for a server; no description, dump or message ever shows it.
public struct APIKey: Sendable {
    /// Where the key comes from, for people: a variable's name or a file's path.
    public let origin: String
    /// A function, since a mirror shows no more of it than its type.
    private let reveal: @Sendable () -> String

    /// Takes a key that is at hand.
    ///
    /// White space around it is dropped.
    ///
    /// - Parameters:
    ///   - value: The key.
    ///   - origin: Where it comes from, for people.
    /// - Throws: `LanguageModelsError` (`misuse`) if it is empty or holds anything but visible
    ///   ASCII characters.
    public init(_ value: String, origin: String) throws(LanguageModelsError) {
        let trimmed = value.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else {
            throw LanguageModelsError(.misuse, "the key in \(origin) is empty")
        }
        guard trimmed.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw LanguageModelsError(
                .misuse,
                "the key in \(origin) holds white space, a line break or another character that "
                    + "no key has",
                hint: "put the key there and nothing else"
            )
        }
        self.origin = origin
        self.reveal = { trimmed }
    }

    /// Reads a key from the environment.
    ///
    /// - Parameters:
    ///   - variable: The variable's name, such as `OPENAI_API_KEY`.
    ///   - environment: The environment's variables.
    /// - Throws: `LanguageModelsError`: `notAllowed` if there is no such variable, `misuse` if it
    ///   holds no key.
    public init(
        variable: String,
        in environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(LanguageModelsError) {
        guard let value = environment[variable] else {
            throw LanguageModelsError(
                .notAllowed,
                "there is no key for the server",
                hint: "set \(variable)"
            )
        }
        try self.init(value, origin: variable)
    }

    /// Reads a key from a file that nobody but its owner may read or write.
    ///
    /// - Parameter file: The file.
    /// - Throws: `LanguageModelsError` (`misuse`) if the file cannot be read, is open to others
    ///   or holds no key.
    public init(file: URL) throws(LanguageModelsError) {
        let path = file.path
        // Asked of the open file, so that nobody can swap it between the question and the reading.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let why = String(cString: strerror(errno))
            throw LanguageModelsError(.misuse, "the key file \(path) cannot be read: \(why)")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw LanguageModelsError(.misuse, "the key file \(path) is not a file")
        }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            throw LanguageModelsError(
                .misuse,
                "others than its owner may use the key file \(path) (mode \(mode))",
                hint: "run chmod 600 \(path)"
            )
        }
        guard status.st_size <= 4096, let bytes = try? handle.read(upToCount: 4096) ?? Data() else {
            throw LanguageModelsError(
                .misuse,
                "the key file \(path) holds \(status.st_size) bytes, which is no key"
            )
        }
        try self.init(String(decoding: bytes, as: UTF8.self), origin: path)
    }

    /// The key itself: for a request's header and for nothing else.
    var secret: String { reveal() }

    /// Takes the key out of a text, whole or in part.
    ///
    /// Any run of eight or more characters of the key goes, and what a server leaves of one that
    /// it has masked itself (`sk-proj-abcd****wxyz`). A key shorter than eight characters goes as
    /// a whole; one shorter than four keeps no secret and stays.
    ///
    /// - Parameter text: Any text.
    /// - Returns: The text, `[key]` standing for each run.
    public func redacting(_ text: String) -> String {
        let key = Array(secret.utf8)
        let length = min(8, key.count)
        let bytes = Array(text.utf8)
        guard length >= 4, bytes.count >= length else { return text }
        let runs = Set((0...(key.count - length)).map { key[$0..<($0 + length)] })
        var isKey = [Bool](repeating: false, count: bytes.count)
        for start in 0...(bytes.count - length) where runs.contains(bytes[start..<(start + length)])
        {
            for place in start..<(start + length) { isKey[place] = true }
        }
        guard isKey.contains(true) else { return text }
        var shown: [UInt8] = []
        var place = 0
        while place < bytes.count {
            guard isKey[place] else {
                shown.append(bytes[place])
                place += 1
                continue
            }
            while place < bytes.count, isKey[place] { place += 1 }
            place = Self.endOfMasked(bytes, from: place)
            shown += Array("[key]".utf8)
        }
        return String(decoding: shown, as: UTF8.self)
    }

    /// The end of a run of asterisks and of what stands right behind it.
    private static func endOfMasked(_ bytes: [UInt8], from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] == UInt8(ascii: "*") { end += 1 }
        guard end > start else { return start }
        while end < bytes.count, bytes[end] > 0x20, bytes[end] < 0x7f,
            !"\"',.;:)]}".utf8.contains(bytes[end])
        {
            end += 1
        }
        return end
    }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Where the key comes from.
    public var description: String { "key from \(origin)" }
    /// Where the key comes from.
    public var debugDescription: String { description }
    /// Where the key comes from.
    public var customMirror: Mirror { Mirror(self, children: ["origin": origin]) }
}
