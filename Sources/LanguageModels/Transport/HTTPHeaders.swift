/// The header of a reply: names without regard to capitals, lines in the order they came.
public struct HTTPHeaders: Sendable, Equatable {
    /// The lines, names in lower case.
    public private(set) var lines: [Line] = []

    /// One line.
    public struct Line: Sendable, Equatable {
        /// The name in lower case.
        public let name: String
        /// The value without white space around it.
        public let value: String
    }

    /// Makes a header.
    ///
    /// - Parameter lines: Names and values.
    public init(_ lines: [(name: String, value: String)] = []) {
        for line in lines { append(line.name, line.value) }
    }

    /// The value of a name; of several lines the last, since a proxy's stand before the server's.
    public subscript(name: String) -> String? {
        let lowered = name.lowercased()
        return lines.last { $0.name == lowered }?.value
    }

    mutating func append(_ name: String, _ value: String) {
        let isBlank = { (character: Character) in character.isWhitespace }
        let value = value.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        lines.append(Line(name: name.lowercased(), value: String(value)))
    }
}
