import Images
import Tensors
import Testing

@Suite("Half regions and outlines")
struct RegionTests {
    struct Measured: Decodable {
        let area: Double
        let pieces: Int
        let box: [Double]
        let centroid: [Double]
        let outlinePieces: Int
        let outlineArea: Double
    }

    struct Regions: Decodable {
        let positive: Measured?
        let negative: Measured?
    }

    static let names = ["two", "border", "ring", "scattered", "real", "small"]

    private func regions(
        _ name: String
    ) throws -> [(sign: EvidenceSign, wanted: Measured)] {
        let all = try Fixture("heatmaps/regions.json").json([String: Regions].self)
        let regions = try #require(all[name])
        return [(EvidenceSign.positive, regions.positive), (.negative, regions.negative)]
            .compactMap { sign, wanted in wanted.map { (sign, $0) } }
    }

    @Test("half regions agree with scipy's", arguments: names)
    func halfRegion(_ name: String) throws {
        let map = try OverlayTests.map(name)
        for (sign, wanted) in try regions(name) {
            let region = try #require(try HalfRegion(of: map, sign: sign))
            #expect(abs(region.area - wanted.area) < 1e-12)
            #expect(region.mask.count { $0 } == Int((wanted.area * 3136).rounded()))
            #expect(region.pieces == wanted.pieces)
            let box = [region.box.x, region.box.y, region.box.width, region.box.height]
            #expect(zip(box, wanted.box).allSatisfy { abs($0 - $1) < 1e-9 }, "\(box)")
            #expect(abs(region.centroid.x - wanted.centroid[0]) < 1e-5)
            #expect(abs(region.centroid.y - wanted.centroid[1]) < 1e-5)
        }
    }

    @Test("outlines enclose as much as contourpy's", arguments: names)
    func outlineArea(_ name: String) throws {
        let map = try OverlayTests.map(name)
        for (sign, wanted) in try regions(name) {
            let outline = try HeatmapOutline(of: map, sign: sign)
            guard outline.blur == HeatmapOutline.narrowestBlur else {
                // Widened: then it was scattered before.
                #expect(wanted.outlinePieces > HeatmapOutline.mostPieces)
                continue
            }
            let area = outline.pieces.reduce(0) { $0 + ($1.isHole ? -$1.area : $1.area) }
            // contourpy closes parts at the frame a little differently.
            #expect(abs(area - wanted.outlineArea) < 0.01 * wanted.outlineArea)
            #expect(outline.pieces.count { !$0.isHole } == wanted.outlinePieces)
        }
    }

    @Test("the outline holds exactly the pixels of the half region", arguments: names)
    func outlineIsRegion(_ name: String) throws {
        let map = try OverlayTests.map(name)
        for (sign, _) in try regions(name) {
            let outline = try HeatmapOutline(of: map, sign: sign)
            let region = try #require(try HalfRegion(of: map, sign: sign, blur: outline.blur))
            var wrong = 0
            for row in 0..<56 {
                for column in 0..<56 {
                    let point = FramePoint(
                        x: (Double(column) + 0.5) / 56,
                        y: (Double(row) + 0.5) / 56
                    )
                    let inside = outline.pieces.count { holds($0.points, point) } % 2 == 1
                    if inside != region.mask[row * 56 + column] { wrong += 1 }
                }
            }
            // Specks have no outline; they and thinning may cost some pixels.
            #expect(Double(wrong) <= 0.011 * 56 * 56, "\(wrong) pixels on the wrong side")
        }
    }

    @Test("scattered maps get few pieces")
    func scattered() throws {
        let outline = try HeatmapOutline(of: OverlayTests.map("scattered"), sign: .positive)
        #expect(outline.blur > HeatmapOutline.narrowestBlur)
        #expect(1...HeatmapOutline.mostPieces ~= outline.pieces.count { !$0.isHole })
    }

    @Test("a ring has an outer line and a hole")
    func ring() throws {
        let outline = try HeatmapOutline(of: OverlayTests.map("ring"), sign: .positive)
        #expect(outline.pieces.contains { !$0.isHole })
        #expect(outline.pieces.allSatisfy { 0...1 ~= $0.area && $0.points.count >= 4 })
    }

    @Test("a hole is a line of its own")
    func hole() throws {
        var map = Tensor(zeros: [100, 100])
        map.withUnsafeMutableElements { values in
            for row in 20..<80 {
                for column in 20..<80 where !(40..<60 ~= row && 40..<60 ~= column) {
                    values[row * 100 + column] = 1
                }
            }
        }
        let outline = try HeatmapOutline(of: map, sign: .positive)
        #expect(outline.pieces.map(\.isHole) == [false, true])
        // The hole is only as dark as the blur left it; it lies around the middle.
        let hole = try #require(outline.pieces.last)
        #expect(holds(hole.points, FramePoint(x: 0.5, y: 0.5)))
    }

    @Test("pieces at the border close along the frame")
    func border() throws {
        let outline = try HeatmapOutline(of: OverlayTests.map("border"), sign: .positive)
        let points = outline.pieces.flatMap(\.points)
        #expect(points.allSatisfy { 0...1 ~= $0.x && 0...1 ~= $0.y })
        #expect(points.contains { $0.x == 1 } && points.contains { $0.x == 0 && $0.y == 0 })
    }

    @Test("a map of one value is enclosed by the frame itself")
    func constant() throws {
        let flat = Tensor(shape: [8, 8], elements: [Float](repeating: 1, count: 64))
        let region = try #require(try HalfRegion(of: flat, sign: .positive))
        #expect(abs(region.area - 0.5) < 0.02)
        #expect(try HalfRegion(of: flat, sign: .negative) == nil)
        #expect(try HeatmapOutline(of: flat, sign: .negative).pieces.isEmpty)
        #expect(try !HeatmapOutline(of: flat, sign: .positive).pieces.isEmpty)
    }

    @Test("one pixel, one row and one column are maps too")
    func tiny() throws {
        for shape in [[1, 1], [1, 7], [7, 1]] {
            let count = shape[0] * shape[1]
            let map = Tensor(shape: shape, elements: (0..<count).map { Float($0) + 1 })
            _ = try HeatmapOutline(of: map, sign: .positive)
            #expect(try HalfRegion(of: map, sign: .positive)?.pieces == 1)
            _ = try ReferenceSquare(around: map)
            _ = try Duotone.sheet.overlay(OverlayTests.photo(), heatmap: map)
        }
    }

    /// Whether a closed line winds around a point (even-odd rule).
    private func holds(_ line: [FramePoint], _ point: FramePoint) -> Bool {
        var inside = false
        for (index, a) in line.enumerated() {
            let b = line[(index + 1) % line.count]
            if (a.y > point.y) != (b.y > point.y),
                point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x
            {
                inside.toggle()
            }
        }
        return inside
    }
}
