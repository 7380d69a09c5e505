import Explanations
import Foundation
import Galleries
import SheetFixtures
import Tensors

/// Two explanations of one photo, made up, in a folder of their own.
struct ComparisonFixture {
    /// The two documents' folder.
    let folder: URL
    var first: Explanation
    var second: Explanation

    init(_ change: (inout Explanation) -> Void = { _ in }) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("llexicorp-comparison-\(UUID().uuidString)")
        // Few reference photos, which all have to be written.
        var fixture = ExplanationFixture()
        for index in fixture.concepts.indices { fixture.concepts[index].references = 1 }
        first = fixture.explanation()
        second = first
        second.attribution.composite = "epsilon-plus-flat"
        change(&second)
        for (name, explanation) in [("a", first), ("b", second)] {
            try AssetFixture.write(for: explanation, to: folder.appendingPathComponent(name))
        }
    }

    func cleanUp() { try? FileManager.default.removeItem(at: folder) }

    var sides: (ComparedSide, ComparedSide) {
        (
            ComparedSide(first, in: folder.appendingPathComponent("a")),
            ComparedSide(second, in: folder.appendingPathComponent("b"))
        )
    }

    func comparison() throws -> Comparison { try Comparison(sides.0, sides.1) }

    /// Replaces a heatmap.
    func write(_ map: Tensor, _ path: String, of side: String) throws {
        try SafetensorsWriter.write(
            [("heatmap", map)],
            to: folder.appendingPathComponent(side).appendingPathComponent(path)
        )
    }

    /// A map of a side's view whose values are a function of the place in the photo.
    static func map(
        side: Int,
        view: Box,
        _ value: (_ x: Double, _ y: Double) -> Double
    ) -> Tensor {
        var elements: [Float] = []
        for row in 0..<side {
            for column in 0..<side {
                let x = view.x + (Double(column) + 0.5) / Double(side) * view.width
                let y = view.y + (Double(row) + 0.5) / Double(side) * view.height
                elements.append(Float(value(x, y)))
            }
        }
        return Tensor(shape: [side, side], elements: elements)
    }

    /// A round hill.
    static func hill(_ x: Double, _ y: Double, at center: (Double, Double), width: Double) -> Double
    {
        let (dx, dy) = (x - center.0, y - center.1)
        return exp(-(dx * dx + dy * dy) / (2 * width * width))
    }
}
