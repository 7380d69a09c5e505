public import SheetTemplates

/// Looks for what a reader would see as a fault: things outside of the page or on top of one another.
public enum GeometryCheck {
    /// What is wrong, one line each.
    public static func faults(of sheet: LaidOutSheet) -> [String] {
        var faults: [String] = []
        // 15 mm of A4's width, and as much less on smaller pages.
        let side = min(sheet.pageWidth, 595.3) / 14
        let safe = Rect(
            x: side - 0.6,
            y: side * 0.62,
            width: sheet.pageWidth - 2 * side + 1.2,
            height: sheet.pageHeight - 1.15 * side
        )
        for (number, page) in sheet.pages.enumerated() {
            for (index, element) in page.elements.enumerated() {
                let frame = element.frame
                if frame.width < 0 || frame.height < 0 || !frame.x.isFinite || !frame.y.isFinite {
                    faults.append("page \(number + 1): \(frame) is no box")
                }
                if !safe.contains(frame, tolerance: 0.1) {
                    faults.append("page \(number + 1): \(name(element)) leaves the margins")
                }
                for other in page.elements[(index + 1)...]
                where frame.overlaps(other.frame, tolerance: 0.05) && isSeen(element)
                    && isSeen(other) && !isBarOnAxis(element, other) && !areRules(element, other)
                {
                    faults.append(
                        "page \(number + 1): \(name(element)) overlaps \(name(other))"
                    )
                }
            }
        }
        return faults
    }

    /// The pictures and texts of a sheet, for messages and counting.
    public static func name(_ element: PlacedElement) -> String {
        let words = element.structure.last?.alternative ?? "\(element.structure.map(\.role))"
        return "\(kind(element)) at \(element.frame) \(words)"
    }

    private static func kind(_ element: PlacedElement) -> String {
        switch element.content {
        case .text(let text): "text, lines \(text.lines)"
        case .fill: "fill"
        case .hatch: "hatch"
        case .ramp: "ramp"
        case .symbol(let symbol, _): symbol.rawValue
        case .outlineSample: "outline sample"
        case .photo: "photo"
        case .overlay: "overlay"
        case .reference: "reference"
        }
    }

    /// A table's empty cell has a space, which nobody sees.
    private static func isSeen(_ element: PlacedElement) -> Bool { element.frame.height > 0.01 }

    /// A section's rule may lie on the hairline below a row, or on that of a page's head.
    private static func areRules(_ one: PlacedElement, _ other: PlacedElement) -> Bool {
        guard case .fill = one.content, case .fill = other.content else { return false }
        return max(one.frame.height, other.frame.height) < 1
            && abs(one.frame.y - other.frame.y) < 1
    }

    /// A bar starts where its axis ends.
    private static func isBarOnAxis(_ one: PlacedElement, _ other: PlacedElement) -> Bool {
        abs(one.frame.maxX - other.frame.x) < 0.01 || abs(other.frame.maxX - one.frame.x) < 0.01
    }
}
