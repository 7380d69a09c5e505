import Foundation
import Images
import Tensors
import Testing

@Suite("Maps of strength")
struct StrengthMapTests {
    struct Palettes: Decodable {
        let places: [Double]
        let maps: [String: String]
        let entries: [String: [Int]]

        func bytes(_ map: StrengthMap) throws -> [UInt8] {
            let digits = Array(try #require(maps[map.rawValue]))
            return try stride(from: 0, to: digits.count, by: 2).map {
                try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
            }
        }
    }

    static let withPalette = StrengthMap.allCases.filter { $0.palette != nil }

    @Test("palettes are the peers'", arguments: withPalette)
    func palettes(_ map: StrengthMap) throws {
        let peers = try Fixture("palettes.json").json(Palettes.self)
        let wanted = try peers.bytes(map)
        let found = try #require(map.palette).flatMap { [$0.red, $0.green, $0.blue] }
        #expect(found.count == 768)
        // zennit's are computed as it does; matplotlib's lie within 1 of 255.
        let isExact = [.bwr, .coldnhot, .seismic, .hot].contains(map)
        #expect(difference(found, wanted).largest <= (isExact ? 0 : 1))
    }

    @Test("strengths take the peers' entries", arguments: withPalette)
    func entries(_ map: StrengthMap) throws {
        let peers = try Fixture("palettes.json").json(Palettes.self)
        let found = peers.places.map { map.entry(ofStrength: $0) }
        #expect(found == peers.entries[map.rawValue])
        #expect(map.entry(ofStrength: 7) == 255)
    }

    @Test("every map is a peer's or has a duotone")
    func complete() throws {
        let peers = try Fixture("palettes.json").json(Palettes.self)
        let own = StrengthMap.allCases.filter { $0.duotone != nil }
        #expect(own == [.duotone, .linear])
        #expect(Set(peers.maps.keys) == Set(Self.withPalette.map(\.rawValue)))
    }

    @Test("alone, zennit's maps draw what its imgify draws", arguments: ["real", "two"])
    func alone(_ name: String) throws {
        let heatmap = try OverlayTests.map(name)
        let strength = try HeatmapStrength(of: heatmap, blur: 0)
        let full = heatmap.elements.map(abs).percentile(99)
        #expect(strength.full == full && strength.map == heatmap)
        for map in [StrengthMap.bwr, .coldnhot, .seismic] {
            let found = map.picture(
                ofStrengths: strength.values(width: 56, height: 56),
                width: 56,
                height: 56
            )
            let wanted = try ColorMap(parsing: map.rawValue)
                .picture(of: heatmap, range: -full...full)
            // 32-bit strengths may tip a value over to the next entry, of a few steps of 255.
            let changed = difference(found.pixels, wanted.pixels)
            #expect(changed.largest <= 8 && changed.count <= 12, "\(map): \(changed)")
        }
    }

    @Test("maps without sign draw both signs alike", arguments: StrengthMap.allCases)
    func signs(_ map: StrengthMap) {
        for strength in [0.3, 0.7, 1] {
            let (plus, minus) = (
                map.color(ofStrength: strength, overGrey: nil),
                map.color(ofStrength: -strength, overGrey: nil)
            )
            #expect((plus == minus) == !map.isSigned, "\(strength)")
        }
    }

    @Test("over a photo nothing hides where nothing was found", arguments: StrengthMap.allCases)
    func overPhoto(_ map: StrengthMap) throws {
        let photo = try OverlayTests.photo()
        let ground = OverlayGround(photo)
        let count = photo.width * photo.height
        let none = map.overlay(ground, strengths: [Float](repeating: 0, count: count))
        #expect(none == (map.palette == nil ? ground.base : photo))
        // At full strength a fifth of the photo shows through.
        let full = map.overlay(ground, strengths: [Float](repeating: -1, count: count))
        guard let palette = map.palette else { return #expect(full != none) }
        let color = palette[map.entry(ofStrength: -1)]
        for (offset, byte) in full.pixels.enumerated() {
            let part = [color.red, color.green, color.blue][offset % 3]
            let wanted = 0.2 * Double(photo.pixels[offset]) + 0.8 * Double(part)
            #expect(abs(Double(byte) - wanted) <= 0.51)
        }
    }

    @Test("the legend's colours are those of pixels", arguments: StrengthMap.allCases)
    func legend(_ map: StrengthMap) {
        let grey = Picture(width: 1, height: 1, filledWith: Color(rgb: 0x808080))
        for strength in stride(from: -1.0, through: 1, by: 0.125) {
            let over = map.overlay(OverlayGround(grey), strengths: [Float(strength)])
            let wanted = map.color(ofStrength: strength, overGrey: 128)
            #expect(largest(over[0, 0], wanted) <= 1, "\(strength)")
            let alone = map.picture(ofStrengths: [Float(strength)], width: 1, height: 1)
            #expect(largest(alone[0, 0], map.color(ofStrength: strength, overGrey: nil)) <= 1)
        }
    }

    @Test("the linear map's strength can be read back from its colours")
    func readBack() {
        var ruler: [Float] = []
        for step in -100...100 { ruler.append(Float(step) / 100) }
        let photo = Picture(width: ruler.count, height: 1, filledWith: Color(rgb: 0x5A5A5A))
        let ground = OverlayGround(photo)
        let drawn = StrengthMap.linear.overlay(ground, strengths: ruler)
        for (column, strength) in ruler.enumerated() {
            let sign: Float = strength < 0 ? -1 : 1
            // |s| = (out - base) / (.94 (tint - base)), with out = base + .94 (tint - base) at 1.
            let end = StrengthMap.linear.overlay(
                ground,
                strengths: [Float](repeating: sign, count: ruler.count)
            )
            let (out, base, full) = (drawn[column, 0], ground.base[column, 0], end[column, 0])
            let channel: (Color) -> Double = {
                strength < 0 ? Double($0.red) : Double($0.blue)
            }
            let read = (channel(out) - channel(base)) / (channel(full) - channel(base))
            #expect(abs(read - Double(abs(strength))) < 0.01, "\(strength)")
        }
        #expect(abs(Duotone.linear.opacity(ofStrength: 0.5) - 0.47) < 1e-12)
        #expect(abs(Duotone.linear.opacity(ofStrength: -0.01) - 0.0094) < 1e-12)
    }

    private func largest(_ a: Color, _ b: Color) -> Int {
        max(
            abs(Int(a.red) - Int(b.red)),
            abs(Int(a.green) - Int(b.green)),
            abs(Int(a.blue) - Int(b.blue))
        )
    }
}
