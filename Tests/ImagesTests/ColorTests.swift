import Foundation
import Images
import Tensors
import Testing

@Suite("Colours")
struct ColorTests {
    @Test("palettes are zennit's, byte for byte")
    func palettes() throws {
        let names = try Fixture("vis/palettes.json").json([String].self)
        let bytes = try Fixture("vis/palettes.bin").bytes()
        #expect(names.count == 34 && bytes.count == names.count * 768)
        for (index, name) in names.enumerated() {
            // palette.hot.0.5: the scale, then the level.
            let parts = name.split(separator: ".", maxSplits: 2).map(String.init)
            let scale = parts[1] == "custom" ? "f00,3:0f0,c0:123456,00f" : parts[1]
            let level = parts.count > 2 ? try #require(Double(parts[2])) : 1
            let palette = try ColorMap(parsing: scale).palette(level: level)
            let found = palette.flatMap { [$0.red, $0.green, $0.blue] }
            #expect(found == Array(bytes[index * 768..<(index + 1) * 768]), "\(name)")
        }
    }

    @Test(
        "palette pictures are zennit's",
        arguments: [("heat-0", "heat0", false), ("heat-0", "heat0", true)]
            + [("signed-0", "signed0", false), ("signed-0", "signed0", true)]
    )
    func pictures(_ map: String, _ name: String, _ isSymmetric: Bool) throws {
        let heatmap = try Fixture("vis/\(map).f32").tensor(64, 64)
        let kind = isSymmetric ? "sym" : "asym"
        let wanted = try Fixture("vis/imgify-\(name).\(kind).rgb").bytes()
        let picture = try ColorMap.blueWhiteRed.picture(of: heatmap, isSymmetric: isSymmetric)
        // Maps were rounded to 32 bits, which may tip a value over to the next entry: two bytes of
        // 2 each.
        let found = difference(picture.pixels, wanted)
        #expect(found.largest <= 2 && found.count <= 8, "\(found)")
    }

    @Test("values beyond the range get the end colours, constant maps the first")
    func range() throws {
        let map = Tensor(shape: [1, 3], elements: [-9, 0.5, 9])
        let gray = try ColorMap(parsing: "gray")
        let picture = try gray.picture(of: map, range: 0...1)
        #expect(picture.pixels == [0, 0, 0, 127, 127, 127, 255, 255, 255])
        // Before the first place, its colour rules.
        let late = try ColorMap(parsing: "80:123456,fff").palette()
        #expect(late[0] == Color(rgb: 0x123456) && late[100] == late[0] && late[255] == .white)
        let flat = try gray.picture(of: Tensor(shape: [1, 2], elements: [3, 3]))
        #expect(flat.pixels == [0, 0, 0, 0, 0, 0])
    }

    @Test(
        "scales that make no sense are refused",
        arguments: [
            "", "fff", "fff,", "fff,ggg", "ff,fff", "80:fff,20:000", "100:000,fff", "::,fff",
            "a:b:ccc,fff", "-11,fff", "80:fff,80:000", "rainbow",
        ]
    )
    func badScales(_ text: String) {
        #expect(throws: ImagesError.self) { try ColorMap(parsing: text) }
    }

    @Test("evidence colours stand out from white as designed")
    func contrast() {
        let wanted: [(Color, Double)] = [
            (EvidenceColors.positive, 4.9), (EvidenceColors.negative, 6.4),
            (EvidenceColors.positiveOutline, 11.2), (EvidenceColors.negativeOutline, 13.5),
        ]
        for (color, ratio) in wanted {
            let found = 1.05 / (luminance(color) + 0.05)
            #expect(abs(found - ratio) < 0.1, "\(found)")
        }
    }

    /// Relative luminance by WCAG 2.
    private func luminance(_ color: Color) -> Double {
        let linear = [color.red, color.green, color.blue].map { byte in
            let c = Double(byte) / 255
            return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
