/// How a text looks: font, size, line distance and colours.
public struct TextStyle: Sendable, Hashable {
    /// The font family's name.
    public var font: String
    /// The font size in points.
    public var size: Double
    /// The distance from baseline to baseline in points; lines that would touch stand further apart.
    public var leading: Double
    /// The weight, 100 to 900; 400 is regular, 600 is semibold.
    public var weight: Int
    /// What is added between letters, in ems.
    public var tracking: Double
    /// The colour.
    public var colour: Colour
    /// How `*emphasised*` words differ.
    public var strong: Change
    /// How `` `digests` `` differ.
    public var code: Change

    /// Makes a style without changes for emphasis.
    public init(
        font: String,
        size: Double,
        leading: Double,
        weight: Int = 400,
        tracking: Double = 0,
        colour: Colour = Colour(red: 0, green: 0, blue: 0),
        strong: Change = Change(),
        code: Change = Change()
    ) {
        self.font = font
        self.size = size
        self.leading = leading
        self.weight = weight
        self.tracking = tracking
        self.colour = colour
        self.strong = strong
        self.code = code
    }

    /// What an emphasis changes; nil keeps the style's own value.
    public struct Change: Sendable, Hashable {
        /// The font family's name.
        public var font: String?
        /// The font size over the style's size.
        public var scale: Double?
        /// The weight.
        public var weight: Int?
        /// The colour.
        public var colour: Colour?

        /// Makes a change of its parts.
        public init(
            font: String? = nil,
            scale: Double? = nil,
            weight: Int? = nil,
            colour: Colour? = nil
        ) {
            self.font = font
            self.scale = scale
            self.weight = weight
            self.colour = colour
        }
    }

    /// The change for an emphasis; nothing changes for plain words.
    public func change(for emphasis: Emphasis) -> Change {
        switch emphasis {
        case .plain: Change()
        case .strong: strong
        case .code: code
        }
    }
}

/// How a part of a text stands out.
public enum Emphasis: Sendable, Hashable {
    /// Not at all.
    case plain
    /// Emphasised.
    case strong
    /// A digest or another machine's word.
    case code
}

/// A paragraph's text in runs of equal emphasis.
public struct StyledText: Sendable, Hashable {
    /// A part of the text with one emphasis.
    public struct Run: Sendable, Hashable {
        /// The words.
        public var text: String
        /// How they stand out.
        public var emphasis: Emphasis

        /// Makes a run.
        public init(_ text: String, _ emphasis: Emphasis = .plain) {
            self.text = text
            self.emphasis = emphasis
        }
    }

    /// The runs in reading order.
    public var runs: [Run]
    /// The style of the whole.
    public var style: TextStyle

    /// Makes a text of runs.
    public init(runs: [Run], style: TextStyle) {
        self.runs = runs
        self.style = style
    }

    /// Makes a text of one plain run.
    public init(_ text: String, style: TextStyle) {
        self.init(runs: [Run(text)], style: style)
    }

    /// The words without emphasis.
    public var plain: String { runs.map(\.text).joined() }
}
