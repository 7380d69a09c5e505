import Concepts
import Explanations
import Foundation
import Images
import Tensors
import Testing

@Suite("Surfaces")
struct SurfaceMeasureTests {
    private static let side = 224
    private static let everywhere = [Bool](repeating: true, count: side * side)

    /// A picture by the colour at each column and row.
    private func picture(_ color: (Int, Int) -> [UInt8]) -> Picture {
        Picture(
            width: Self.side,
            height: Self.side,
            pixels: (0..<Self.side * Self.side).flatMap { color($0 % Self.side, $0 / Self.side) }
        )
    }

    private func gray(_ value: Int) -> [UInt8] { [UInt8](repeating: UInt8(value), count: 3) }

    private func surface(_ color: (Int, Int) -> [UInt8]) throws -> Surface {
        try #require(SurfacePicture(picture(color)).surface(of: Self.everywhere))
    }

    /// Lines of a period of 14 pixels that run at an angle, counter-clockwise from horizontal.
    private func lines(_ degrees: Double) -> (Int, Int) -> [UInt8] {
        let angle = degrees * .pi / 180
        return { column, row in
            // Across the lines; rows count downwards.
            let across = Double(column) * sin(angle) + Double(row) * cos(angle)
            return self.gray(
                (across / 7).rounded(.down).truncatingRemainder(dividingBy: 2) == 0 ? 70 : 170
            )
        }
    }

    @Test("a flat surface is smooth and all of one colour")
    func flat() throws {
        let surface = try surface { _, _ in [139, 69, 19] }
        #expect(surface.color == .brown && surface.colorShare == 1)
        #expect(abs(surface.lightness - 37.47) < 0.02 && abs(surface.chroma - 48.8) < 0.1)
        #expect(surface.texture == .smooth && surface.lineAngle == nil)
        #expect(surface.contrast < 1e-4 && surface.coherence == 0)
    }

    @Test("a share counts pixels, and contrast is their spread")
    func shares() throws {
        let surface = try surface { column, _ in column < 56 ? [0, 0, 255] : [0, 128, 0] }
        #expect(surface.color == .green && surface.colorShare == 0.75)
        let lightness = (32.30 + 3 * 46.23) / 4
        #expect(abs(surface.lightness - lightness) < 0.05)
        #expect(abs(surface.contrast - (46.23 - 32.30) * 3.0.squareRoot() / 4) < 0.05)
    }

    @Test("lines are found, and the way they run", arguments: [0.0, 20, 45, 70, 90, 135, 160])
    func lined(_ degrees: Double) throws {
        let surface = try surface(lines(degrees))
        #expect(surface.texture == .lined)
        #expect(surface.coherence > 0.8)
        let angle = try #require(surface.lineAngle)
        #expect((0..<180).contains(angle))
        let off = abs(angle - degrees)
        #expect(min(off, 180 - off) < 3, "\(angle)")
    }

    @Test("lines that cross run no way")
    func crossing() throws {
        let surface = try surface { column, row in
            self.gray((column / 7) % 2 == 0 || (row / 7) % 2 == 0 ? 60 : 180)
        }
        #expect(surface.texture != .lined && surface.lineAngle == nil)
        #expect(surface.coherence < 0.1)
    }

    @Test("a bar is not lines", arguments: [6, 20])
    func bar(_ width: Int) throws {
        let surface = try surface { column, _ in
            self.gray(100..<(100 + width) ~= column ? 30 : 200)
        }
        #expect(surface.coherence > 0.9)
        #expect(surface.texture != .lined)
    }

    @Test("large patches are patchy, specks and noise fine", arguments: [1, 2, 3, 16, 28])
    func patches(_ cell: Int) throws {
        let surface = try surface { column, row in
            self.gray((column / cell + row / cell) % 2 == 0 ? 90 : 160)
        }
        #expect(surface.texture == (cell < 10 ? .fine : .patchy))
        var generator = SeededGenerator(seed: 5)
        let noise = try self.surface { _, _ in
            self.gray(Int.random(in: 60...190, using: &generator))
        }
        #expect(noise.texture == .fine && noise.coherence < 0.05)
    }

