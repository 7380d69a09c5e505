/// One line of a request's header; one that holds a key never shows it.
public struct HTTPHeader: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The line's name, such as `Content-Type`.
    public let name: String
    /// The key in the line, if there is one.
    public let key: APIKey?
    private let text: String

    /// Makes a line that everybody may see.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - value: Its value. Line breaks and other control characters are refused when the
    ///     request is sent.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.key = nil
        self.text = value
    }

    /// Makes a line that holds a key.
    ///
    /// - Parameters:
    ///   - name: Its name, such as `Authorization`, `x-api-key` or `api-key`.
    ///   - key: The key.
    ///   - prefix: What stands before the key, such as `"Bearer "`.
    public init(_ name: String, _ key: APIKey, prefix: String = "") {
        self.name = name
        self.key = key
        self.text = prefix
    }

    /// Whether the line holds a key.
    public var isSecret: Bool { key != nil }

    /// What goes to the server: for nothing else.
    var value: String { key.map { text + $0.secret } ?? text }

    /// The line, with `[key]` where a key stands.
    public var description: String { "\(name): \(text)\(isSecret ? "[key]" : "")" }
    /// The same as `description`.
    public var debugDescription: String { description }

    /// Throws unless the line can stand in a header without becoming two.
    func check() throws(LanguageModelsError) {
        let isToken = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
        guard !name.isEmpty, name.utf8.allSatisfy(isToken) else {
            throw LanguageModelsError(
                .misuse,
                "a request header has the name \"\(ServerMessage.clean(name, limit: 40))\"",
                hint: "use letters, digits and hyphens only"
            )
        }
        guard value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7f) || $0 == 0x09 }) else {
            throw LanguageModelsError(
                .misuse,
                "the value of the request header \(name) holds a line break or another control "
                    + "character"
            )
        }
    }
}
