/// A scale of colours for values from 0 to 1, as zennit writes and draws them.
///
/// A scale is a list of colours such as `00f,80:fff,f00`: hexadecimal `rgb` or `rrggbb`, each with
/// an optional place from `00` to `ff` before a colon (one digit counts twice). The first lies at
/// `00` and the last at `ff` if they name no place; the others without a place spread evenly
/// between their neighbours. Colours in between are mixed linearly.
public struct ColorMap: Sendable, Equatable {
    /// A colour and its place, 0 to 256.
    private struct Node: Equatable {
        var place: Int
        var color: Color
    }

    private let nodes: [Node]

    /// The scales that zennit knows by name.
    public static let named = [
        "gray": "000,fff",
        "wred": "fff,f00",
        "wblue": "fff,00f",
        "hot": "000,f00,ff0,fff",
        "cold": "000,00f,0ff",
        "coldnhot": "0ff,00f,80:000,f00,ff0,fff",
        "bwr": "00f,80:fff,f00",
        "france": "0055a4,80:fff,ef4135",
        "seismic": "0000d0,80:d0d0d0,d00000",
        "coolio": "00d0d0,80:d0d0d0,d000d0",
        "coleus": "00d000,80:d0d0d0,d000d0",
    ]

    /// Blue for negative, white for zero, red for positive values.
    public static let blueWhiteRed = ColorMap(nodes: [
        Node(place: 0, color: Color(rgb: 0x0000FF)),
        Node(place: 128, color: .white),
        Node(place: 255, color: Color(rgb: 0xFF0000)),
    ])

    private init(nodes: [Node]) {
        // One more place repeats the last colour.
        let last = nodes.last.map { [Node(place: 256, color: $0.color)] } ?? []
        self.nodes = nodes + last
    }

    /// Reads a scale: one of the `named` ones, or a list of colours.
    ///
    /// - Parameter text: Such as `bwr` or `00f,80:fff,f00`.
    /// - Throws: `ImagesError` for fewer than two colours, bad digits, and places out of order.
    public init(parsing text: String) throws(ImagesError) {
        let list = Self.named[text] ?? text
        var places = [Int?]()
        var colors = [Color]()
        for part in list.split(separator: ",", omittingEmptySubsequences: false) {
            guard let (place, color) = Self.node(part) else {
                throw ImagesError(
                    "colour scale '\(text)': '\(part)' is no colour",
                    hint: "write rgb or rrggbb in hexadecimal, or a name: "
                        + Self.named.keys.sorted().joined(separator: ", ")
                )
            }
            places.append(place)
            colors.append(color)
        }
        guard colors.count >= 2 else {
            throw ImagesError("colour scale '\(text)' has fewer than two colours")
        }
        let spread = Self.spread(places)
        guard zip(spread, spread.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw ImagesError(
                "colour scale '\(text)': places must rise from 00 to ff, these are \(spread)"
            )
        }
        self.init(nodes: zip(spread, colors).map { Node(place: $0, color: $1) })
    }

    /// The 256 colours of a palette picture.
    ///
    /// - Parameter level: How fast colours change around the middle: 1 uses the whole scale once,
    ///   2 reaches its ends halfway.
    /// - Returns: 256 colours; entry 127.5 would be the middle of the scale.
    public func palette(level: Double = 1) -> [Color] {
        (0..<256).map { entry in
            let position = entry == 255 ? 1 : -1 + Double(entry) * (2.0 / 255)
            let place = 255 * min(max((position * level + 1) / 2, 0), 1)
            return color(at: place)
        }
    }

    /// The colour at a place from 0 to 255, each part cut to a whole number.
    private func color(at place: Double) -> Color {
        let above = nodes.indices.dropFirst().first { Double(nodes[$0].place) > place }
        // Before the first place its colour rules.
        let end = above ?? nodes.count - 1
        let (first, second) = (nodes[end - 1], nodes[end])
        let width = Double(second.place - first.place)
        let part = max((place - Double(first.place)) / width, 0)
        let mixed = zip(first.color.channels, second.color.channels).map { a, b in
            let value = (a * (1 - part) + b * part) / 255
            return UInt8(min(max(255 * value, 0), 255))
        }
        return Color(red: mixed[0], green: mixed[1], blue: mixed[2])
    }

    // MARK: Reading

    private static func node(_ part: Substring) -> (Int?, Color)? {
        let pieces = part.split(separator: ":", omittingEmptySubsequences: false)
        guard let hex = pieces.last, pieces.count <= 2,
            part.utf8.allSatisfy({ $0 == UInt8(ascii: ":") || isHexDigit($0) }),
            hex.count == 3 || hex.count == 6
        else { return nil }
        let full = hex.count == 3 ? hex.map { "\($0)\($0)" }.joined() : String(hex)
        guard let rgb = UInt32(full, radix: 16) else { return nil }
        guard pieces.count == 2 else { return (nil, Color(rgb: rgb)) }
        let digits = pieces[0].count == 1 ? "\(pieces[0])\(pieces[0])" : String(pieces[0])
        guard digits.count == 2, let place = Int(digits, radix: 16) else { return nil }
        return (place, Color(rgb: rgb))
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    /// Gives places to the colours that have none.
    private static func spread(_ places: [Int?]) -> [Int] {
        var known = places
        known[0] = known[0] ?? 0
        known[known.count - 1] = known[known.count - 1] ?? 255
        var result = [Int]()
        var waiting = 0
        for place in known {
            guard let place else {
                waiting += 1
                continue
            }
            let start = result.last ?? 0
            for step in 0..<waiting {
                result.append(start + (place - start) * (step + 1) / (waiting + 1))
            }
            waiting = 0
            result.append(place)
        }
        return result
    }
}
