import Explanations
import Foundation
import Images
import SheetFixtures
import SheetRendering
import SheetTemplates
import Testing

/// Bars, outlines, ramps and marks as they come out in pixels.
@Suite struct DrawnSignTests {
    private static let millimetre = 72 / 25.4
    private let scene: OverlayPaintingTests.Scene

    init() throws { scene = try OverlayPaintingTests.Scene() }

    /// Draws one content at a size in millimetres, with a margin of a millimetre.
    private func draw(
        _ content: PlacedElement.Content,
        width: Double,
        height: Double,
        dotsPerInch: Double = 600
    ) throws -> Picture {
        var element = scene.sheet.pages[0].elements[scene.places[0]]
        element.content = content
        let mm = Self.millimetre
        element.frame = Rect(x: mm, y: mm, width: width * mm, height: height * mm)
        return try ElementBitmap.draw(
            [element],
            in: Rect(x: 0, y: 0, width: (width + 2) * mm, height: (height + 2) * mm),
            dotsPerInch: dotsPerInch,
            pictures: PicturePainter(AssetFolder(scene.folder.url))
        )
    }

    /// The luminance of each pixel by WCAG 2: what a greyscale print shows.
    private func luminances(_ picture: Picture) -> [Double] {
        stride(from: 0, to: picture.pixels.count, by: 3).map { offset in
            let parts = (0..<3).map { channel -> Double in
                let part = Double(picture.pixels[offset + channel]) / 255
                return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
    }

    private func colour(_ code: String) throws -> Colour {
        try #require(Colour(hexadecimal: code))
    }

    @Test("In grey a bar for is solid and a bar against striped, at least 3 to 1")
    func bars() throws {
        let solid = try draw(.fill(colour("#C8450C")), width: 20, height: 2.2)
        let hatched = try draw(.hatch(colour("#1B5FAE")), width: 20, height: 2.2)
        let middle = solid.height / 2
        func row(_ picture: Picture) -> [Double] {
            let all = luminances(picture)
            // Within the bar, clear of its border.
            let inset = picture.width / 10
            return Array(all[middle * picture.width + inset..<(middle + 1) * picture.width - inset])
        }
        let (plain, striped) = (row(solid), row(hatched))
        #expect((plain.max() ?? 1) - (plain.min() ?? 0) < 0.01)
        let (light, dark) = (try #require(striped.max()), try #require(striped.min()))
        #expect((light + 0.05) / (dark + 0.05) >= 3)
        // Half of it is coloured: it reads as a paler bar too.
        let share = Double(striped.count { $0 < (light + dark) / 2 }) / Double(striped.count)
        #expect(0.35...0.65 ~= share)
        let changes = zip(striped, striped.dropFirst()).count {
            ($0 < (light + dark) / 2) != ($1 < (light + dark) / 2)
        }
        // 18 mm at a pitch of 1.41 mm along the bar.
        #expect(20...30 ~= changes)
    }

    @Test("An outline for is one line, one against is dashed, on a white casing")
    func outlines() throws {
        func strokes(_ sign: Sign) throws -> Double {
            var overlay = try scene.overlay(0)
            overlay.sign = sign
            let map = AssetFixture.blobs(side: 224, seed: 3, sign: sign == .positive ? 1 : -1)
            try scene.write(map, for: 0)
            let picture = try draw(.overlay(overlay), width: 34, height: 34)
            let wanted =
                sign == .positive
                ? EvidenceColors.positiveOutline : EvidenceColors.negativeOutline
            var line = 0
            var casing = 0
            for y in 0..<picture.height {
                for x in 0..<picture.width {
                    let found = picture[x, y]
                    if found == wanted { line += 1 }
                    if (30..<picture.width - 30).contains(x),
                        (30..<picture.height - 30).contains(y),
                        min(found.red, found.green, found.blue) > 240
                    {
                        casing += 1
                    }
                }
            }
            return Double(line) / Double(casing)
        }
        let (solid, dashed) = (try strokes(.positive), try strokes(.negative))
        // Line .8 pt in a casing of 2 pt: .8 to 1.2 where it is solid.
        #expect(solid > 0.45)
        #expect(dashed < 0.75 * solid && dashed > 0.2 * solid, "\(dashed) to \(solid)")
    }

    @Test(
        "A ramp begins and ends with its strengths' colours",
        arguments: OverlayStyle.Map.allCases
    )
    func ramps(map: OverlayStyle.Map) throws {
        for hasPhoto in [true, false] {
            let style = OverlayStyle(map: map, hasPhoto: hasPhoto)
            let picture = try draw(
                .ramp(Ramp(style: style, from: -1, to: 1)),
                width: 40,
                height: 3,
                dotsPerInch: 300
            )
            let start = Int((300 / 25.4).rounded())
            let drawn = try #require(StrengthMap(rawValue: map.rawValue))
            for (part, strength) in [(0.0, -1.0), (0.25, -0.5), (0.5, 0), (0.75, 0.5), (1, 1)] {
                let reach = Double(picture.width - 2 * start - 5)
                let x = start + 2 + Int(reach * part)
                let wanted = drawn.color(ofStrength: strength, overGrey: hasPhoto ? 127.5 : nil)
                let found = picture[x, picture.height / 2]
                let off = max(
                    abs(Int(found.red) - Int(wanted.red)),
                    abs(Int(found.green) - Int(wanted.green)),
                    abs(Int(found.blue) - Int(wanted.blue))
                )
                #expect(off <= 14, "\(strength): \(found), wanted \(wanted)")
            }
        }
    }

    @Test("Marks fill their square, stay within it and differ", arguments: [2.5, 4])
    func symbols(size: Double) throws {
        let ink = try colour("#15181C")
        var seen: [Picture] = []
        let inked: [Symbol: ClosedRange<Double>] = [
            .finding: 0.33...0.45, .repaired: 0.25...0.4, .passed: 0.1...0.2, .differs: 0.24...0.34,
            .dot: 0.6...0.7,
            .ring: 0.2...0.27, .box: 0.23...0.31,
        ]
        for symbol in Symbol.allCases {
            let picture = try draw(.symbol(symbol, ink), width: size, height: size)
            #expect(!seen.contains(picture))
            seen.append(picture)
            let dark = luminances(picture).map { $0 < 0.5 }
            let margin = 600 / 25.4
            var (left, right) = (picture.width, 0)
            for (pixel, isDark) in dark.enumerated() where isDark {
                left = min(left, pixel % picture.width)
                right = max(right, pixel % picture.width)
            }
            // It uses most of the square's width, and no more.
            #expect(Double(left) >= margin - 1 && Double(left) < margin * (1 + 0.12 * size))
            #expect(Double(right) <= Double(picture.width) - margin + 1)
            #expect(Double(right - left) > 0.75 * size * margin)
            let share = Double(dark.count { $0 }) / (size * margin * size * margin)
            let wanted = try #require(inked[symbol])
            #expect(wanted ~= share, "\(symbol): \(share)")
        }
    }

    @Test("A mark stands in the middle of a frame that is no square")
    func wideFrame() throws {
        let picture = try draw(.symbol(.dot, colour("#15181C")), width: 12, height: 3)
        let dark = luminances(picture).map { $0 < 0.5 }
        let columns = dark.indices.filter { dark[$0] }.map { $0 % picture.width }
        let middle = Double(columns.reduce(0, +)) / Double(columns.count)
        #expect(abs(middle - Double(picture.width - 1) / 2) < 1)
    }
}
