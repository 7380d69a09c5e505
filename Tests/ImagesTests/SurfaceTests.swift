import Images
import Tensors
import Testing

@Suite("What surfaces are measured by")
struct SurfaceTests {
    /// Published coordinates of sRGB's corners (D65, two degrees), to two decimals.
    static let corners: [(name: String, rgb: [UInt8], lab: [Double])] = [
        ("black", [0, 0, 0], [0, 0, 0]),
        ("white", [255, 255, 255], [100, 0, 0]),
        ("red", [255, 0, 0], [53.24, 80.09, 67.20]),
        ("green", [0, 255, 0], [87.73, -86.18, 83.18]),
        ("blue", [0, 0, 255], [32.30, 79.19, -107.86]),
        ("cyan", [0, 255, 255], [91.11, -48.09, -14.13]),
        ("magenta", [255, 0, 255], [60.32, 98.23, -60.82]),
        ("yellow", [255, 255, 0], [97.14, -21.55, 94.48]),
        ("middle gray", [119, 119, 119], [50.03, 0, 0]),
    ]

    @Test("colours have the published coordinates", arguments: corners)
    func corner(_ name: String, _ rgb: [UInt8], _ lab: [Double]) {
        let color = LabColor(red: rgb[0], green: rgb[1], blue: rgb[2])
        #expect(abs(color.lightness - lab[0]) < 0.02)
        #expect(abs(color.a - lab[1]) < 0.02 && abs(color.b - lab[2]) < 0.02)
        #expect((0..<360).contains(color.hue))
        #expect(abs(color.chroma * color.chroma - lab[1] * lab[1] - lab[2] * lab[2]) < 6)
    }

    @Test("hue runs from red over yellow, green and blue back to red")
    func hues() {
        let hues = [[255, 0, 0], [255, 255, 0], [0, 255, 0], [0, 255, 255], [0, 0, 255]].map {
            LabColor(red: UInt8($0[0]), green: UInt8($0[1]), blue: UInt8($0[2])).hue
        }
        #expect(hues == hues.sorted())
        #expect(abs(hues[0] - 40) < 0.5 && abs(hues[4] - 306.3) < 0.5)
    }

    /// A picture of 40 x 40, white above and grey below a row.
    private func picture(whiteRows: Int, white: UInt8 = 255) -> Picture {
        Picture(
            width: 40,
            height: 40,
            pixels: (0..<40 * 40 * 3).map { $0 / 120 < whiteRows ? white : 90 }
        )
    }

    @Test("paper white counts as ground only where enough of the rim shows it")
    func ground() throws {
        // Of 156 pixels at the rim, a full row has 40.
        let ground = try #require(picture(whiteRows: 10).blankGround)
        #expect(ground.count { $0 } == 400 && ground[399] && !ground[400])
        #expect(picture(whiteRows: 0).blankGround == nil)
        #expect(picture(whiteRows: 10, white: 249).blankGround == nil)
        #expect(picture(whiteRows: 10, white: 250).blankGround != nil)
        var pixels = picture(whiteRows: 0).pixels
        for byte in 0..<36 { pixels[byte] = 255 }
        #expect(Picture(width: 40, height: 40, pixels: pixels).blankGround == nil)
        pixels[36] = 255
        pixels[37] = 255
        pixels[38] = 255
        // 13 of 156 is more than 8 %.
        #expect(Picture(width: 40, height: 40, pixels: pixels).blankGround?.count { $0 } == 13)
    }

    /// L* by column and row.
    private func detail(
        side: Int = 224,
        frameSide: Double? = nil,
        _ value: (Double, Double) -> Double
    ) -> BrightnessDetail {
        BrightnessDetail(
            lightness: Tensor(
                shape: [side, side],
                elements: (0..<side * side).map {
                    Float(value(Double($0 % side), Double($0 / side)))
                }
            ),
            frameSide: frameSide ?? Double(side)
        )
    }

    @Test("a ramp has one way, one edge and no detail")
    func ramp() {
        let measure = detail { x, _ in x / 2 }.measure(Array(50 * 224..<150 * 224))
        #expect(abs(measure.coherence - 1) < 1e-9)
        #expect(abs(measure.angle - 90) < 1e-6)
        #expect(measure.strength < 1)
        // Its slope is half of the least.
        #expect(measure.edgesAcross == 0)
        let steep = detail { x, _ in x * 2 }.measure(Array(50 * 224..<150 * 224))
        #expect(steep.edgesAcross == 1)
    }

    @Test("edges across stripes are as many as there are", arguments: [3, 6, 11])
    func edges(_ count: Int) {
        // A part of 110 columns from column 50 on, a change of brightness every `110 / count`.
        let width = 110.0 / Double(count)
        let stripes = detail { x, _ in
            x < 50 || Int((x - 50 + width / 2) / width) % 2 == 0 ? 30 : 70
        }
        let part = (80..<120).flatMap { row in (50..<160).map { row * 224 + $0 } }
        let measure = stripes.measure(part)
        #expect(abs(measure.edgesAcross - Double(count)) < 0.01, "\(measure.edgesAcross)")
        #expect(measure.coherence > 0.99)
    }

    @Test("a larger view with the same sight gives the same measures")
    func scale() {
        func sight(_ x: Double, _ y: Double) -> Double {
            50 + 20
                * ((x / 8).rounded(.down) + (y / 16).rounded(.down)).truncatingRemainder(
                    dividingBy: 2
                )
        }
        let small = detail { x, y in sight(x, y) }
        let large = detail(side: 448) { x, y in
            sight((x / 2).rounded(.down), (y / 2).rounded(.down))
        }
        let one = small.measure(Array(0..<224 * 224))
        let two = large.measure(Array(0..<448 * 448))
        #expect(abs(one.fine - two.fine) < 0.05 * one.fine)
        #expect(abs(one.coarse - two.coarse) < 0.05 * one.coarse)
        #expect(abs(one.coherence - two.coherence) < 0.05)
    }

    @Test("pixels that are not there leave no detail beside them")
    func ignored() {
        // Dark to column 100, then white; the dark part has stripes of its own.
        func sight(_ x: Double, _ stripes: Double) -> Double {
            x > 100
                ? 100 : 30 + stripes * (x / 10).rounded(.down).truncatingRemainder(dividingBy: 2)
        }
        func measure(_ stripes: Double, ignoring: Bool) -> BrightnessDetail.Measure {
            let side = 224
            return BrightnessDetail(
                lightness: Tensor(
                    shape: [side, side],
                    elements: (0..<side * side).map { Float(sight(Double($0 % side), stripes)) }
                ),
                frameSide: 224,
                ignoring: ignoring ? (0..<side * side).map { $0 % side > 97 } : nil
            ).measure((0..<side * side).filter { 20...97 ~= $0 % side })
        }
        #expect(measure(0, ignoring: false).strength > 4)
        #expect(measure(0, ignoring: true).strength < 1e-3)
        #expect(measure(0, ignoring: true).edgesAcross == 0)
        #expect(measure(20, ignoring: true).strength > 5)
        #expect(measure(20, ignoring: true).edgesAcross == 8)
    }

    @Test("a picture of one pixel and a flat one have no detail")
    func flat() {
        for side in [1, 2, 30] {
            let measure = detail(side: side) { _, _ in 60 }.measure(Array(0..<side * side))
            #expect(measure.coherence == 0 && measure.edgesAcross == 0)
            #expect(measure.strength < 1e-4)
            #expect((0..<180).contains(measure.angle))
        }
    }
}
