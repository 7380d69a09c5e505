import Images
import Tensors
import Testing

@Suite("Filters")
struct FilterTests {
    struct Filters: Decodable {
        struct Blur: Decodable {
            let sigma: Double
            let result: String
        }
        let blurs: [Blur]
        let percentiles: [String: Double]
    }

    @Test("blur, maximum and crop range agree with zennit-crp", arguments: 0..<5)
    func golden(_ index: Int) throws {
        let heat = try Fixture("vis/heat-\(index).f32").tensor(64, 64)
        let blurred = GaussianBlur()(heat)
        let wanted = try Fixture("vis/blur19-\(index).f32").tensor(64, 64)
        #expect(relativeDistance(blurred, wanted) < 1e-6)
        let normalized = try Fixture("vis/maxnorm-\(index).f32").tensor(64, 64)
        #expect(relativeDistance(blurred.maxNormalized, normalized) < 1e-6)

        let ranges = try Fixture("vis/crops.json").json([[Int]].self)
        let range = CropRange(of: heat)
        // Their end of -1 means the last row or column.
        let ends = ranges[index].map { $0 < 0 ? 64 + $0 : $0 }
        #expect(range.rows == ends[0]..<ends[1])
        #expect(range.columns == ends[2]..<ends[3])
    }

    @Test("the crop range leaves out the last row and column")
    func cropRange() {
        var map = Tensor(zeros: [6, 9])
        #expect(CropRange(above: 0.1, in: map) == CropRange(above: 5, in: map))
        #expect(CropRange(above: 0.1, in: map).rows == 0..<5)
        #expect(CropRange(above: 0.1, in: map).columns == 0..<8)
        map.withUnsafeMutableElements { $0[2 * 9 + 3] = 1 }
        // A single pixel counts as nothing.
        #expect(CropRange(above: 0.1, in: map).columns == 0..<8)
        map.withUnsafeMutableElements { $0[2 * 9 + 7] = 0.2 }
        #expect(CropRange(above: 0.1, in: map).rows.isEmpty)
        #expect(CropRange(above: 0.1, in: map).columns == 3..<7)
        // Exactly the threshold is not above it.
        #expect(CropRange(above: 0.2, in: map).columns == 0..<8)
    }

    @Test("a blur in pixels agrees with scipy, also when it is wider than the map")
    func scipy() throws {
        let odd = try Fixture("heatmaps/odd.f32").tensor(9, 23)
        let filters = try Fixture("heatmaps/filters.json").json(Filters.self)
        #expect(filters.blurs.count == 4)
        for item in filters.blurs {
            let wanted = try Fixture("heatmaps/\(item.result)").tensor(9, 23)
            #expect(relativeDistance(GaussianBlur(sigma: item.sigma)(odd), wanted) < 1e-6)
        }
    }

    @Test("a sigma of 0 and a constant map change nothing")
    func identities() throws {
        let odd = try Fixture("heatmaps/odd.f32").tensor(9, 23)
        #expect(GaussianBlur(sigma: 0)(odd) == odd)
        let flat = Tensor(shape: [2, 3], elements: [Float](repeating: 0.25, count: 6))
        for blur in [GaussianBlur(), GaussianBlur(sigma: 3)] {
            #expect(difference(blur(flat).elements, flat.elements) < 1e-7)
        }
    }

    @Test("percentiles agree with numpy")
    func percentiles() throws {
        let odd = try Fixture("heatmaps/odd.f32").tensor(9, 23)
        let filters = try Fixture("heatmaps/filters.json").json(Filters.self)
        #expect(filters.percentiles.count == 6)
        for (percent, wanted) in filters.percentiles {
            let found = odd.elements.percentile(try #require(Double(percent)))
            #expect(abs(found - wanted) < 1e-12, "percentile \(percent)")
        }
    }

    @Test("normalisation divides by the signed maximum")
    func normalization() {
        let map = Tensor(shape: [1, 3], elements: [-4, -2, -8])
        #expect(difference(map.maxNormalized.elements, [2, 1, 4]) < 1e-6)
        #expect(Tensor(zeros: [2, 2]).maxNormalized.elements == [0, 0, 0, 0])
    }

    private func relativeDistance(_ a: Tensor, _ b: Tensor) -> Double {
        guard a.shape == b.shape else { return .infinity }
        var (error, size) = (0.0, 0.0)
        for (x, y) in zip(a.elements, b.elements) {
            error += Double((x - y) * (x - y))
            size += Double(y * y)
        }
        let distance = (error / size).squareRoot()
        return distance.isNaN ? .infinity : distance
    }
}
