import Images
import Tensors
import Testing

@Suite("Strength of heatmaps")
struct HeatmapStrengthTests {
    @Test("full strength is the 99th percentile of the blurred map's own pixels")
    func full() throws {
        let map = try OverlayTests.map("two")
        let strength = try HeatmapStrength(of: map)
        let blurred = GaussianBlur(sigma: 0.02 * 56)(map)
        #expect(strength.map == blurred)
        let sorted = blurred.elements.map { Double(abs($0)) }.sorted()
        let position = 0.99 * Double(sorted.count - 1)
        let below = sorted[Int(position)]
        let part = position - position.rounded(.down)
        let wanted = below + (sorted[Int(position) + 1] - below) * part
        #expect(abs(strength.full - wanted) < 1e-15)
        #expect(try HeatmapStrength(of: map, blur: 0).full != strength.full)
    }

    @Test("a common scale makes the weaker map paler, and only it")
    func commonScale() throws {
        let strong = try HeatmapStrength(of: OverlayTests.map("two"))
        let weak = try HeatmapStrength(
            of: Tensor(shape: [56, 56], elements: OverlayTests.map("two").elements.map { $0 / 4 })
        )
        let own = strong.values(width: 70, height: 70)
        #expect(difference(weak.values(width: 70, height: 70), own) < 1e-5)
        #expect(strong.values(width: 70, height: 70, full: strong.full) == own)
        let shared = weak.values(width: 70, height: 70, full: strong.full)
        for (pale, full) in zip(shared, own) where abs(full) < 1 {
            #expect(abs(pale - full / 4) < 1e-5)
        }
        #expect((shared.map(abs).max() ?? 1) < 0.6)
    }

    @Test("a map of zeros has no strength; a constant one is full, whichever sign")
    func constants() throws {
        let zeros = try HeatmapStrength(of: Tensor(zeros: [9, 7]))
        #expect(zeros.full == 0)
        #expect(zeros.values(width: 5, height: 3) == [Float](repeating: 0, count: 15))
        #expect(zeros.values(width: 2, height: 1, full: 0) == [0, 0])
        for value: Float in [2, -2] {
            let flat = Tensor(shape: [9, 7], elements: [Float](repeating: value, count: 63))
            let strength = try HeatmapStrength(of: flat)
            let wanted = [Float](repeating: value / 2, count: 40)
            #expect(difference(strength.values(width: 8, height: 5), wanted) < 1e-5)
        }
    }

    @Test("where less than a hundredth is not zero, the largest value is full strength")
    func sparse() throws {
        var map = Tensor(zeros: [40, 40])
        map.withUnsafeMutableElements {
            $0[3] = 0.5
            $0[900] = -2
        }
        let strength = try HeatmapStrength(of: map, blur: 0)
        #expect(strength.full == 2)
        #expect(strength.values(width: 40, height: 40)[900] == -1)
        #expect(strength.values(width: 40, height: 40)[3] == 0.25)
    }

    @Test("measured values get no neighbours beyond them, and stay where sizes are equal")
    func raw() throws {
        let map = Tensor(shape: [2, 2], elements: [0, 1, -1, 0.5])
        let strength = try HeatmapStrength(of: map, blur: 0, percentile: 100)
        #expect(strength.values(width: 2, height: 2) == map.elements)
        let fine = strength.values(width: 31, height: 17)
        #expect(fine.allSatisfy { -1...1 ~= $0 })
        // The corners are a quarter of the pixels' own.
        #expect(fine[0] == 0 && fine[30] == 1 && fine[16 * 31] == -1 && fine[16 * 31 + 30] == 0.5)
    }

    @Test("the scale does not depend on the size that is drawn")
    func sizes() throws {
        let strength = try HeatmapStrength(of: OverlayTests.map("real"))
        let coarse = strength.values(width: 56, height: 56)
        // An odd multiple has pixels with the same centres.
        let fine = strength.values(width: 56 * 5, height: 56 * 5)
        for row in 0..<56 {
            for column in 0..<56 {
                let same = fine[(row * 5 + 2) * 280 + column * 5 + 2]
                #expect(abs(same - coarse[row * 56 + column]) < 1e-4)
            }
        }
    }

    @Test("one pixel and odd shapes are maps too", arguments: [[1, 1], [1, 7], [13, 2]])
    func tiny(_ shape: [Int]) throws {
        let count = shape[0] * shape[1]
        let map = Tensor(shape: shape, elements: (0..<count).map { Float($0) - 1 })
        let strength = try HeatmapStrength(of: map)
        for (width, height) in [(1, 1), (5, 3), (1, 40)] {
            let values = strength.values(width: width, height: height)
            #expect(values.count == width * height && values.allSatisfy { -1...1 ~= $0 })
            for style in StrengthMap.allCases {
                let picture = style.picture(ofStrengths: values, width: width, height: height)
                #expect(picture.width == width && picture.height == height)
                let photo = Picture(width: width, height: height, filledWith: .white)
                _ = style.overlay(OverlayGround(photo), strengths: values)
            }
        }
    }

    @Test("what is no number is refused with its place", arguments: [Float.nan, -.infinity])
    func notFinite(_ value: Float) throws {
        var map = Tensor(zeros: [4, 5])
        map.withUnsafeMutableElements { $0[2 * 5 + 3] = value }
        let error = #expect(throws: ImagesError.self) { try HeatmapStrength(of: map) }
        #expect(error?.message.contains("row 2, column 3") == true)
        #expect(throws: ImagesError.self) { try HeatmapStrength(of: Tensor(zeros: [0, 4])) }
    }

    @Test("percentiles are those of the sorted values", arguments: 0..<40)
    func percentiles(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...400, using: &random)
        let values = (0..<count).map { _ in
            // Few different ones, so that there are ties; of all magnitudes and both signs.
            Bool.random(using: &random)
                ? Float(Int.random(in: -4...4, using: &random)) * 1e-20
                : Float.random(in: -1e10...1e10, using: &random)
        }
        let sorted = values.sorted()
        for percent in [0, 12.5, 50, 99, 99.9, 100] {
            let position = percent / 100 * Double(count - 1)
            let below = Int(position)
            let (low, high) = (Double(sorted[below]), Double(sorted[min(below + 1, count - 1)]))
            let wanted = low + (high - low) * (position - Double(below))
            #expect(values.percentile(percent) == wanted, "\(percent) % of \(count)")
        }
    }
}
