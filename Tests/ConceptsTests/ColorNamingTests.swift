import Concepts
import Explanations
import Images
import Testing

@Suite("Colour names")
struct ColorNamingTests {
    /// Colours of CSS whose names say a basic term, and a few that people agree on.
    static let named: [(name: String, rgb: Int, term: BasicColor)] = [
        ("black", 0x000000, .black), ("near black", 0x101012, .black),
        ("dimgray", 0x696969, .gray), ("gray", 0x808080, .gray), ("darkgray", 0xA9A9A9, .gray),
        ("silver", 0xC0C0C0, .gray), ("lightgray", 0xD3D3D3, .gray),
        ("slategray", 0x708090, .gray),
        ("white", 0xFFFFFF, .white), ("snow", 0xFFFAFA, .white), ("whitesmoke", 0xF5F5F5, .white),
        ("ghostwhite", 0xF8F8FF, .white), ("ivory", 0xFFFFF0, .white), ("linen", 0xFAF0E6, .white),
        ("red", 0xFF0000, .red), ("darkred", 0x8B0000, .red), ("firebrick", 0xB22222, .red),
        ("crimson", 0xDC143C, .red), ("indianred", 0xCD5C5C, .red),
        ("orange", 0xFFA500, .orange), ("darkorange", 0xFF8C00, .orange),
        ("orangered", 0xFF4500, .orange), ("coral", 0xFF7F50, .orange),
        ("yellow", 0xFFFF00, .yellow), ("gold", 0xFFD700, .yellow), ("khaki", 0xF0E68C, .yellow),
        ("lemonchiffon", 0xFFFACD, .yellow),
        ("green", 0x008000, .green), ("lime", 0x00FF00, .green), ("darkgreen", 0x006400, .green),
        ("forestgreen", 0x228B22, .green), ("seagreen", 0x2E8B57, .green),
        ("lightgreen", 0x90EE90, .green), ("darkolivegreen", 0x556B2F, .green),
        ("springgreen", 0x00FF7F, .green), ("yellowgreen", 0x9ACD32, .green),
        ("blue", 0x0000FF, .blue), ("navy", 0x000080, .blue), ("midnightblue", 0x191970, .blue),
        ("royalblue", 0x4169E1, .blue), ("dodgerblue", 0x1E90FF, .blue),
        ("skyblue", 0x87CEEB, .blue), ("lightblue", 0xADD8E6, .blue),
        ("steelblue", 0x4682B4, .blue), ("cornflowerblue", 0x6495ED, .blue),
        ("purple", 0x800080, .purple), ("indigo", 0x4B0082, .purple),
        ("blueviolet", 0x8A2BE2, .purple), ("darkviolet", 0x9400D3, .purple),
        ("mediumpurple", 0x9370DB, .purple), ("rebeccapurple", 0x663399, .purple),
        ("pink", 0xFFC0CB, .pink), ("lightpink", 0xFFB6C1, .pink), ("hotpink", 0xFF69B4, .pink),
        ("deeppink", 0xFF1493, .pink), ("salmon", 0xFA8072, .pink),
        ("saddlebrown", 0x8B4513, .brown), ("sienna", 0xA0522D, .brown),
        ("rosewood", 0x65433C, .brown), ("tan", 0xD2B48C, .brown), ("coffee", 0x6F4E37, .brown),
        ("sandstone", 0xA08060, .brown),
    ]

    @Test("colours have the names that people give them", arguments: named)
    func name(_ name: String, _ rgb: Int, _ term: BasicColor) {
        let color = LabColor(
            red: UInt8(rgb >> 16),
            green: UInt8(rgb >> 8 & 255),
            blue: UInt8(rgb & 255)
        )
        #expect(
            BasicColor(naming: color) == term,
            "L \(color.lightness) C \(color.chroma) h \(color.hue)"
        )
    }

    @Test("every colour has a name and every name its colours")
    func all() {
        var counts: [BasicColor: Int] = [:]
        for red in stride(from: 0, through: 255, by: 15) {
            for green in stride(from: 0, through: 255, by: 15) {
                for blue in stride(from: 0, through: 255, by: 15) {
                    let color = LabColor(
                        red: UInt8(red),
                        green: UInt8(green),
                        blue: UInt8(blue)
                    )
                    counts[BasicColor(naming: color), default: 0] += 1
                }
            }
        }
        #expect(counts.values.reduce(0, +) == 18 * 18 * 18)
        #expect(BasicColor.allCases.allSatisfy { counts[$0, default: 0] > 20 }, "\(counts)")
    }
}
