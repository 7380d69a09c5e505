import Foundation
import Images
import Tensors
import Testing

/// Whether the two signs can be told apart by colour, for all and for deuteranopes.
@Suite("Contrast of the signs")
struct SignContrastTests {
    private typealias Light = (red: Double, green: Double, blue: Double)

    private static func linear(_ value: UInt8) -> Double {
        let part = Double(value) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }

    private static func encoded(_ light: Double) -> Double {
        let light = min(max(light, 0), 1)
        return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055)
    }

    /// What a deuteranope sees, by the matrix of Machado, Oliveira and Fernandes (2009), severity 1.
    private static func deuteranope(_ color: Color) -> Light {
        let (r, g, b) = (linear(color.red), linear(color.green), linear(color.blue))
        return (
            encoded(0.367322 * r + 0.860646 * g - 0.227968 * b),
            encoded(0.280085 * r + 0.672501 * g + 0.047413 * b),
            encoded(-0.011820 * r + 0.042940 * g + 0.968881 * b)
        )
    }

    private static func distance(_ a: Color, _ b: Color) -> Double {
        let (a, b) = (deuteranope(a), deuteranope(b))
        let parts = [a.red - b.red, a.green - b.green, a.blue - b.blue]
        return parts.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    /// The contrast with white by the formula of WCAG 2.
    private static func contrastOnWhite(_ color: Color) -> Double {
        let luminance =
            0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
        return 1.05 / (luminance + 0.05)
    }

    @Test(
        "full strength shows its sign over every grey",
        arguments: [0.0, 30, 80, 127.5, 190, 255]
    )
    func overEveryGrey(_ grey: Double) {
        let style = Duotone.sheet
        let warm = style.color(ofStrength: 1, overGrey: grey)
        let cold = style.color(ofStrength: -1, overGrey: grey)
        #expect(Self.distance(warm, cold) > 60, "\(warm) and \(cold)")
        #expect(warm.red > warm.blue && cold.blue > cold.red)
        // Neither may be taken for the untinted ground.
        let idle = style.color(ofStrength: 0, overGrey: grey)
        #expect(Self.distance(warm, idle) > 40 && Self.distance(cold, idle) > 40)
    }

    @Test("numbers and bars are readable on white, in grey too")
    func bars() {
        for sign in [EvidenceSign.positive, .negative] {
            #expect(Self.contrastOnWhite(sign.color) > 4.5)
        }
        #expect(Self.distance(EvidenceSign.positive.color, EvidenceSign.negative.color) > 150)
    }

    /// The contrast of two colours by the formula of WCAG 2, which looks at lightness alone: what a
    /// greyscale print keeps.
    private static func greyContrast(_ a: Color, _ b: Color) -> Double {
        contrast(luminance(a), luminance(b))
    }

    /// The same of what a deuteranope sees.
    private static func deuteranopeContrast(_ a: Color, _ b: Color) -> Double {
        contrast(luminance(seen(a)), luminance(seen(b)))
    }

    private static func contrast(_ a: Double, _ b: Double) -> Double {
        (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    private static func luminance(_ color: Color) -> Double {
        0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    }

    private static func seen(_ color: Color) -> Color {
        let light = deuteranope(color)
        return Color(
            red: UInt8(light.red.rounded()),
            green: UInt8(light.green.rounded()),
            blue: UInt8(light.blue.rounded())
        )
    }

    @Test("outlines stand out 3 to 1 from every ground, and from their casing")
    func outlines() {
        for line in [EvidenceColors.positiveOutline, EvidenceColors.negativeOutline] {
            for grey in stride(from: 0.0, through: 255, by: 5) {
                let ground = Duotone.sheet.color(ofStrength: 0, overGrey: grey)
                #expect(Self.greyContrast(line, ground) >= 3, "\(grey)")
                #expect(Self.deuteranopeContrast(line, ground) >= 3, "\(grey)")
            }
            // The casing is white at 92 % over whatever lies below: at worst black.
            let casing = Color(rgb: 0xEBEBEB)
            #expect(Self.greyContrast(line, casing) >= 7)
            #expect(Self.deuteranopeContrast(line, casing) >= 7)
        }
    }

    @Test("in grey a tint is darker than its surroundings, most of all on dark photos")
    func tintInGrey() {
        for style in [Duotone.sheet, Duotone.linear] {
            for sign in [1.0, -1] {
                for grey in stride(from: 0.0, through: 255, by: 5) {
                    let ground = style.color(ofStrength: 0, overGrey: grey)
                    let tint = style.color(ofStrength: sign, overGrey: grey)
                    #expect(Self.luminance(tint) < Self.luminance(ground))
                    let least = grey < 130 ? 2.9 : 1.65
                    #expect(Self.greyContrast(tint, ground) > least, "\(sign) over \(grey)")
                    #expect(Self.deuteranopeContrast(tint, ground) > least - 0.4)
                }
            }
        }
    }

    @Test("the two hues are near-equal in grey: signs there need line style and hatching")
    func huesInGrey() {
        // This is why neither overlays nor bars may rely on the hue.
        #expect(Self.greyContrast(EvidenceColors.positive, EvidenceColors.negative) < 1.5)
    }

    @Test("dark photos are lifted, light ones are not")
    func lift() throws {
        let style = Duotone.sheet
        let dark = Picture(width: 8, height: 8, filledWith: Color(rgb: 0x161616))
        let light = Picture(width: 8, height: 8, filledWith: Color(rgb: 0x707070))
        #expect(style.gamma(for: light) == 1)
        let gamma = style.gamma(for: dark)
        #expect(gamma < 0.6 && gamma >= style.leastGamma)
        // The mean of an even picture comes out at the wanted one.
        #expect(abs(pow(22.0 / 255, gamma) - style.liftedMean) < 0.02)
        let black = Picture(width: 8, height: 8, filledWith: Color(rgb: 0))
        #expect(style.gamma(for: black) == 1)
        let map = Tensor(shape: [8, 8], elements: [Float](repeating: 1, count: 64))
        let result = try style.overlay(dark, heatmap: map)
        // Without the lift red would be 65 at most.
        #expect(result[4, 4].red > 120 && result[4, 4].blue < 40)
    }
}
