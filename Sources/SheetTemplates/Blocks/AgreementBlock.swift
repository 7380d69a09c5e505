/// A scale of boxes to tick by hand, from no agreement to full agreement.
struct AgreementBlock: BlockContent {
    private let steps: Int
    private let box: Double
    private let pitch: Double
    private let colour: Colour
    private let style: TextStyle
    private let labels: [Words]
    private let isNumbered: Bool

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(
            node,
            "steps",
            "box",
            "pitch",
            "colour",
            "style",
            "labels",
            "numbered"
        )
        steps = try fields.required("steps").integer(in: 2...11)
        box = try fields.required("box").length()
        pitch = try fields.required("pitch").length()
        colour = try reader.colour(fields.required("colour"))
        style = try reader.style(fields.required("style"))
        isNumbered = try fields["numbered"]?.flag() ?? false
        let labels = try fields["labels"]?.list() ?? []
        self.labels = try labels.map { .string(try reader.string($0), count: nil) }
        guard [0, 2, steps].contains(labels.count) else {
            throw try fields.required("labels").error(
                "expected words for both ends, or for each of the \(steps) steps, found \(labels.count)"
            )
        }
        guard pitch >= box else { throw node.error("\"pitch\" is less than \"box\"") }
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let x = place.span.x
        var elements = (0..<steps).map { step in
            PlacedElement(
                frame: Rect(
                    x: x + Double(step) * pitch + (pitch - box) / 2,
                    y: 0,
                    width: box,
                    height: box
                ),
                content: .symbol(.box, colour),
                structure: []
            )
        }
        let structure = place.part(.paragraph)
        var bottom = box
        func add(
            _ runs: [StyledText.Run],
            _ left: Double,
            _ width: Double,
            top: Double,
            _ alignment: TextBlock.Alignment
        ) throws {
            let block = try place.context.block(
                runs,
                style,
                x: left,
                width: width,
                alignment: alignment,
                structure: structure
            )
            elements.append(block.element(top: top))
            bottom = max(bottom, top + block.height)
        }
        let top = box + 0.5 * style.size
        if isNumbered || labels.count == steps {
            for step in 0..<steps {
                let runs =
                    labels.count == steps
                    ? try labels[step].runs(place) : [StyledText.Run(String(step + 1))]
                try add(runs, x + Double(step) * pitch + 1, pitch - 2, top: top, .center)
            }
        }
        if labels.count == 2 {
            let labelTop = isNumbered ? bottom + 0.5 * style.size : top
            let width = Double(steps) * pitch / 2 - 4
            let inset = (pitch - box) / 2
            try add(labels[0].runs(place), x + inset, width, top: labelTop, .left)
            let right = x + Double(steps) * pitch - inset
            try add(labels[1].runs(place), right - width, width, top: labelTop, .right)
        }
        return [.atom(Atom(height: bottom, elements: elements))]
    }
}

/// Lines to write on by hand.
struct WritingLinesBlock: BlockContent {
    private let count: Int
    private let pitch: Double
    private let rule: Rule

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(node, "count", "pitch", "rule")
        count = try fields.required("count").integer(in: 1...60)
        pitch = try fields.required("pitch").length()
        rule = try Rule(reading: fields.required("rule"), reader.names)
    }

    func pieces(_ place: Place) throws -> [Piece] {
        (0..<count).map { index in
            let line = Rect(
                x: place.span.x,
                y: pitch - rule.weight,
                width: place.span.width,
                height: rule.weight
            )
            return .atom(
                Atom(
                    height: pitch,
                    elements: [.fill(line, rule.colour)],
                    keepsNext: index < count - 1
                )
            )
        }
    }
}