    @Test("shading is no texture, faint noise neither")
    func shading() throws {
        #expect(
            try surface { column, row in self.gray(40 + (column + row) / 3) }.texture == .smooth
        )
        var generator = SeededGenerator(seed: 6)
        let faint = try surface { _, _ in self.gray(Int.random(in: 118...126, using: &generator)) }
        #expect(faint.texture == .smooth)
    }

    @Test("each part is measured for itself")
    func parts() throws {
        let lines = lines(45)
        let view = SurfacePicture(
            picture { column, row in column < 112 ? lines(column, row) : [255, 200, 210] }
        )
        let left = (0..<Self.side * Self.side).map { $0 % Self.side < 100 }
        let right = (0..<Self.side * Self.side).map { $0 % Self.side >= 124 }
        #expect(try #require(view.surface(of: left)).texture == .lined)
        #expect(try #require(view.surface(of: left)).color == .gray)
        #expect(try #require(view.surface(of: right)).texture == .smooth)
        #expect(try #require(view.surface(of: right)).color == .pink)
        #expect(view.surface(of: left.map { _ in false }) == nil)
    }

    /// A brown disc with a radius of 60 on white paper.
    private func cutOut() -> Picture {
        picture { column, row in
            let (x, y) = (column - 112, row - 112)
            return x * x + y * y < 3600 ? [139, 69, 19] : [255, 255, 255]
        }
    }

    @Test("the paper around a cut-out has no colour of its own, unless it is all there is")
    func paper() throws {
        let view = SurfacePicture(cutOut())
        // A quarter of the view, of which most is paper.
        let corner = (0..<Self.side * Self.side).map {
            $0 % Self.side < 112 && $0 / Self.side < 112
        }
        let thing = try #require(view.surface(of: corner))
        #expect(thing.color == .brown && thing.colorShare == 1 && thing.texture == .smooth)
        let around = try #require(view.surface(of: corner, isThing: false))
        #expect(around.color == .white && around.colorShare > 0.7)
        let paper = (0..<Self.side * Self.side).map { $0 / Self.side < 50 }
        #expect(try #require(view.surface(of: paper)).color == .white)
    }

    @Test("a reference's looks are those of its half-relevance region, whatever the crop's size")
    func reference() throws {
        let lines = lines(90)
        let photo = picture { column, row in
            column < 112 ? (row < 112 ? [30, 60, 200] : [200, 30, 30]) : lines(column, row)
        }
        func heatmap(x: Int, y: Int, value: Float = 1) -> Tensor {
            Tensor(
                shape: [Self.side, Self.side],
                elements: (0..<Self.side * Self.side).map {
                    let (column, row) = ($0 % Self.side - x, $0 / Self.side - y)
                    return column * column + row * row < 900 ? value : 0
                }
            )
        }
        func surface(_ crop: Picture, _ heatmap: Tensor) throws -> Surface? {
            try SurfaceMeasure.surface(of: crop, heatmap: heatmap, cropBox: .whole)
        }
        #expect(try surface(photo, heatmap(x: 50, y: 50))?.color == .blue)
        #expect(try surface(photo, heatmap(x: 50, y: 170))?.color == .red)
        #expect(try surface(photo, heatmap(x: 170, y: 110))?.texture == .lined)
        let large = photo.resized(width: 256, height: 256)
        #expect(try surface(large, heatmap(x: 50, y: 50))?.color == .blue)
        #expect(try surface(large, heatmap(x: 170, y: 110))?.texture == .lined)
        #expect(try surface(photo, heatmap(x: 50, y: 50, value: -1)) == nil)
        #expect(throws: ImagesError.self) {
            try surface(photo, heatmap(x: 50, y: 50, value: .infinity))
        }
    }

    @Test("a concept's appearance is its region against all else")
    func appearance() throws {
        let view = SurfacePicture(
            picture { column, _ in column < 90 ? [220, 20, 20] : [0, 128, 0] }
        )
        let mask = (0..<Self.side * Self.side).map { $0 % Self.side < 90 }
        let region = Region(
            box: .whole,
            centroid: Point(x: 0.2, y: 0.5),
            cell: .left,
            halfArea: 0.4,
            pieces: 1
        )
        let appearance = try #require(
            SurfaceMeasure.appearance(of: MeasuredRegion(region: region, mask: mask), in: view)
        )
        #expect(appearance.region.color == .red && appearance.region.colorShare == 1)
        #expect(appearance.rest.color == .green && appearance.rest.colorShare == 1)
        let whole = MeasuredRegion(region: region, mask: Self.everywhere)
        #expect(SurfaceMeasure.appearance(of: whole, in: view) == nil)
    }
}
