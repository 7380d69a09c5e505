extension Condition {
    /// Reads a condition such as `y=3;features.28=5,7`, `y=top` or `y=3-5`.
    ///
    /// Parts are separated by semicolons, numbers by commas; spaces do not matter. `y` names the
    /// classes, every other key a layer; `y=3-5` is the difference of class 3 over class 5. Whether layers and channels exist is checked against the
    /// model later.
    ///
    /// - Parameter text: The condition.
    /// - Throws: `AttributionError` where `y` is missing, a key comes twice, or a number is none.
    public init(parsing text: String) throws(AttributionError) {
        var target: Target?
        var channels: [ChannelSelection] = []
        for part in text.split(separator: ";", omittingEmptySubsequences: true) {
            let piece = Self.trimmed(part)
            guard !piece.isEmpty else { continue }
            guard let equals = piece.firstIndex(of: "=") else {
                throw Self.malformed(text, "\"\(piece)\" has no \"=\"")
            }
            let key = Self.trimmed(piece[..<equals])
            let value = Self.trimmed(piece[piece.index(after: equals)...])
            if key == "y" {
                guard target == nil else { throw Self.malformed(text, "\"y\" comes twice") }
                target = try Self.target(value, text)
            } else {
                guard !key.isEmpty, !channels.contains(where: { $0.layer == key }) else {
                    let fault = key.isEmpty ? "\"\(piece)\" names no layer" : "\(key) comes twice"
                    throw Self.malformed(text, fault)
                }
                channels.append(
                    ChannelSelection(layer: key, channels: try Self.numbers(value, key, text))
                )
            }
        }
        guard let target else {
            throw AttributionError(
                "the condition \"\(text)\" names no class",
                hint: "begin with y=CLASS, or y=top for the predicted class"
            )
        }
        self.init(target: target, channels: channels)
    }

    private static func target(_ value: String, _ text: String) throws(AttributionError) -> Target {
        if value == "top" { return .top }
        let sides = value.split(separator: "-", omittingEmptySubsequences: false).map(trimmed)
        guard sides.count == 2, let first = number(sides[0]), let second = number(sides[1]) else {
            return .classes(try numbers(value, "y", text))
        }
        return .difference(first, over: second)
    }

    private static func numbers(
        _ value: String,
        _ key: String,
        _ text: String
    ) throws(AttributionError) -> [Int] {
        var numbers: [Int] = []
        for piece in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = number(trimmed(piece)) else {
                throw malformed(text, "\"\(value)\" for \(key) is no list of numbers from 0")
            }
            if !numbers.contains(number) { numbers.append(number) }
        }
        return numbers
    }

    /// A number from 0, in digits alone.
    private static func number(_ digits: String) -> Int? {
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(digits)
    }

    private static func malformed(_ text: String, _ fault: String) -> AttributionError {
        AttributionError(
            "the condition \"\(text)\" cannot be read: \(fault)",
            hint: "write for example y=3;features.28=5,7"
        )
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let from = text.drop(while: \.isWhitespace)
        guard let last = from.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(from[...last])
    }
}
