import Images

/// Ten digits drawn by hand, 5 pixels wide and 7 high, so that pictures can be numbered without
/// any font.
enum DigitFont {
    static let columns = 5
    static let rows = 7
    /// The pixels between two digits.
    static let spacing = 1

    /// Whether a digit has ink at a place.
    static func hasInk(_ digit: Int, column: Int, row: Int) -> Bool {
        let line = drawings[digit * rows + row]
        return line[line.index(line.startIndex, offsetBy: column)] == "#"
    }

    /// All digits from 0 to 9, one above the other.
    private static let drawings = [
        ".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###.",
        "..#..", ".##..", "#.#..", "..#..", "..#..", "..#..", "#####",
        ".###.", "#...#", "....#", "...#.", "..#..", ".#...", "#####",
        "####.", "....#", "....#", ".###.", "....#", "....#", "####.",
        "...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#.",
        "#####", "#....", "####.", "....#", "....#", "#...#", ".###.",
        ".###.", "#....", "#....", "####.", "#...#", "#...#", ".###.",
        "#####", "....#", "...#.", "...#.", "..#..", "..#..", "..#..",
        ".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###.",
        ".###.", "#...#", "#...#", ".####", "....#", "....#", ".###.",
    ]
}

extension Canvas {
    /// Writes a number in black on a white casing.
    ///
    /// - Parameters:
    ///   - number: From 0 up.
    ///   - x: The column of its left edge, casing included.
    ///   - y: The row of its top edge, casing included.
    ///   - scale: How many pixels each pixel of a digit becomes; the casing is as wide.
    package mutating func write(_ number: Int, x: Int, y: Int, scale: Int) {
        let digits = String(max(number, 0)).compactMap(\.wholeNumberValue)
        let advance = (DigitFont.columns + DigitFont.spacing) * scale
        for isCasing in [true, false] {
            for (place, digit) in digits.enumerated() {
                let left = x + scale + place * advance
                for row in 0..<DigitFont.rows {
                    for column in 0..<DigitFont.columns
                    where DigitFont.hasInk(digit, column: column, row: row) {
                        let margin = isCasing ? scale : 0
                        fill(
                            x: left + column * scale - margin,
                            y: y + scale + row * scale - margin,
                            width: scale + 2 * margin,
                            height: scale + 2 * margin,
                            isCasing ? .white : Color(rgb: 0)
                        )
                    }
                }
            }
        }
    }

    /// How high a number is in pixels, casing included.
    package static func numberHeight(scale: Int) -> Int { (DigitFont.rows + 2) * scale }
}
