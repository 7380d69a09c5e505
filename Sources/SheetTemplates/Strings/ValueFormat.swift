/// How a placeholder writes its value: what stands behind its colon, such as `signed-percent.1`.
indirect enum ValueFormat: Sendable, Equatable {
    case share, signedShare, probability
    case percent(Int)
    case signedPercent(Int)
    case number(Int?)
    case signed(Int)
    case count, date, time
    case digest(Int)
    case classTitle
    case term(String)
    case join(ValueFormat?)
    case text

    /// The names of all formats.
    static let names = [
        "share", "signed-share", "probability", "percent.N", "signed-percent.N", "number",
        "number.N", "signed.N", "count", "date", "time", "digest", "digest.N", "class",
        "term PREFIX", "join", "text",
    ]

    /// Reads a format.
    ///
    /// - Parameters:
    ///   - text: What stands behind the colon.
    ///   - offset: How many letters of the string stand before it.
    /// - Throws: `WritingFault` for what is no format.
    init(parsing text: String, at offset: Int) throws(WritingFault) {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        let word = words.first ?? ""
        let parts = word.split(separator: ".", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? words[1] : nil
        let decimals = parts.count > 1 ? parts[1] : nil
        func unknown() -> WritingFault {
            let known = Self.names.map { $0.replacing(".N", with: "") }
            return WritingFault(
                "unknown format \"\(text)\"",
                at: offset,
                hint: known.contains(parts.first ?? "")
                    ? "known are: \(Self.names.joined(separator: ", "))"
                    : TemplateNode.suggestion(text, Self.names)
            )
        }
        func places(_ range: ClosedRange<Int>) throws(WritingFault) -> Int {
            guard let decimals, let number = Int(decimals), range.contains(number) else {
                throw WritingFault(
                    "the format \"\(text)\" has no number",
                    at: offset,
                    hint: "write \(parts[0]).1, with \(range.lowerBound) to \(range.upperBound)"
                )
            }
            return number
        }
        switch (parts.first ?? "", decimals, rest) {
        case ("share", nil, nil): self = .share
        case ("signed-share", nil, nil): self = .signedShare
        case ("probability", nil, nil): self = .probability
        case ("percent", _, nil): self = .percent(try places(0...9))
        case ("signed-percent", _, nil): self = .signedPercent(try places(0...9))
        case ("number", nil, nil): self = .number(nil)
        case ("number", _, nil): self = .number(try places(0...9))
        case ("signed", _, nil): self = .signed(try places(0...9))
        case ("count", nil, nil): self = .count
        case ("date", nil, nil): self = .date
        case ("time", nil, nil): self = .time
        case ("digest", nil, nil): self = .digest(12)
        case ("digest", _, nil): self = .digest(try places(1...128))
        case ("class", nil, nil): self = .classTitle
        case ("text", nil, nil): self = .text
        case ("term", nil, let prefix?) where !prefix.contains(" "): self = .term(prefix)
        case ("term", nil, _):
            throw WritingFault(
                "\"term\" needs one prefix",
                at: offset,
                hint: "{concept.region.cell:term cell} says the string cell-top"
            )
        case ("join", nil, nil): self = .join(nil)
        case ("join", nil, let inner?):
            let inside = try ValueFormat(parsing: inner, at: offset + 5)
            if case .join = inside { throw unknown() }
            self = .join(inside)
        default: throw unknown()
        }
    }

    /// The kind of value that a format writes; nil for several.
    private var needed: Shape? {
        switch self {
        case .share, .signedShare, .probability, .percent, .signedPercent, .number, .signed, .count:
            .number
        case .date, .time, .digest: .text
        case .classTitle, .term, .join, .text: nil
        }
    }

    /// Why a value of a kind cannot be written so; nil if it can.
    static func objection(to shape: Shape, format: ValueFormat?) -> (message: String, hint: String)?
    {
        if shape == .nothing { return nil }
        if case .join(let inner) = format {
            guard let item = shape.item else {
                return ("is \(shape.name), join needs a list", "leave \":join\" out")
            }
            return objection(to: item, format: inner)
        }
        switch shape {
        case .list: return ("is a list", "write {...:join}, or name one item")
        case .record(let fields):
            if format == .classTitle, fields["label"]?.isText == true { return nil }
            return (
                "is a record",
                "name one of its fields: \(fields.keys.sorted().joined(separator: ", "))"
            )
        case .flag:
            if case .term = format { return nil }
            return (
                "is true or false",
                "write {...:term PREFIX} for the strings PREFIX-true and PREFIX-false"
            )
        default: break
        }
        if format == .classTitle && !shape.isText {
            return ("is \(shape.name), which is no class", "leave the format out")
        }
        guard let needed = format?.needed else { return nil }
        if needed == shape || needed.isText && shape.isText { return nil }
        return (
            "is \(shape.name), the format needs \(needed.name)",
            needed == .number
                ? "leave the format out" : "write a format for numbers, such as number.2"
        )
    }
}

extension Shape {
    /// The words that a term of this shape may have to say; nil where they are not known.
    var knownWords: [String]? {
        switch self {
        case .flag: ["true", "false"]
        case .word(let words): words
        default: nil
        }
    }
}
