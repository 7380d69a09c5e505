import Images
import Tensors
import Testing

@Suite("Overlay and reference tile")
struct OverlayTests {
    struct Square: Decodable {
        let column: Int
        let row: Int
        let side: Int
    }

    struct Regions: Decodable {
        let square: Square
    }

    static func map(_ name: String) throws -> Tensor {
        try Fixture("heatmaps/\(name).f32").tensor(56, 56)
    }

    static func photo() throws -> Picture { try Fixture("heatmaps/photo.rgb").picture(96, 96) }

    @Test("overlays follow the formula", arguments: ["two", "real"])
    func overlay(_ name: String) throws {
        let result = try Duotone.sheet.overlay(Self.photo(), heatmap: Self.map(name))
        try expect(result, isWithinOneOf: "overlay-\(name)")
    }

    @Test("the gallery keeps more of the photo")
    func gallery() throws {
        let result = try Duotone.gallery.overlay(Self.photo(), heatmap: Self.map("two"))
        try expect(result, isWithinOneOf: "overlay-gallery")
    }

    @Test("reference tiles follow the formula", arguments: ["two", "real"])
    func tile(_ name: String) throws {
        let map = try Self.map(name)
        let square = try ReferenceSquare(around: map)
        let style = ReferenceTile.sheet
        let part = square.part(of: try style.map(of: map))
        let result = try style.draw(Self.photo(), map: part)
        try expect(result, isWithinOneOf: "tile-\(name)")
    }

    @Test("the square holds what matters and stays within the frame")
    func square() throws {
        let regions = try Fixture("heatmaps/regions.json").json([String: Regions].self)
        #expect(regions.count == 6)
        for (name, wanted) in regions {
            let square = try ReferenceSquare(around: Self.map(name))
            #expect(square.column == wanted.square.column, "\(name)")
            #expect(square.row == wanted.square.row, "\(name)")
            #expect(square.side == wanted.square.side, "\(name)")
            #expect(abs(square.box.x * 56 - Double(square.column)) < 1e-9)
            #expect(abs(square.box.width * 56 - Double(square.side)) < 1e-9)
        }
    }

    @Test("a map without relevance leaves the photo pale and takes the whole frame")
    func nothing() throws {
        let empty = Tensor(zeros: [56, 56])
        let photo = try Self.photo()
        let result = try Duotone.sheet.overlay(photo, heatmap: empty)
        // The palest black of the base is 255 - .38 * 255.
        #expect(result.pixels.allSatisfy { $0 >= 158 })
        #expect(try ReferenceSquare(around: empty).side == 56)
        let tile = try ReferenceTile.sheet.draw(photo, map: empty)
        #expect(tile.pixels.allSatisfy { $0 >= 142 })
    }

    @Test("signs differ: tinted where relevant, by their own colours")
    func signs() throws {
        let white = Picture(width: 40, height: 40, filledWith: Color(rgb: 0x808080))
        var map = Tensor(zeros: [40, 40])
        map.withUnsafeMutableElements { values in
            for row in 15..<25 {
                for column in 5..<15 { values[row * 40 + column] = 1 }
                for column in 25..<35 { values[row * 40 + column] = -1 }
            }
        }
        let result = try Duotone.sheet.overlay(white, heatmap: map)
        let (warm, cold, idle) = (result[10, 20], result[30, 20], result[20, 2])
        #expect(warm.red > warm.blue && cold.blue > cold.red)
        #expect(abs(Int(idle.red) - Int(idle.blue)) <= 1)
    }

    @Test("the legend's colours are the overlay's")
    func legend() {
        let style = Duotone.sheet
        #expect(style.opacity(ofStrength: 0.08) == 0)
        #expect(abs(style.opacity(ofStrength: -0.6) - 0.94) < 1e-12)
        #expect(style.opacity(ofStrength: 1) == style.maximum)
        #expect(
            style.color(ofStrength: 0.05, overGrey: 200)
                == style.color(ofStrength: -0.05, overGrey: 200)
        )
        let full = style.color(ofStrength: 1, overGrey: 127.5)
        // .94 of C8450C and .06 of the base 206.55.
        #expect(full == Color(red: 200, green: 77, blue: 24))
    }

    @Test("maps without meaning are refused with the place", arguments: [Float.nan, .infinity])
    func notFinite(_ value: Float) throws {
        var map = Tensor(zeros: [4, 5])
        map.withUnsafeMutableElements { $0[2 * 5 + 3] = value }
        let photo = try Self.photo()
        let error = #expect(throws: ImagesError.self) {
            try Duotone.sheet.overlay(photo, heatmap: map)
        }
        #expect(error?.message.contains("row 2, column 3") == true)
        #expect(throws: ImagesError.self) { try ReferenceSquare(around: map) }
        #expect(throws: ImagesError.self) { try HeatmapOutline(of: map, sign: .positive) }
        #expect(throws: ImagesError.self) { try HalfRegion(of: map, sign: .positive) }
        #expect(throws: ImagesError.self) { try ReferenceTile.sheet.draw(photo, map: map) }
        #expect(throws: ImagesError.self) {
            try Duotone.sheet.overlay(photo, heatmap: Tensor(zeros: [2, 2, 2]))
        }
    }

    /// Fixtures hold 256ths of a byte.
    private func expect(_ picture: Picture, isWithinOneOf name: String) throws {
        let bytes = try Fixture("heatmaps/\(name).u16").bytes()
        try #require(bytes.count == picture.pixels.count * 2)
        var largest = 0.0
        for (index, pixel) in picture.pixels.enumerated() {
            let wanted = Double(Int(bytes[index * 2]) | Int(bytes[index * 2 + 1]) << 8) / 256
            largest = max(largest, abs(Double(pixel) - wanted))
        }
        // Half a byte by rounding, and a little for 32-bit maps.
        #expect(largest < 0.52, "\(name) differs by up to \(largest)")
    }
}
