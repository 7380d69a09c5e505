extension Condition {
    /// Reads a condition such as `y=3;features.28=5,7`, `y=top` or `y=3-5`.
    ///
    /// Parts are separated by semicolons, numbers by commas; spaces do not matter. `y` names the
    /// classes, every other key a layer; `y=3-5` is the difference of class 3 over class 5.
    /// `features.28=5@113` lets relevance pass channel 5 at the place with the flat index 113 only,
    /// `features.28=none` blocks the layer. Whether layers and channels exist is checked against the
    /// model later.
    ///
    /// - Parameter text: The condition.
    /// - Throws: `AttributionError` where `y` is missing, a key comes twice, or a number is none.
    public init(parsing text: String) throws(AttributionError) {
        let parts = try ConditionParts(text)
        guard let target = parts.target else {
            throw AttributionError(
                "the condition \"\(text)\" names no class",
                hint: "begin with y=CLASS, or y=top for the predicted class"
            )
        }
        self.init(target: target, channels: parts.channels)
    }

    /// Reads a condition on channels alone, such as `features.28=5,7`: for relevance that starts at a
    /// layer and not at a class.
    ///
    /// - Parameter text: The condition; empty for none.
    /// - Returns: The channels relevance may pass, layer by layer.
    /// - Throws: `AttributionError` where `y` is named, a key comes twice, or a number is none.
    public static func channels(
        parsing text: String
    ) throws(AttributionError) -> [ChannelSelection] {
        let parts = try ConditionParts(text)
        guard parts.target == nil else {
            throw AttributionError(
                "the condition \"\(text)\" names a class, but relevance starts at a layer",
                hint: "leave out y="
            )
        }
        return parts.channels
    }
}

/// A condition's text, taken apart.
private struct ConditionParts {
    private(set) var target: Target?
    private(set) var channels: [ChannelSelection] = []

    init(_ text: String) throws(AttributionError) {
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
                channels.append(try Self.selection(value, of: key, text))
            }
        }
    }

    private static func target(_ value: String, _ text: String) throws(AttributionError) -> Target {
        if value == "top" { return .top }
        let sides = value.split(separator: "-", omittingEmptySubsequences: false).map(trimmed)
        if sides.count == 2, let first = number(sides[0]), let second = number(sides[1]) {
            return .difference(first, over: second)
        }
        var classes: [Int] = []
        for piece in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = number(trimmed(piece)) else {
                throw malformed(text, "\"\(value)\" for y is no list of numbers from 0")
            }
            if !classes.contains(number) { classes.append(number) }
        }
        return .classes(classes)
    }

    private static func selection(
        _ value: String,
        of layer: String,
        _ text: String
    ) throws(AttributionError) -> ChannelSelection {
        var selection = ChannelSelection(layer: layer, channels: [])
        if value == "none" { return selection }
        for piece in value.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = piece.split(separator: "@", omittingEmptySubsequences: false).map(trimmed)
            let numbers = sides.compactMap(number)
            guard 1...2 ~= sides.count, numbers.count == sides.count else {
                throw malformed(text, "\"\(value)\" for \(layer) is no list of numbers from 0")
            }
            let place = numbers.count == 2 ? numbers[1] : nil
            if selection.channels.contains(numbers[0]) {
                guard selection.places[numbers[0]] == place else {
                    throw malformed(text, "channel \(numbers[0]) of \(layer) has two places")
                }
                continue
            }
            selection.channels.append(numbers[0])
            selection.places[numbers[0]] = place
        }
        return selection
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
