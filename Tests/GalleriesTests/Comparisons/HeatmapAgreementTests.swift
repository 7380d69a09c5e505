import Explanations
import Foundation
import Galleries
import Images
import SheetFixtures
import Tensors
import Testing

/// The measures of two heatmaps, held against other ways to write the same formulas.
@Suite struct HeatmapAgreementTests {
    /// A map of both signs without any symmetry.
    private func wavy(side: Int, phase: Double) -> Tensor {
        ComparisonFixture.map(side: side, view: .whole) { x, y in
            sin(9 * x + phase) * cos(7 * y - phase) + 0.4 * x * phase - 0.1
        }
    }

    private func blurred(_ map: Tensor) -> [Double] {
        GaussianBlur(sigma: 0.034 * Double(map.shape[0]))(map).elements.map(Double.init)
    }

    /// The pixels that hold half of what is above zero, by plain sorting.
    private func half(_ values: [Double]) -> Set<Int> {
        let positive = values.indices.filter { values[$0] > 0 }.sorted {
            (values[$1], $0) < (values[$0], $1)
        }
        let total = positive.reduce(0) { $0 + values[$1] }
        var sum = 0.0
        return Set(
            positive.prefix { pixel in
                defer { sum += values[pixel] }
                return sum < total / 2
            }
        )
    }

    @Test func agreesWithOtherFormulas() throws {
        let fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        let maps = (wavy(side: 60, phase: 0.3), wavy(side: 60, phase: 1.1))
        try fixture.write(maps.0, "assets/heatmap.safetensors", of: "a")
        try fixture.write(maps.1, "assets/heatmap.safetensors", of: "b")
        let agreement = try fixture.comparison().agreement
        let (a, b) = (blurred(maps.0), blurred(maps.1))
        let count = Double(a.count)
        // Pearson by raw moments.
        let means = (a.reduce(0, +) / count, b.reduce(0, +) / count)
        let products = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / count
        let squares = (
            a.reduce(0) { $0 + $1 * $1 } / count, b.reduce(0) { $0 + $1 * $1 } / count
        )
        let pearson =
            (products - means.0 * means.1)
            / ((squares.0 - means.0 * means.0) * (squares.1 - means.1 * means.1)).squareRoot()
        #expect(abs(try #require(agreement.correlation) - pearson) < 1e-6)
        #expect(abs(pearson) < 0.98)
        let regions = (half(a), half(b))
        let overlap =
            Double(regions.0.intersection(regions.1).count)
            / Double(regions.0.union(regions.1).count)
        #expect(abs(try #require(agreement.overlap) - overlap) < 1e-9)
        #expect(0.05..<0.95 ~= overlap)
        // What is in common is 1 less half of all differences.
        let sums = (a.reduce(0) { $0 + max($1, 0) }, b.reduce(0) { $0 + max($1, 0) })
        let differences = zip(a, b).reduce(0) {
            $0 + abs(max($1.0, 0) / sums.0 - max($1.1, 0) / sums.1)
        }
        #expect(abs(try #require(agreement.common) - (1 - differences / 2)) < 1e-9)
    }

    @Test func scaleDoesNotMatter() throws {
        let fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        let map = wavy(side: 48, phase: 0.7)
        try fixture.write(map, "assets/heatmap.safetensors", of: "a")
        try fixture.write(
            Tensor(shape: map.shape, elements: map.elements.map { $0 * 1e-4 }),
            "assets/heatmap.safetensors",
            of: "b"
        )
        let agreement = try fixture.comparison().agreement
        #expect(try #require(agreement.correlation) > 0.999_999)
        #expect(agreement.overlap == 1)
        #expect(try #require(agreement.common) > 0.999_999)
    }

    @Test func viewsOfDifferentPartsAreComparedInThePhoto() throws {
        let views = (
            Box(x: 0, y: 0, width: 0.8, height: 1), Box(x: 0.2, y: 0, width: 0.8, height: 1)
        )
        var fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        fixture.first.input.view = views.0
        fixture.second.input.view = views.1
        func hill(_ x: Double, _ y: Double) -> Double {
            ComparisonFixture.hill(x, y, at: (0.5, 0.4), width: 0.06)
        }
        // Another resolution besides: the same place of the photo counts.
        try fixture.write(
            ComparisonFixture.map(side: 80, view: views.0, hill),
            "assets/heatmap.safetensors",
            of: "a"
        )
        try fixture.write(
            ComparisonFixture.map(side: 112, view: views.1, hill),
            "assets/heatmap.safetensors",
            of: "b"
        )
        let comparison = try fixture.comparison()
        #expect(abs(comparison.viewOverlap - 0.6) < 0.01)
        #expect(try #require(comparison.agreement.correlation) > 0.99)
        #expect(try #require(comparison.agreement.overlap) > 0.9)
        #expect(comparison.differences.map(\.kind).contains(.view))
        // Each in its own view, they would lie a quarter of the frame apart.
        fixture.second.input.view = views.0
        #expect(try #require(fixture.comparison().agreement.overlap) < 0.05)
    }

    @Test func nothingIsMeasuredWhereThereIsNothing() throws {
        let fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        let none = Tensor(zeros: [32, 32])
        try fixture.write(none, "assets/heatmap.safetensors", of: "a")
        let one = try fixture.comparison().agreement
        #expect(one == HeatmapAgreement(correlation: nil, overlap: 0, common: nil))
        try fixture.write(none, "assets/heatmap.safetensors", of: "b")
        let both = try fixture.comparison().agreement
        #expect(both == HeatmapAgreement(correlation: nil, overlap: nil, common: nil))
    }

    @Test func brokenMapsAreRefused() throws {
        let fixture = try ComparisonFixture()
        defer { fixture.cleanUp() }
        var map = Tensor(zeros: [8, 8])
        map.withUnsafeMutableElements { $0[3] = .infinity }
        try fixture.write(map, "assets/heatmap.safetensors", of: "b")
        #expect(throws: ImagesError.self) { try fixture.comparison() }
        try fixture.write(Tensor(zeros: [4]), "assets/heatmap.safetensors", of: "b")
        #expect(throws: GalleriesError.self) { try fixture.comparison() }
    }
}
