/// The page's size and the frame that text and pictures keep to, in points.
struct PageSetup: Sendable {
    let width: Double
    let height: Double
    let left: Double
    let right: Double
    /// The distance of the first capitals and pictures from the page's top edge.
    let top: Double
    /// The distance of the last baseline from the page's bottom edge.
    let bottom: Double

    /// The known sizes in millimetres.
    private static let sizes: KeyValuePairs<String, (Double, Double)> = [
        "A3": (297, 420), "A4": (210, 297), "A5": (148, 210), "A6": (105, 148),
        "Letter": (215.9, 279.4), "Legal": (215.9, 355.6),
        "A4 landscape": (297, 210), "A5 landscape": (210, 148.5), "A6 landscape": (148, 105),
        "Letter landscape": (279.4, 215.9),
    ]

    /// The width between the side margins.
    var measure: Double { width - left - right }

    init(reading node: TemplateNode) throws {
        let fields = try node.fields("size", "margins")
        let (inWidth, inHeight) = try fields.required("size").word(Self.sizes)
        width = inWidth / 25.4 * 72
        height = inHeight / 25.4 * 72
        let margins = try fields.required("margins").fields("left", "right", "top", "bottom")
        left = try margins.required("left").length()
        right = try margins.required("right").length()
        top = try margins.required("top").length()
        bottom = try margins.required("bottom").length()
        guard measure > 72, top + bottom < height - 144 else {
            throw node.error("the margins leave no room on the page")
        }
    }
}

/// A column: where it begins on the page and how wide it is, in points.
struct ColumnSpan: Sendable {
    let x: Double
    let width: Double
}

/// A line between parts.
struct Rule: Sendable {
    let weight: Double
    let colour: Colour

    init(weight: Double, colour: Colour) {
        self.weight = weight
        self.colour = colour
    }

    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields("weight", "colour")
        weight = try fields.required("weight").length()
        colour = try fields.required("colour").named("colour", in: names.colours)
    }
}

/// What a template's own names stand for.
struct TemplateNames {
    let colours: [String: Colour]
    let styles: [String: TextStyle]
    let columns: [String: ColumnSpan]
    let strings: SheetStrings

    /// Reads the names of a template; what it says itself counts more than its base.
    init(
        _ fields: TemplateFields,
        base: TemplateBase? = nil,
        page: PageSetup,
        strings: SheetStrings
    ) throws {
        self.strings = strings
        var colours: [String: Colour] = [:]
        func pairs(_ key: String) throws -> [(TemplateNode, String, TemplateNode)] {
            let own = base == nil ? try fields.required(key) : fields[key]
            return try (base?.fields[key]?.pairs() ?? []) + (own?.pairs() ?? [])
        }
        for (_, name, value) in try pairs("colours") {
            guard let colour = Colour(hexadecimal: try value.string()) else {
                throw value.error("expected a colour", hint: "write it as \"#C8450C\"")
            }
            colours[name] = colour
        }
        self.colours = colours
        var columns: [String: ColumnSpan] = [:]
        for (_, name, value) in try fields["columns"]?.pairs() ?? [] {
            let parts = try value.fields("left", "width")
            let left = try parts.required("left").length()
            let width = try parts.required("width").length()
            guard left >= 0, width > 0, left + width <= page.measure + 0.01 else {
                throw value.error("the column \"\(name)\" does not fit between the margins")
            }
            columns[name] = ColumnSpan(x: page.left + left, width: width)
        }
        self.columns = columns
        var styles: [String: TextStyle] = [:]
        for (_, name, value) in try pairs("styles") {
            styles[name] = try TextStyle(reading: value, colours)
        }
        self.styles = styles
    }

    func style(_ node: TemplateNode) throws -> TextStyle { try node.named("style", in: styles) }

    func colour(_ node: TemplateNode) throws -> Colour { try node.named("colour", in: colours) }

    func column(_ node: TemplateNode) throws -> ColumnSpan { try node.named("column", in: columns) }

    /// Checks that there is a string that something in the template needs.
    func demand(_ key: String, of node: TemplateNode) throws {
        guard !strings.has(key) else { return }
        throw node.error(
            "this needs the string \"\(key)\" in the strings of \"\(strings.language)\"",
            hint: "add it below \"strings\""
        )
    }

    /// A string's name, checked to exist.
    func string(_ node: TemplateNode) throws -> String {
        let key = try node.string()
        guard strings.has(key) else {
            throw node.error(
                "there is no string \"\(key)\" in the strings of \"\(strings.language)\"",
                hint: TemplateNode.suggestion(key, strings.keys)
            )
        }
        return key
    }
}

extension TextStyle {
    init(reading node: TemplateNode, _ colours: [String: Colour]) throws {
        let fields = try node.fields(
            "font",
            "size",
            "leading",
            "weight",
            "tracking",
            "colour",
            "strong",
            "code"
        )
        self.init(
            font: try fields.required("font").string(),
            size: try fields.required("size").length(),
            leading: try fields.required("leading").length(),
            weight: try fields["weight"]?.integer(in: 100...900) ?? 400,
            tracking: try fields["tracking"]?.fraction() ?? 0,
            colour: try fields.required("colour").named("colour", in: colours),
            strong: try fields["strong"].map { try Change(reading: $0, colours) } ?? Change(),
            code: try fields["code"].map { try Change(reading: $0, colours) } ?? Change()
        )
        guard 4...200 ~= size, leading >= size * 0.9 else {
            throw node.error("the size must be 4 pt to 200 pt and the leading no less than it")
        }
    }
}

extension TextStyle.Change {
    init(reading node: TemplateNode, _ colours: [String: Colour]) throws {
        let fields = try node.fields("font", "scale", "weight", "colour")
        self.init(
            font: try fields["font"]?.string(),
            scale: try fields["scale"]?.fraction(),
            weight: try fields["weight"]?.integer(in: 100...900),
            colour: try fields["colour"]?.named("colour", in: colours)
        )
    }
}
